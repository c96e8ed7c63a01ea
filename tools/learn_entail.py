#!/usr/bin/env python3
"""Learns src/entail/weights.toml from pairs of statements that people have judged.

usage: crosscheck compare --batch PAIRS | tools/learn_entail.py PAIRS > src/entail/weights.toml

PAIRS is JSON Lines with suite, a, b and label. Pairs that a rule about values decides are left out, as the weights never
see them. Two logistic regressions with a penalty on large weights, solved by Newton's method: does the second statement
follow, and does it clash? A suite of many pairs counts for more than one of few, but only by the root of their number.
Suites without a contradiction say nothing about contradictions. With --half 0 or 1, only the pairs of one half are
learnt from; a statement and all that is compared with it stand in the same half. --without leaves out suites whose pairs
are made from patterns, not said by anybody.
"""
import argparse, collections, hashlib, json, math, sys

PENALTY = 1.0


def half(pair):
    return hashlib.sha256((pair["suite"] + pair["a"]).encode()).digest()[0] % 2


def solve(matrix, vector):
    """The solution of a linear system, by elimination."""
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    size = len(rows)
    for at in range(size):
        pivot = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        for row in range(at + 1, size):
            factor = rows[row][at] / rows[at][at]
            for column in range(at, size + 1):
                rows[row][column] -= factor * rows[at][column]
    solution = [0.0] * size
    for at in reversed(range(size)):
        rest = sum(rows[at][column] * solution[column] for column in range(at + 1, size))
        solution[at] = (rows[at][size] - rest) / rows[at][at]
    return solution


def learn(examples):
    """Weights for (signals, holds, weight) examples; the first signal is the constant one."""
    size = len(examples[0][0])
    weights = [0.0] * size
    penalty = [0.01] + [PENALTY] * (size - 1)
    for _ in range(12):
        slope = [-p * w for p, w in zip(penalty, weights)]
        curve = [[penalty[row] if row == column else 0.0 for column in range(size)] for row in range(size)]
        for signals, holds, weight in examples:
            chance = 1 / (1 + math.exp(-sum(w * s for w, s in zip(weights, signals))))
            present = [(at, signal) for at, signal in enumerate(signals) if signal]
            for row, one in present:
                slope[row] += weight * (holds - chance) * one
                scaled = weight * chance * (1 - chance) * one
                for column, other in present:
                    curve[row][column] += scaled * other
        step = solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("pairs")
parser.add_argument("--half", type=int, choices=[0, 1])
parser.add_argument("--without", nargs="*", default=[], metavar="SUITE")
arguments = parser.parse_args()
gold = [json.loads(line) for line in open(arguments.pairs, encoding="utf-8") if line.strip()]
judged = [json.loads(line) for line in sys.stdin]
assert len(gold) == len(judged), "the lines on standard input are not those of the file"
pairs = [(pair, said["signals"]) for pair, said in zip(gold, judged) if said["signals"]]
pairs = [(pair, signals) for pair, signals in pairs if pair["suite"] not in arguments.without]
pairs = [(pair, signals) for pair, signals in pairs if arguments.half in (None, half(pair))]
names = list(pairs[0][1])
clashing = {pair["suite"] for pair in gold if pair["label"] == "contradiction"}
sizes = collections.Counter(pair["suite"] for pair, _ in pairs)
print("# How much each signal counts, in log-odds. Made by tools/learn_entail.py; not edited by hand.")
for label in ("entailment", "contradiction"):
    examples = [
        ([1.0] + [signals[name] for name in names], float(pair["label"] == label), math.sqrt(300 / sizes[pair["suite"]]))
        for pair, signals in pairs
        if label == "entailment" or pair["suite"] in clashing
    ]
    print(f"\n[{label}]")
    for name, weight in zip(["bias"] + names, learn(examples)):
        print(f"{name} = {weight:.2f}")
