#!/usr/bin/env python3
"""crosscheck fuse beside other methods: voting and the methods of PyPI's truthdiscovery on worlds with a known truth,
DuckDB's majority vote on a large table.

  cargo build --release && python3 benches/fusion/compare.py [--worlds DIR] [--speed ROWS …] [--set CLAIMS TRUTH]

Installs what it needs into target/fusion-venv. The worlds are those of `cargo bench --bench fusion -- write=DIR`. A
method's confidence is its belief's share of all beliefs on the item, as none of them claims more. Brier score and
calibration error (ten bins) are of the answers; an item counts as right in parts when several beliefs tie.
"""
import argparse, collections, json, os, random, resource, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / "target" / "fusion-venv"
CROSSCHECK = ROOT / "target" / "release" / "crosscheck"
METHODS = ["MajorityVoting", "Sums", "AverageLog", "Investment", "PooledInvestment", "TruthFinder"]


def enter_venv():
    """Runs again inside the venv, made on first use."""
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        pip = [python, "-m", "pip", "install", "-q"]
        subprocess.run([*pip, "numpy<2", "scipy<1.12", "bidict", "duckdb"], check=True)
        # Its drawing and its web page want libraries of the system; its methods do not.
        subprocess.run([*pip, "--no-deps", "truthdiscovery==1.0.4"], check=True)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(python, [python, *sys.argv])


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def key(row):
    return row.get("entity", row.get("object")), row["attribute"]


def measures(truth, answers):
    """answers: item -> [(value, confidence)] with the best first, ties together."""
    right, brier, bins = 0.0, 0.0, collections.defaultdict(lambda: [0, 0.0, 0.0])
    n = 0
    for item, value in truth.items():
        best = answers.get(item)
        if not best:
            continue
        confidence = best[0][1]
        tied = [v for v, c in best if c >= confidence - 1e-12]
        share = (value in tied) / len(tied)
        right += share
        brier += share * (confidence - 1) ** 2 + (1 - share) * confidence**2
        bin = bins[min(9, int(confidence * 10))]
        bin[0] += 1; bin[1] += confidence; bin[2] += share
        n += 1
    ece = sum(abs(b[1] - b[2]) for b in bins.values()) / max(1, n)
    return right / len(truth), brier / max(1, n), ece


def ours(path, verbatim):
    began = time.time()
    # A pipe is read beside the child, so its peak memory is its own.
    child = subprocess.Popen([CROSSCHECK, "fuse", "--format", "jsonl", *(["--verbatim"] if verbatim else []), path],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    answers = {}
    for line in child.stdout:
        item = json.loads(line)
        answers[key(item)] = [(c["value"], c["confidence"]) for c in item["candidates"]]
    child.stdout.close()
    _, _, usage = os.wait4(child.pid, 0)
    return answers, time.time() - began, usage.ru_maxrss / 1024


def theirs(rows, method):
    from unittest.mock import MagicMock
    for name in ["cairo", "imageio", "imageio.v2", "flask", "matplotlib", "matplotlib.pyplot", "PIL"]:
        sys.modules.setdefault(name, MagicMock())
    import truthdiscovery
    data = truthdiscovery.Dataset([(r["source"], json.dumps(key(r)), r.get("norm", r["value"])) for r in rows])
    began = time.time()
    result = getattr(truthdiscovery, method)().run(data)
    answers = {}
    for item, beliefs in result.belief.items():
        total = sum(beliefs.values()) or 1.0
        ranked = sorted(((v, b / total) for v, b in beliefs.items()), key=lambda it: -it[1])
        answers[tuple(json.loads(item))] = ranked
    return answers, time.time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(sets):
    sums = collections.defaultdict(lambda: [0.0] * 5)
    for name, claims, truth in sets:
        rows = lines(claims)
        gold = {key(t): t.get("norm", t["value"]) for t in lines(truth)}
        runs = {"crosscheck": lambda: ours(claims, False)}
        for method in METHODS:
            runs[method] = lambda method=method: theirs(rows, method)
        for method, run in runs.items():
            answers, seconds, memory = run()
            row = [*measures(gold, answers), seconds, memory]
            sums[method] = [a + b for a, b in zip(sums[method], row)]
            print(f"{name:26} {method:17} acc {row[0]:.4f} brier {row[1]:.4f} ece {row[2]:.4f} {row[3]:7.2f} s {row[4]:6.0f} MiB", flush=True)
    for method, row in sums.items():
        row = [x / len(sets) for x in row]
        print(f"{'MEAN':26} {method:17} acc {row[0]:.4f} brier {row[1]:.4f} ece {row[2]:.4f} {row[3]:7.2f} s {row[4]:6.0f} MiB")


def table(rows, path):
    """A table of so many claims; sources by a power law, items by another."""
    dice = random.Random(1)
    items, sources = max(1, rows // 4), max(10, int(2 * rows**0.5))
    with open(path, "w", encoding="utf-8") as file:
        file.write("source,entity,attribute,value\n")
        for _ in range(rows):
            item = int(items * dice.random() ** 1.5)
            # Sources seldom speak twice on an item, or its attribute would be taken for one of many values.
            source = int(sources * dice.random() ** 3)
            base = item * 7919 % 90000 + 1000
            value = base if dice.random() < 0.6 + source % 30 / 80 else base + 1 + dice.randrange(40)
            file.write(f"site{source}.example,entity-{item // 3},attr{item % 3},{value}\n")


VOTE = """create table votes as select entity, attribute, value, count(*) n from read_csv('{0}', header = true, all_varchar = true) group by all;
copy (select entity, attribute, arg_max(value, n) from votes group by all) to '{1}' (header)"""


def measured(command):
    began = time.time()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return time.time() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def speed(sizes):
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = f"{folder}/{rows}.csv"
            table(rows, path)
            vote = f"import duckdb; c = duckdb.connect(); c.execute('set threads = 2'); c.execute(\"\"\"{VOTE.format(path, folder + '/vote.csv')}\"\"\")"
            for name, command in {
                "crosscheck": [CROSSCHECK, "fuse", "--format", "csv", "-o", f"{folder}/out.csv", path],
                "duckdb vote": [sys.executable, "-c", vote],
            }.items():
                wall, cpu, memory = measured(command)
                print(f"{rows:>10} rows  {name:12} {wall:7.2f} s wall {cpu:7.2f} s cpu {memory:6.0f} MiB", flush=True)
            os.unlink(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds")
    parser.add_argument("--set", nargs=2, action="append", default=[])
    parser.add_argument("--speed", nargs="*", type=int, default=[])
    options = parser.parse_args()
    enter_venv()
    sets = [(Path(claims).stem, claims, truth) for claims, truth in options.set]
    if options.worlds:
        found = sorted(Path(options.worlds).glob("*.claims.jsonl"))
        sets += [(p.name.split(".")[0], p, p.with_name(p.name.replace("claims", "truth"))) for p in found]
    if sets:
        compare(sets)
    speed(options.speed)
