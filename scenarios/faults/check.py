"""Compares what a client was told with what is there. Prints one line of JSON: counts, and what was violated."""

import json
import sys
import time
from collections import Counter, defaultdict

from load import request

PATHS = {"vpc": "vpcs", "subnet": "subnets", "port": "ports", "publicip": "publicips"}
PAGE = 7
SETTLE = 150


def name_of(kind, one):
    return one.get("bandwidth_name" if kind == "publicip" else "name", "")


class Check:
    def __init__(self, history, endpoints):
        self.history = history
        self.endpoints = endpoints
        self.violations = []
        self.tokens = {line["project"]: line["token"] for line in history}

    def violated(self, text):
        self.violations.append(text)

    def get(self, project, path, node):
        for _ in range(60):
            status, answer, _ = request(self.endpoints[node], "GET", path, self.tokens[project])
            if status == 200:
                return answer
            time.sleep(0.5)
        raise SystemExit(json.dumps({"violations": [f"{path} is answered {status} by node {node + 1}, with nothing wrong"]}))

    def pages(self, project, kind, node):
        """All of a kind, page by page."""
        found, marker = [], ""
        while True:
            base = "/v2.0" if kind == "port" else f"/v1/{project}"
            path = f"{base}/{PATHS[kind]}?limit={PAGE}" + (f"&marker={marker}" if marker else "")
            page = self.get(project, path, node)[PATHS[kind]]
            found += page
            if len(page) < PAGE:
                return found
            marker = page[-1]["id"]

    def expected(self, project, kind):
        """Ids that must be there, ids and names that may, ids that must not."""
        must, may, gone, may_names, refused = {}, set(), set(), set(), set()
        for line in self.history:
            if line["project"] != project or line["kind"] != kind:
                continue
            if line["op"] == "create":
                if line["result"] == "ok":
                    must[line["body"][kind]["id"]] = line["name"]
                elif line["result"] == "unknown":
                    may_names.add(line["name"])
                else:
                    refused.add(line["name"])
            elif line["op"] == "delete":
                if line["result"] == "ok" or line["status"] == 404:
                    must.pop(line["id"], None)
                    gone.add(line["id"])
                elif line["result"] == "unknown":
                    must.pop(line["id"], None)
                    may.add(line["id"])
        return must, may, gone, may_names, refused

    def of_kind(self, project, kind):
        must, may, gone, may_names, refused = self.expected(project, kind)
        lists = [self.pages(project, kind, node) for node in range(len(self.endpoints))]
        ids = [[one["id"] for one in found] for found in lists]
        for node, found in enumerate(ids):
            if sorted(found) != sorted(ids[0]):
                self.violated(f"{project}: {kind}s listed by node {node + 1} differ from those listed by node 1")
            for ident, times in Counter(found).items():
                if times > 1:
                    self.violated(f"{project}: {kind} {ident} is listed {times} times by node {node + 1}")
        there = {one["id"]: one for one in lists[0]}
        for ident, name in must.items():
            if ident not in there:
                self.violated(f"{project}: the {kind} {name} ({ident}) was acknowledged and is missing")
        for ident, one in there.items():
            name = name_of(kind, one)
            if ident in gone:
                self.violated(f"{project}: the {kind} {name} ({ident}) was deleted and is there")
            elif name in refused:
                self.violated(f"{project}: the {kind} {name} ({ident}) was refused and is there")
            elif ident not in must and ident not in may and name not in may_names and name != "default":
                if not (kind == "port" and not name.startswith("port-")):
                    self.violated(f"{project}: the {kind} {name} ({ident}) is there, and nobody asked for it")
        for name, times in Counter(name_of(kind, one) for one in lists[0]).items():
            if times > 1 and name.startswith(kind + "-"):
                self.violated(f"{project}: there are {times} {kind}s named {name}, asked for once")
        return lists[0]

    def reads(self):
        for line in self.history:
            if line["op"] == "read" and line["status"] == 404:
                self.violated(f"{line['project']}: the {line['kind']} {line['name']} ({line['id']}) was acknowledged,"
                              f" and not known to {line['at']} right afterwards")

    def unique(self, everything):
        """No address, prefix or binding has two owners."""
        owners = defaultdict(set)
        for project, kinds in everything.items():
            for one in kinds["publicip"]:
                owners["EIP " + one["public_ip_address"]].add(one["id"])
                if one.get("port_id"):
                    owners["binding to port " + one["port_id"]].add(one["id"])
            for one in kinds["subnet"]:
                if one.get("cidr_v6"):
                    owners["prefix " + one["cidr_v6"]].add(one["id"])
            for one in kinds["port"]:
                for fixed in one.get("fixed_ips", []):
                    owners[f"address {fixed['ip_address']} in {one['network_id']}"].add(one["id"])
            for one in kinds["subnet"]:
                owners[f"range {one['cidr']} in {one['vpc_id']}"].add(one["id"])
        for what, ids in owners.items():
            if len(ids) > 1:
                self.violated(f"{what} is given {len(ids)} times: {sorted(ids)}")

    def counts(self, project, kinds):
        """What is counted is what is there, once the sweep has given back what a crash left behind."""
        while True:
            quotas = {q["type"]: q["used"] for q in self.get(project, f"/v1/{project}/quotas", 0)["quotas"]["resources"]}
            there = {"vpc": len(kinds["vpc"]), "subnet": len(kinds["subnet"]), "publicIp": len(kinds["publicip"])}
            wrong = {kind: (quotas.get(kind), number) for kind, number in there.items() if quotas.get(kind) != number}
            if not wrong:
                return
            if time.monotonic() > self.settled:
                self.violated(f"{project}: counted and there differ: {wrong}")
                return
            time.sleep(3)

    def run(self):
        everything = {project: {kind: self.of_kind(project, kind) for kind in PATHS} for project in self.tokens}
        self.reads()
        self.unique(everything)
        self.settled = time.monotonic() + SETTLE
        for project, kinds in everything.items():
            self.counts(project, kinds)
        results = Counter(line["result"] for line in self.history)
        slow = sorted(line["took"] for line in self.history)
        return {
            "acknowledged": results["ok"],
            "refused": results["refused"],
            "unknown": results["unknown"],
            "statuses": dict(sorted(Counter(line["status"] for line in self.history).items())),
            "there": {kind: sum(len(kinds[kind]) for kinds in everything.values()) for kind in PATHS},
            "slowest": round(slow[-1], 1) if slow else 0,
            "violations": self.violations,
        }


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        lines = [json.loads(line) for line in file]
    print(json.dumps(Check(lines, sys.argv[2:]).run()))
