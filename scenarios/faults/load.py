"""The client of a fault run: each worker has a project, does what its seed says, and notes what it was told.

The history is one JSON object a line: {op, kind, project, name, id, result, body}. result is "ok", "refused" (4xx) or
"unknown" (5xx, or no answer). A worker asks one thing at a time, of any node.
"""

import http.client
import json
import random
import signal
import sys
import threading
import time
from urllib.parse import urlparse

stopping = threading.Event()
TIMEOUT = 45


def request(endpoint, method, path, token="", body=None):
    """The status (0 if there was no answer), the JSON and the token."""
    url = urlparse(endpoint)
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=TIMEOUT)
    try:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["X-Auth-Token"] = token
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        raw = answer.read()
        return answer.status, json.loads(raw) if raw else {}, answer.getheader("X-Subject-Token", "")
    except (OSError, http.client.HTTPException, ValueError):
        return 0, {}, ""
    finally:
        connection.close()


def login(endpoints, name, rng):
    body = {"auth": {"identity": {"methods": ["password"], "password": {"user": {
        "name": "tester", "password": "any", "domain": {"name": "tests"}}}}, "scope": {"project": {"name": name}}}}
    while not stopping.is_set():
        status, json_, token = request(rng.choice(endpoints), "POST", "/v3/auth/tokens", body=body)
        if status == 201:
            return token, json_["token"]["project"]["id"]
        time.sleep(0.3)
    raise SystemExit("stopped before it could sign in")


class Worker(threading.Thread):
    def __init__(self, number, seed, endpoints, history):
        super().__init__()
        self.rng = random.Random(f"{seed}/{number}")
        self.number = number
        self.endpoints = endpoints
        self.history = history
        self.count = 0
        self.live = {"vpc": {}, "subnet": {}, "port": {}, "publicip": {}}

    def note(self, **what):
        self.history.note(project=self.project, **what)

    def call(self, op, kind, name, ident, method, path, body=None):
        endpoint = self.rng.choice(self.endpoints)
        began = time.time()
        status, answer, _ = request(endpoint, method, path, self.token, body)
        result = "ok" if 200 <= status < 300 else "refused" if 400 <= status < 500 else "unknown"
        self.note(op=op, kind=kind, name=name, id=ident, result=result, status=status, body=answer,
                  at=endpoint, began=began, took=time.time() - began, token=self.token)
        if status == 0:
            time.sleep(0.05)
        return result, answer

    def fresh(self, kind):
        self.count += 1
        return f"{kind}-{self.number}-{self.count}"

    def create(self, kind, path, body, name, keep):
        result, answer = self.call("create", kind, name, "", "POST", path, body)
        if result == "ok":
            one = answer[kind]
            self.live[kind][one["id"]] = keep(one)
            if self.rng.random() < 0.3:
                self.read_back(kind, path, one["id"], name)

    def read_back(self, kind, path, ident, name):
        """Whatever was acknowledged any node knows at once."""
        self.call("read", kind, name, ident, "GET", f"{path}/{ident}")

    def delete(self, kind, path, ident):
        self.live[kind].pop(ident)
        self.call("delete", kind, "", ident, "DELETE", f"{path}/{ident}")

    def run(self):
        self.token, self.project = login(self.endpoints, f"eu-de_faults{self.number}", self.rng)
        base = f"/v1/{self.project}"
        while not stopping.is_set():
            self.step(base)

    def step(self, base):
        rng, live = self.rng, self.live
        dice = rng.random()
        if dice < 0.12 or not live["vpc"]:
            name = self.fresh("vpc")
            self.create("vpc", f"{base}/vpcs", {"vpc": {"name": name, "cidr": "10.0.0.0/8"}}, name, lambda one: {})
        elif dice < 0.25 or not live["subnet"]:
            vpc = rng.choice(sorted(live["vpc"]))
            name = self.fresh("subnet")
            third = self.count % 250
            cidr = f"10.{self.count // 250}.{third}.0/24"
            self.create("subnet", f"{base}/subnets", {"subnet": {
                "name": name, "cidr": cidr, "gateway_ip": cidr.replace(".0/24", ".1"), "vpc_id": vpc,
                "ipv6_enable": True}}, name, lambda one: {"vpc": vpc})
        elif dice < 0.5:
            subnet = rng.choice(sorted(live["subnet"]))
            name = self.fresh("port")
            self.create("port", "/v2.0/ports", {"port": {"name": name, "network_id": subnet}}, name,
                        lambda one: {"subnet": subnet})
        elif dice < 0.7:
            name = self.fresh("publicip")
            self.create("publicip", f"{base}/publicips", {
                "publicip": {"type": "5_bgp"},
                "bandwidth": {"name": name, "size": 5, "share_type": "PER"}}, name, lambda one: {})
        elif dice < 0.8 and live["publicip"] and live["port"]:
            ident = rng.choice(sorted(live["publicip"]))
            port = rng.choice(sorted(live["port"]))
            self.call("bind", "publicip", port, ident, "PUT", f"{base}/publicips/{ident}", {"publicip": {"port_id": port}})
        elif dice < 0.88 and live["publicip"]:
            self.delete("publicip", f"{base}/publicips", rng.choice(sorted(live["publicip"])))
        elif dice < 0.95 and live["port"]:
            self.delete("port", "/v2.0/ports", rng.choice(sorted(live["port"])))
        elif live["vpc"]:
            empty = sorted(set(live["vpc"]) - {one["vpc"] for one in live["subnet"].values()})
            if empty:
                self.delete("vpc", f"{base}/vpcs", rng.choice(empty))


class History:
    def __init__(self, path):
        self.file = open(path, "w")
        self.lock = threading.Lock()

    def note(self, **what):
        with self.lock:
            self.file.write(json.dumps(what) + "\n")
            self.file.flush()


def main():
    seed, workers, path, *endpoints = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    history = History(path)
    threads = [Worker(number, seed, endpoints, history) for number in range(int(workers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
