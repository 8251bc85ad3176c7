#!/usr/bin/env python3
"""How fast, beside the same queues written by hand, in interleaved rounds. Python 3.11, standard library only.

    benches/compare.py                     builds, then 7 rounds; prints Markdown
    benches/compare.py --rounds 11 --only queues,centres,days,threads,memory
    benches/compare.py --peers DIR         also `DIR/run.sh NAME MODEL N` for other programs (--peer 'simpy m1 150000')

Every round runs each program once, one after the other, so that what else the machine does weighs on all alike; a
figure is a median over rounds, and a ratio the median of the rounds' ratios. For `aftersales` the time of a job is
the difference between a long and a short run over the difference in jobs: start-up and writing of results cancel.
`user` is processor time, `wall` what the clock says; on a shared machine only the first means much.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCHES = ROOT / "benches"
WEEK = 7


class Spent:
    """What a command took."""

    def __init__(self, user, wall, output):
        self.user, self.wall, self.output = user, wall, output


def spend(command, **options):
    """Runs a command; its processor seconds (user + system), wall seconds and output."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([str(word) for word in command], stdout=out, **options)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            sys.exit(f"{command} ended with {child.returncode}")
        out.seek(0)
        text = out.read().decode()
    return Spent(usage.ru_utime + usage.ru_stime, wall, text)


def build():
    """Builds both programs and says where they are."""
    made = {}
    for arguments in (["build", "--release", "--bin", "aftersales"], ["bench", "--no-run", "--bench", "plain"]):
        command = ["cargo", *arguments, "--locked", "--message-format=json-render-diagnostics"]
        text = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout
        for line in text.splitlines():
            message = json.loads(line)
            if message.get("reason") == "compiler-artifact" and message.get("executable"):
                made[message["target"]["name"]] = pathlib.Path(message["executable"])
    return made["aftersales"], made["plain"]


# A process starts with the peak of the one that started it (here this script, which may be larger): a small one between.
BETWEEN = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
sys.exit(status)
"""


class Ours:
    """Runs of `aftersales`."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        # Once per machine fonts and files are cold.
        self.run(BENCHES / "m1.toml", 1, ["days=1"])

    def run(self, scenario, replications, sets=(), threads=1, seed=1, between=()):
        """One run; what it took and its summary."""
        out = self.folder / "results"
        command = [*between, self.program, "run", scenario, "-n", replications, "-j", threads, "--seed", seed, "--out", out]
        command += ["--quiet", "--lang", "en"]
        for one in sets:
            command += ["--set", one]
        spent = spend(command)
        spent.summary = json.loads((out / "summary.json").read_text())
        spent.jobs = round(figure(spent.summary, "jobs") * replications)
        return spent

    def per_job(self, scenario, replications, sets=(), threads=1, seed=1):
        """Seconds a job by the difference of two runs: (user, wall, mean wait, jobs, start-up wall)."""
        short = self.run(scenario, threads, sets, threads, seed)
        long = self.run(scenario, threads * (1 + replications), sets, threads, seed)
        jobs = long.jobs - short.jobs
        start = short.wall - short.jobs * (long.wall - short.wall) / jobs
        return {
            "user": (long.user - short.user) / jobs,
            "wall": (long.wall - short.wall) / jobs,
            "jobs": jobs,
            "wait": figure(long.summary, "queue_wait_hours"),
            "start": start,
        }


def figure(summary, metric):
    """The overall mean of a metric."""
    for row in summary["metrics"]:
        if row["metric"] == metric and row["city"] == row["centre"] == row["failure"] == "*":
            return row["mean"]
    raise KeyError(metric)


def plain(program, model, size, centres=33, replications=1, threads=1, seed=1):
    """One run of the hand-written loop."""
    spent = spend([program, model, size, centres, replications, threads, seed])
    told = json.loads(spent.output)
    jobs = told["jobs"]
    return {"user": spent.user / jobs, "wall": spent.wall / jobs, "jobs": jobs, "wait": told["mean_wait"], **told}


def spread(values, digits=1):
    """Median, least and most."""
    values = list(values)
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def nanoseconds(rounds, key):
    return spread((one[key] * 1e9 for one in rounds), 1)


def ratios(rounds, base, key, digits=2):
    return spread((one[key] / other[key] for one, other in zip(rounds, base)), digits)


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)


def mean_wait(rounds):
    return sum(one["wait"] * one["jobs"] for one in rounds) / sum(one["jobs"] for one in rounds)


def expect(name, rounds, expected, tolerance):
    """A fast loop that is wrong is no yardstick."""
    wait = mean_wait(rounds)
    if abs(wait - expected) > tolerance:
        sys.exit(f"{name}: a mean wait of {wait:.4f}, expected {expected} ± {tolerance:.4f}")
    return wait


def network(folder, centres):
    """m2 with another number of centres: the scenario's folder."""
    folder = folder / f"m2-{centres}"
    if not folder.exists():
        folder.mkdir()
        shutil.copy(BENCHES / "m2.toml", folder)
        ids = [f"{number:05}" for number in range(1, centres + 1)]
        cities = ["id,vehicles", *(f"city-{one},20000" for one in ids)]
        head = "id,city,resources.advisor,resources.bay,resources.handover,hours,booking.policy"
        rows = [head, *(f"centre-{one},city-{one},2,8,1,always,walk-in" for one in ids)]
        (folder / "m2-cities.csv").write_text("\n".join(cities) + "\n")
        (folder / "m2-centres.csv").write_text("\n".join(rows) + "\n")
    return folder / "m2.toml"


def queues(ours, loop, rounds, scale):
    """m1 and m2 beside the plain loops."""
    got = {name: [] for name in ("plain m1", "m1", "plain m2", "m2")}
    for seed in range(1, rounds + 1):
        got["plain m1"].append(plain(loop, "m1", int(4_000_000 * scale), seed=seed))
        got["m1"].append(ours.per_job(BENCHES / "m1.toml", max(1, round(6 * scale)), seed=seed))
        got["plain m2"].append(plain(loop, "m2", max(10, round(100 * scale)), seed=seed))
        got["m2"].append(ours.per_job(BENCHES / "m2.toml", max(1, round(3 * scale)), seed=seed))
    rows = []
    for name, base, expected in (
        ("plain m1", "plain m1", 0.66873),
        ("m1", "plain m1", 0.66873),
        ("plain m2", "plain m2", None),
        ("m2", "plain m2", None),
    ):
        runs = got[name]
        jobs = sum(one["jobs"] for one in runs)
        if expected:
            wait = expect(name, runs, expected, 5 * 21 / jobs**0.5)
        elif name == "plain m2":
            # Our summary has the wait for the reception, the loop that for a bay.
            wait = expect(name, runs, 2.534, 5 * 60 / jobs**0.5)
        else:
            wait = mean_wait(runs)
        rows.append(
            [name if "plain" in name else f"**aftersales {name}**"]
            + [nanoseconds(runs, "user"), ratios(runs, got[base], "user"), nanoseconds(runs, "wall")]
            + [ratios(runs, got[base], "wall"), f"{jobs / 1e6:.1f} M", f"{wait:.4f}"]
        )
    head = ["program", "user ns a job", "÷ plain", "wall ns a job", "÷ plain", "jobs", "mean wait, h"]
    table(head, rows)
    print(f"Start-up and results, m1: {spread((one['start'] * 1e3 for one in got['m1']), 0)} ms; ", end="")
    print(f"m2: {spread((one['start'] * 1e3 for one in got['m2']), 0)} ms.\n")


def centres(ours, loop, rounds, scale):
    """The same work at 33, 330 and 3,300 centres."""
    sizes = (33, 330, 3300)
    jobs_wanted = 1_500_000 * scale
    got = {size: [] for size in sizes}
    loops = {size: [] for size in sizes}
    for seed in range(1, rounds + 1):
        for size in sizes:
            # The same days, so the same jobs a centre; fewer replications of the larger ones.
            replications = max(1, round(jobs_wanted / (size * 65.28 * 7)))
            got[size].append(ours.per_job(network(ours.folder, size), replications, ["days=7"], seed=seed))
            weeks = max(1, round(jobs_wanted / (size * 457)))
            loops[size].append(plain(loop, "m2", weeks, size, seed=seed))
    rows = [
        [size, nanoseconds(got[size], "user"), ratios(got[size], got[33], "user")]
        + [nanoseconds(loops[size], "user"), ratios(loops[size], loops[33], "user")]
        + [ratios(got[size], loops[size], "user"), spread((one["start"] for one in got[size]), 2)]
        for size in sizes
    ]
    head = ["centres", "user ns a job", "÷ 33 centres", "plain loop", "÷ 33 centres", "ours ÷ plain", "start-up, s"]
    table(head, rows)


def days(ours, _loop, rounds, scale):
    """m2 over more and more days."""
    sizes = (70, 350, 1750)
    got = {size: [] for size in sizes}
    for seed in range(1, rounds + 1):
        for size in sizes:
            replications = max(1, round(1750 * scale / size))
            got[size].append(ours.per_job(BENCHES / "m2.toml", replications, [f"days={size}"], seed=seed))
    rows = [[size, nanoseconds(got[size], "user"), ratios(got[size], got[350], "user")] for size in sizes]
    table(["days", "user ns a job", "÷ 350 days"], rows)


def threads(ours, loop, rounds, scale):
    """One thread and two over replications: how much sooner it is done."""
    got = {name: [] for name in ("ours 1", "ours 2", "plain 1", "plain 2")}
    replications = max(2, round(4 * scale))
    for seed in range(1, rounds + 1):
        for number in (1, 2):
            got[f"ours {number}"].append(
                ours.per_job(BENCHES / "m2.toml", replications * 2 // number, threads=number, seed=seed)
            )
            got[f"plain {number}"].append(plain(loop, "m2", 50, 33, replications * 2, number, seed))
    rows = [
        [name, nanoseconds(got[f"{which} 1"], "wall"), nanoseconds(got[f"{which} 2"], "wall")]
        + [ratios(got[f"{which} 1"], got[f"{which} 2"], "wall"), ratios(got[f"{which} 2"], got[f"{which} 1"], "user")]
        for name, which in (("**aftersales m2**", "ours"), ("plain m2", "plain"))
    ]
    head = ["program", "1 thread, wall ns a job", "2 threads", "times as fast", "user time ÷ 1 thread"]
    table(head, rows)


def memory(ours, _loop, _rounds, _scale):
    """Peak memory over replications, and the national scenario."""
    rows = []
    cases = (("shanghai-2025", 50, 1), ("shanghai-2025", 1000, 1), ("shanghai-2025", 50, 2), ("shanghai-2025", 1000, 2))
    for name, replications, number in (*cases, ("national-2025", 100, 2)):
        scenario = ROOT / "scenarios" / f"{name}.toml"
        spent = ours.run(scenario, replications, threads=number, between=[sys.executable, "-c", BETWEEN])
        rows.append(
            [f"{name}.toml", replications, number, f"{spent.wall:.1f}", f"{spent.user:.1f}", f"{float(spent.output.split()[-1]):.0f}"]
            + [f"{spent.jobs / 1e6:.2f} M"]
        )
    table(["scenario", "replications", "threads", "wall s", "user s", "peak MB", "jobs measured"], rows)


def instructions(ours, loop, _rounds, _scale):
    """Instructions a job by valgrind: of `simulate` with all its tallies, by the difference of two runs."""
    count = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={ours.folder / 'callgrind'}"]

    def counted(command):
        ended = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        if ended.returncode:
            sys.exit(f"{command} ended with {ended.returncode}: {ended.stderr[-300:]}")
        return next(int(line.split(":")[1]) for line in ended.stderr.splitlines() if "Collected :" in line)

    rows = []
    for model, days, sizes in (("m1", 700, (50_000, 150_000)), ("m2", 35, (2, 6))):
        got = []
        for replications in (1, 3):
            out = ours.folder / "results"
            # Start-up, writing and drawing are no part of it: only what happens inside this function is counted.
            command = [*count, "--toggle-collect=aftersales::sim::simulate*", ours.program, "run", BENCHES / f"{model}.toml"]
            command += ["-n", replications, "-j", 1, "--set", f"days={days}", "--out", out, "--quiet"]
            number = counted(command)
            got.append((number, figure(json.loads((out / "summary.json").read_text()), "jobs") * replications))
        mine = (got[1][0] - got[0][0]) / (got[1][1] - got[0][1])
        numbers = [counted([*count, loop, model, size]) for size in sizes]
        jobs = [plain(loop, model, size)["jobs"] for size in sizes]
        by_hand = (numbers[1] - numbers[0]) / (jobs[1] - jobs[0])
        rows.append([model, f"{mine:,.0f}", f"{by_hand:,.0f}", f"{mine / by_hand:.2f}"])
    table(["model", "instructions a job", "plain loop", "ratio"], rows)


PEERS = [
    "nexosim m1 500000", "ixa m1 1000000", "simrs m1 1000000", "sim m1 300000",
    "simpy m1 30000", "ciw m1 20000", "salabim m1 1500",
    "nexosim m2 6", "ixa m2 10", "simpy m2 1",
]  # fmt: skip


def peers(ours, loop, rounds, scale, folder, wanted):
    """Other programs on the same models; `DIR/run.sh NAME MODEL N` prints one line of JSON with ns_per_customer."""
    wanted = wanted or PEERS
    got = {command: [] for command in wanted}
    models = sorted({command.split()[1] for command in wanted})
    base = {model: [] for model in models}
    mine = {model: [] for model in models}
    for command in list(wanted):
        # Built and installed before anything is measured; a program that does not run is left out, aloud.
        name, model, _, *rest = command.split()
        tried = subprocess.run([folder / "run.sh", name, model, "1" if model == "m2" else "100", *rest], capture_output=True)
        # A week of m2 has 15,000 jobs; a program that does not know the model takes it for one job.
        if tried.returncode or json.loads(tried.stdout)["customers"] < 90:
            print(f"{command}: does not run: {tried.stderr.decode()[-200:]!r}\n")
            wanted = [other for other in wanted if other != command]
    for seed in range(1, rounds + 1):
        for model in models:
            size = int(4_000_000 * scale) if model == "m1" else max(10, round(100 * scale))
            base[model].append(plain(loop, model, size, seed=seed))
            replications = max(1, round((6 if model == "m1" else 3) * scale))
            mine[model].append(ours.per_job(BENCHES / f"{model}.toml", replications, seed=seed))
        for command in wanted:
            spent = spend([folder / "run.sh", *command.split()], env={**os.environ, "SEED": str(seed)})
            told = json.loads(spent.output)
            wall = told["ns_per_customer"] * 1e-9
            user = told.get("user_ns_per_customer", told["ns_per_customer"]) * 1e-9
            got[command].append({"user": user, "wall": wall, "wait": told["mean_wait"], "jobs": told["customers"]})
    rows = []
    for model in models:
        rows.append([f"**aftersales** {model}", nanoseconds(mine[model], "user"), ratios(mine[model], base[model], "user"), "1", "-"])
        rows.append([f"plain {model}", nanoseconds(base[model], "user"), "1", ratios(base[model], mine[model], "user", 1)])
        rows[-1].append(f"{mean_wait(base[model]):.3f}")
        for command in (command for command in wanted if command.split()[1] == model):
            runs = got[command]
            rows.append(
                [command, nanoseconds(runs, "user"), ratios(runs, base[model], "user"), ratios(runs, mine[model], "user", 1)]
                + [f"{mean_wait(runs):.3f}"]
            )
    table(["program", "user ns a job", "÷ plain", "÷ aftersales", "mean wait, h"], rows)


PARTS = {"queues": queues, "centres": centres, "days": days, "threads": threads, "memory": memory}
# Not part of a run that names no parts: it takes minutes.
SLOW = {"instructions": instructions}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--scale", type=float, default=1.0, help="longer (2) or shorter (0.2) runs")
    parser.add_argument("--only", help="parts, separated by commas: " + ", ".join([*PARTS, *SLOW, "peers"]))
    parser.add_argument("--peers", type=pathlib.Path, metavar="DIR", help="folder with the run.sh of other programs")
    parser.add_argument("--peer", action="append", metavar="'NAME MODEL N'", help="which (repeatable)")
    parser.add_argument("--programs", nargs=2, type=pathlib.Path, metavar=("OURS", "PLAIN"), help="built already")
    asked = parser.parse_args()
    program, loop = asked.programs or build()
    version = subprocess.run(["rustc", "--version"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    print(f"{time.strftime('%Y-%m-%d')}, {version}, Python {platform.python_version()}, {os.cpu_count()} cores, ", end="")
    print(f"load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds: median (least–most)\n", flush=True)
    wanted = asked.only.split(",") if asked.only else [*PARTS, *(["peers"] if asked.peers else [])]
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(program, pathlib.Path(folder))
        for name in wanted:
            print(f"### {name}\n", flush=True)
            if name == "peers":
                peers(ours, loop, asked.rounds, asked.scale, asked.peers.resolve(), asked.peer)
            else:
                (PARTS | SLOW)[name](ours, loop, asked.rounds, asked.scale)


if __name__ == "__main__":
    main()
