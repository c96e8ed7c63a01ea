#!/usr/bin/env python3
"""Makes src/lexicon/meaning.txt and meaning.bin from the word vocabulary of all-MiniLM-L6-v2.

usage: distil_meaning.py MODEL_DIR REPOSITORY

MODEL_DIR holds model.safetensors and vocab.txt of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0). Needs numpy.
Each whole word of the vocabulary, and each word of concepts.toml, is run through the model by itself and mean-pooled;
vectors are centred, the strongest common direction is dropped, 64 principal directions are kept, forms of one stem are
averaged, and the parts are rounded to bytes. The same input gives the same files.
"""
import re
import numpy as np
from minilm import concepts, cues, encode, ids, pieces, repository, stem, vocabulary

plain = re.compile("[a-z]{3,}").fullmatch
words = sorted({w for w in vocabulary if plain(w)} | {w for l in concepts.values() for p in l for w in p.split(" ") if plain(w)})
by_length = {}
for word in words:
    if tokens := pieces(word):
        by_length.setdefault(len(tokens), []).append((word, tokens))
place = {word: at for at, word in enumerate(words)}
vectors = np.zeros((len(words), 384), np.float32)
for batch_length, entries in sorted(by_length.items()):
    for start in range(0, len(entries), 1024):
        batch = entries[start : start + 1024]
        rows = np.array([[ids["[CLS]"], *tokens, ids["[SEP]"]] for _, tokens in batch])
        vectors[[place[word] for word, _ in batch]] = encode(rows)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
vectors -= vectors.mean(0)
sample = vectors[np.random.RandomState(0).permutation(len(vectors))[:8000]]
directions = np.linalg.svd(sample, full_matrices=False)[2][1:65]
stems = {}
for word, vector in zip(words, vectors @ directions.T):
    if word not in cues["stop"]:
        stems.setdefault(stem(word), []).append(vector)
names = sorted(stems)
means = np.array([np.mean(stems[name], axis=0) for name in names])
rounded = np.round(means * 127 / np.abs(means).max(axis=1, keepdims=True)).astype(np.int8)
(repository / "src/lexicon/meaning.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
rounded.tofile(repository / "src/lexicon/meaning.bin")
