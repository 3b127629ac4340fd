#!/usr/bin/env python3
"""Runs faults against several nodes; see the script beside this file. Python's own library only."""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import check
import lab
import load

FAULTS = ["none", "kill", "kill-all", "pause", "partition", "one-way", "flapping", "database-restart", "database-cut", "leave",
          "clock", "database-clock", "disk-full"]


OF_A_NODE = {"kill", "pause", "partition", "one-way", "flapping", "leave", "clock"}


def inject(fault, rng, place, say):
    """Does one fault and undoes it. What it does follows from the seed, when exactly does not."""
    victim = rng.randrange(len(place.nodes))
    others = [node for node in range(len(place.nodes)) if node != victim]
    say(f"{fault}, node {victim + 1}" if fault in OF_A_NODE else fault)
    if fault == "kill":
        place.signal(victim, signal.SIGKILL)
    elif fault == "kill-all":
        for node in range(len(place.nodes)):
            place.signal(node, signal.SIGKILL)
    elif fault == "leave":
        place.signal(victim, signal.SIGTERM)
    elif fault == "pause":
        place.signal(victim, signal.SIGSTOP)
        time.sleep(rng.uniform(14, 22))
        place.signal(victim, signal.SIGCONT)
    elif fault == "partition":
        for other in others:
            place.cut(victim, other)
            place.cut(other, victim)
        time.sleep(rng.uniform(12, 20))
        place.heal()
    elif fault == "one-way":
        for other in others:
            place.cut(victim, other)
        time.sleep(rng.uniform(12, 20))
        place.heal()
    elif fault == "flapping":
        for _ in range(6):
            for other in others:
                place.cut(victim, other)
                place.cut(other, victim)
            time.sleep(rng.uniform(0.5, 4))
            place.heal()
            time.sleep(rng.uniform(0.5, 3))
    elif fault == "database-restart":
        place.restart_database()
    elif fault == "database-cut":
        for _ in range(5):
            place.cut_sessions()
            time.sleep(rng.uniform(0.2, 1.5))


    elif fault in ["clock", "database-clock"]:
        host = victim + 1 if fault == "clock" else lab.DATABASE
        for _ in range(4):
            # Less than a token is good for.
            place.set_clock(host, rng.choice([-1, 1]) * rng.choice([5, 60, 3_600, 36_000]))
            time.sleep(rng.uniform(2, 5))
        place.set_clock(host, 0)
    elif fault == "disk-full":
        for _ in range(3):
            end = time.monotonic() + rng.uniform(2, 6)
            while time.monotonic() < end:
                place.fill_disk()
                time.sleep(0.1)
            if rng.random() < 0.5:
                place.signal(victim, signal.SIGKILL)
            place.empty_disk()
            place.keep_alive(rng.uniform(4, 8), say)
        place.signal(victim, signal.SIGKILL)


def once(options, seed, fault):
    rng = random.Random(seed)
    fault = fault or rng.choice(FAULTS[1:])
    folder = Path(tempfile.mkdtemp(prefix=f"twinstack-faults-{seed}-"))
    started = time.monotonic()

    def say(text):
        print(f"seed {seed}: {time.monotonic() - started:5.1f} s  {text}", flush=True)

    place = lab.Lab(folder, options.launcher, 1 if fault == "disk-full" else options.nodes, options.java_opts,
                    clocks=fault.endswith("clock"))
    try:
        place.start()
        say(f"{len(place.nodes)} up")
        history = folder / "history.jsonl"
        client = place.run_client(
            [sys.executable, load.__file__, str(seed), str(options.workers), str(history), *place.endpoints()])
        before = place.until_acknowledged(history, options.enough, 60, say)
        inject(fault, rng, place, say)
        place.keep_alive(options.after, say)
        place.until_acknowledged(history, before + 2 * options.enough, 90, say)
        client.send_signal(signal.SIGTERM)
        client.wait(timeout=90)
        place.keep_alive(3, say)
        place.until_ready(say)
        verdict = place.run_client(
            [sys.executable, check.__file__, str(history), *place.endpoints()],
            stdout=subprocess.PIPE, text=True)
        report, _ = verdict.communicate(timeout=300)
        try:
            result = json.loads(report.strip().splitlines()[-1])
        except (IndexError, ValueError):
            result = {"violations": ["the checker did not end: " + report[-500:]]}
        say(f"{fault}: {json.dumps({k: v for k, v in result.items() if k != 'violations'})}")
        for violation in result["violations"][:20]:
            say("VIOLATED: " + violation)
        return {"seed": seed, "fault": fault, **result}, folder
    finally:
        place.stop()


def seeds(text):
    all_of_them = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        all_of_them += range(int(first), int(last or first) + 1)
    return all_of_them


def main():
    parser = argparse.ArgumentParser(prog="scenarios/faults/run")
    parser.add_argument("--launcher", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--seeds", type=seeds, help="1, 1-50 or 1,4,7; each chooses its fault")
    parser.add_argument("--fault", choices=FAULTS, help="this fault, whatever the seed says")
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--workers", type=int, default=6, help="projects, each with a client of its own")
    parser.add_argument("--enough", type=int, default=150, help="what is acknowledged before the fault; after it twice as much")
    parser.add_argument("--after", type=float, default=15, help="the least seconds of load after it")
    parser.add_argument("--java-opts", default="-XX:TieredStopAtLevel=1 -Xmx400m")
    parser.add_argument("--broken", action="store_true", help="it is broken on purpose: every run has to find something")
    parser.add_argument("--keep", action="store_true", help="keep logs and history also if all is well")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that what was started is stopped
    if os.geteuid() != 0:
        parser.error("network namespaces need root")
    plan = [(seed, options.fault) for seed in options.seeds] if options.seeds else [
        (seed, options.fault or fault) for seed, fault in enumerate(FAULTS[1:], 1)]
    results = []
    for seed, fault in plan:
        result, folder = once(options, seed, fault)
        results.append(result)
        if bool(result["violations"]) != options.broken or options.keep:
            print(f"seed {seed}: logs and history are in {folder}", flush=True)
        else:
            shutil.rmtree(folder)
    bad = [result["seed"] for result in results if result["violations"]]
    print(f"runs {len(results)}, acknowledged {sum(r.get('acknowledged', 0) for r in results)}, "
          f"unknown {sum(r.get('unknown', 0) for r in results)}, "
          f"violated in {len(bad)}" + (f": seeds {bad}" if bad else ""))
    return int(len(bad) < len(results)) if options.broken else int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
