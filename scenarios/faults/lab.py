"""The hosts of a fault run: network namespaces on one bridge, with the twins, the database and the client in them."""

import glob
import os
import pwd
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

NET = "10.77.0."
DATABASE = 100
CLIENT = 200
NOWHERE = "02:00:00:00:00:99"
PORT = 4664


def sh(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True)


def binaries():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path(p).parent for p in [shutil.which("initdb")] if p]
    if not found:
        raise SystemExit("PostgreSQL is not installed")
    return found[-1]


FAKETIME = "/usr/lib/*-linux-gnu/faketime/libfaketimeMT.so.1"
DISK = "768m"


def faketime():
    found = sorted(glob.glob(FAKETIME))
    if not found:
        raise SystemExit(f"clocks cannot be set: libfaketime is not installed ({FAKETIME})")
    return found[-1]


class Lab:
    """
    nodes: how many; one has its data on a disk of its own (H2), several share a PostgreSQL
    clocks: whether the clocks of the hosts can be set
    """

    def __init__(self, folder, launcher, nodes, java_opts, clocks=False):
        self.clocks = clocks
        self.folder = Path(folder)
        self.folder.chmod(0o755)
        self.launcher = launcher
        self.java_opts = java_opts
        self.tag = f"twf{os.getpid()}"
        self.nodes = [None] * nodes
        self.lives = [0] * nodes
        self.cuts = []
        self.clients = []
        self.bin = binaries()

    # ---- hosts ----

    def ns(self, host):
        return f"{self.tag}-{host}"

    def within(self, host, *command):
        return ["ip", "netns", "exec", self.ns(host), *command]

    def host(self, host):
        port = f"v{host}"
        sh("ip", "netns", "add", self.ns(host))
        sh("ip", "-n", self.ns("net"), "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", self.ns(host))
        sh("ip", "-n", self.ns("net"), "link", "set", port, "master", "br0", "up")
        sh("ip", "-n", self.ns(host), "addr", "add", f"{NET}{host}/24", "dev", "eth0")
        sh("ip", "-n", self.ns(host), "link", "set", "eth0", "up")
        sh("ip", "-n", self.ns(host), "link", "set", "lo", "up")

    def start(self):
        sh("ip", "netns", "add", self.ns("net"))
        sh("ip", "-n", self.ns("net"), "link", "add", "br0", "type", "bridge")
        sh("ip", "-n", self.ns("net"), "link", "set", "br0", "up")
        for host in [*range(1, len(self.nodes) + 1), DATABASE, CLIENT]:
            self.host(host)
            self.set_clock(host, 0)
        if self.is_alone():
            self.disk().mkdir()
            sh("mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(self.disk()))
        else:
            self.start_database()
        for node in range(len(self.nodes)):
            self.start_node(node)
        self.until_ready(lambda text: None)

    # ---- clocks ----

    def clock(self, host):
        return self.folder / f"clock{host}"

    def set_clock(self, host, ahead):
        """The host's clock is that many seconds ahead of the machine's, within a second. Monotonic clocks go on."""
        part = self.folder / "clock.part"
        part.write_text(f"{ahead:+d}\n")
        part.chmod(0o644)
        part.rename(self.clock(host))

    def on_clock(self, host):
        if not self.clocks:
            return {}
        # What mends waiting with clocks that are faked makes a JVM's waiting end at once where they are not.
        return {"LD_PRELOAD": faketime(), "FAKETIME_FORCE_MONOTONIC_FIX": "0",
                "FAKETIME_TIMESTAMP_FILE": str(self.clock(host)),
                "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1"}

    # ---- the disk of a twin that is alone ----

    def is_alone(self):
        return len(self.nodes) == 1

    def disk(self):
        return self.folder / "disk"

    def fill_disk(self):
        """Takes all the room there is, also what was given back since."""
        with open(self.disk() / "filler", "ab", buffering=0) as filler:
            for size in [1 << 20, 1 << 12]:
                try:
                    while True:
                        filler.write(b"x" * size)
                except OSError:
                    pass

    def empty_disk(self):
        (self.disk() / "filler").unlink(missing_ok=True)

    # ---- PostgreSQL ----

    def as_postgres(self, *command):
        user = "postgres" if any(u.pw_name == "postgres" for u in pwd.getpwall()) else "nobody"
        return ["runuser", "-u", user, "--", *command]

    def start_database(self):
        home = self.folder / "database"
        home.mkdir()
        user = "postgres" if any(u.pw_name == "postgres" for u in pwd.getpwall()) else "nobody"
        shutil.chown(home, user)
        self.data = str(home / "data")
        sh(*self.as_postgres(str(self.bin / "initdb"), "-D", self.data, "-U", "twin", "--auth=trust", "-E", "UTF8", "-N"))
        with open(home / "data" / "pg_hba.conf", "a") as rules:
            rules.write(f"host all all {NET}0/24 trust\n")
        self.control("start")
        sh(*self.within(DATABASE, str(self.bin / "createdb"), "-h", NET + str(DATABASE), "-U", "twin", "twin"))

    def control(self, what):
        options = f"-c listen_addresses={NET}{DATABASE} -c unix_socket_directories= -c max_connections=200"
        clock = [f"{name}={value}" for name, value in self.on_clock(DATABASE).items()] if what == "start" else []
        sh(*self.within(DATABASE, *self.as_postgres(
            "env", *clock, str(self.bin / "pg_ctl"), "-D", self.data, "-w", "-l", str(self.folder / "database" / "log"),
            *(["-m", "fast"] if what != "start" else []), "-o", options, what)))

    def restart_database(self):
        self.control("stop")
        time.sleep(2)
        self.control("start")

    def sql(self, statement):
        return sh(*self.within(DATABASE, str(self.bin / "psql"), "-h", NET + str(DATABASE), "-U", "twin", "-tAc",
                               statement, "twin"), check=False).stdout

    def cut_sessions(self):
        self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    # ---- nodes ----

    def endpoint(self, node):
        return f"http://{NET}{node + 1}:{PORT}"

    def endpoints(self):
        return [self.endpoint(node) for node in range(len(self.nodes))]

    def start_node(self, node):
        self.lives[node] += 1
        address = f"{NET}{node + 1}"
        log = open(self.folder / f"node{node + 1}.log", "a")
        quotas = [option for name in ["vpc", "subnet", "publicIp", "securityGroup"] for option in ["--quota", name + "=-1"]]
        data = ["--data", str(self.disk() / "data")] if self.is_alone() else [
            "--database", f"jdbc:postgresql://{NET}{DATABASE}/twin?user=twin", "--join", address]
        self.nodes[node] = subprocess.Popen(
            self.within(node + 1, self.launcher, "up", *data, "--bind", address, "--port", str(PORT), *quotas),
            stdout=log, stderr=log,
            env={**os.environ, "TWINSTACK_JAVA_OPTS": self.java_opts, **self.on_clock(node + 1)})

    def signal(self, node, number):
        self.nodes[node].send_signal(number)

    def cut(self, one, other):
        """What goes from one node to the other is lost from now on: it is sent to a station that is not there."""
        sh("ip", "-n", self.ns(one + 1), "neigh", "replace", f"{NET}{other + 1}", "lladdr", NOWHERE, "dev", "eth0",
           "nud", "permanent")
        self.cuts.append((one, other))

    def heal(self):
        for one, other in self.cuts:
            sh("ip", "-n", self.ns(one + 1), "neigh", "del", f"{NET}{other + 1}", "dev", "eth0", check=False)
        self.cuts = []

    def keep_alive(self, seconds, say):
        """What a supervisor does: starts again what has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for node, process in enumerate(self.nodes):
                code = process.poll()
                if code is not None:
                    say(f"node {node + 1} ended with {code}; it is started again")
                    self.start_node(node)
            time.sleep(0.5)

    def until_acknowledged(self, history, number, within, say):
        """Keeps the nodes alive until the client has had so many answers. The number it has had."""
        end = time.monotonic() + within
        while True:
            text = history.read_text() if history.exists() else ""
            had = text.count('"result": "ok"')
            if had >= number or time.monotonic() > end:
                return had
            self.keep_alive(0.5, say)

    def is_ready(self, node):
        script = ("import sys, urllib.request as u\n"
                  "sys.exit(u.urlopen(sys.argv[1] + '/_twinstack/ready', timeout=3).status != 200)")
        return sh(*self.within(CLIENT, "python3", "-c", script, self.endpoint(node)), check=False).returncode == 0

    def until_ready(self, say, within=120):
        end = time.monotonic() + within
        while not all(self.is_ready(node) for node in range(len(self.nodes))):
            if time.monotonic() > end:
                raise SystemExit(f"the nodes are not ready; see the logs in {self.folder}")
            self.keep_alive(0.5, say)

    def run_client(self, command, **more):
        client = subprocess.Popen(self.within(CLIENT, *command), **more)
        self.clients.append(client)
        return client

    def stop(self):
        for process in [*self.clients, *self.nodes]:
            if process and process.poll() is None:
                process.kill()
                process.wait()
        self.heal()
        if self.is_alone():
            sh("umount", str(self.disk()), check=False)
        try:
            self.control("stop")
        except (subprocess.CalledProcessError, AttributeError):
            pass
        for host in [*range(1, len(self.nodes) + 1), DATABASE, CLIENT, "net"]:
            sh("ip", "netns", "del", self.ns(host), check=False)
