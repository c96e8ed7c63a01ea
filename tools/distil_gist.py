#!/usr/bin/env python3
"""Makes src/lexicon/gist.txt and gist.bin: a linear imitation of all-MiniLM-L6-v2.

usage: distil_gist.py MODEL_DIR TEXTS REPOSITORY

MODEL_DIR as for distil_meaning.py; TEXTS holds a passage a line. Needs numpy and scipy. The files were made from 19,500 glosses and
examples of WordNet 3.0 and 2,500 sentences and clauses of invented articles. Each passage is run through the model; the vectors
are centred and reduced to 128 principal directions. Then the vector of each stem is sought for which the sums over the passages come
closest to these: first as one linear map of what the model gives for the word by itself, the rarer the longer, and then
as what each word needs besides (ridge regression, by conjugate gradients). The parts are rounded to bytes.
"""
import collections, pathlib, re, sys
import numpy as np
import scipy.sparse as sp
from minilm import cues, encode, ids, pieces, repository, stem, vocabulary

DIRECTIONS, PENALTY, MAP_PENALTY, ROUNDS = 128, 1.0, 30.0, 40
LONGEST = 62

texts = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
known = set((repository / "src/lexicon/meaning.txt").read_text(encoding="utf-8").split())


def words(text):
    return [word for word in re.findall("[a-z]{3,}", text.lower()) if word not in cues["stop"]]


def run(rows):
    """The model's vectors of token lists, batched by length."""
    found, by_length = np.zeros((len(rows), 384), np.float32), collections.defaultdict(list)
    for at, row in enumerate(rows):
        by_length[len(row)].append(at)
    for _, places in sorted(by_length.items()):
        for start in range(0, len(places), 64):
            batch = places[start : start + 64]
            found[batch] = encode(np.array([[ids["[CLS]"], *rows[at], ids["[SEP]"]] for at in batch]))
    return found


bags = [{stem(word) for word in words(text)} for text in texts]
met = collections.Counter(one for bag in bags for one in bag)
stems = sorted(one for one in known | {one for one, count in met.items() if count > 1} if one.isascii() and one.isalpha())
place = {one: at for at, one in enumerate(stems)}

forms = collections.defaultdict(set)
for word in {word for text in texts for word in words(text)} | {word for word in vocabulary if re.fullmatch("[a-z]{3,}", word)}:
    if stem(word) in place and pieces(word):
        forms[stem(word)].add(word)
listed = sorted((one, word) for one, all in forms.items() for word in all)
alone = run([pieces(word) for _, word in listed])
alone /= np.linalg.norm(alone, axis=1, keepdims=True)
alone -= alone.mean(0)
by_itself = np.zeros((len(stems), 384))
for (one, _), vector in zip(listed, alone):
    by_itself[place[one]] += vector / len(forms[one])

pairs = [(row, place[one]) for row, bag in enumerate(bags) for one in bag if one in place]
rows, columns = map(np.array, zip(*pairs))
counts = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), len(stems)))
counts = sp.diags(1 / np.sqrt(np.maximum(1, np.asarray(counts.sum(1)).ravel()))) @ counts
tokens = [[piece for word in re.findall(r"\w+|[^\w\s]", text.lower()) for piece in pieces(word)][:LONGEST] for text in texts]
wanted = run(tokens)
wanted -= wanted.mean(0)
wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
wanted = wanted @ np.linalg.svd(wanted[:8000], full_matrices=False)[2][:DIRECTIONS].T

rare = np.clip(np.log(len(texts) / (1 + np.asarray((counts > 0).sum(0)).ravel())), 1, 8) / 6
start = by_itself * rare[:, None]
summed = counts @ start
vectors = start @ np.linalg.solve(summed.T @ summed + MAP_PENALTY * np.eye(384), summed.T @ wanted)
matrix = counts.T @ counts + PENALTY * sp.eye(len(stems))
left = counts.T @ (wanted - counts @ vectors)
towards, square = left.copy(), (left * left).sum(0)
for _ in range(ROUNDS):
    product = matrix @ towards
    step = square / np.maximum((towards * product).sum(0), 1e-12)
    vectors += step * towards
    left -= step * product
    square, before = (left * left).sum(0), square
    towards = left + square / np.maximum(before, 1e-12) * towards

keep = np.linalg.norm(vectors, axis=1) > 1e-6
scale = np.quantile(np.abs(vectors[keep]), 0.9995)
rounded = np.clip(np.round(vectors[keep] / scale * 127), -127, 127).astype(np.int8)
(repository / "src/lexicon/gist.txt").write_text("".join(f"{one}\n" for one, kept in zip(stems, keep) if kept), encoding="utf-8")
rounded.tofile(repository / "src/lexicon/gist.bin")
