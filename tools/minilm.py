"""Runs all-MiniLM-L6-v2 with numpy alone, and stems words as the program does: what distil_meaning.py and distil_gist.py share.

Importing it reads the model from the first argument and the word lists from the last argument of the script.
"""
import json, pathlib, struct, sys, tomllib
from math import sqrt
import numpy as np

model, repository = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[-1])
raw = (model / "model.safetensors").read_bytes()
size = struct.unpack("<Q", raw[:8])[0]
weights = {}
for name, entry in json.loads(raw[8 : 8 + size]).items():
    if name != "__metadata__" and entry["dtype"] == "F32":
        start, end = entry["data_offsets"]
        weights[name] = np.frombuffer(raw[8 + size + start : 8 + size + end], dtype=np.float32).reshape(entry["shape"])
vocabulary = (model / "vocab.txt").read_text(encoding="utf-8").split("\n")
ids = {word: at for at, word in enumerate(vocabulary)}


def norm(x, name):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * weights[name + ".weight"] + weights[name + ".bias"]


def gelu(x):
    y = np.abs(x) / sqrt(2)
    t = 1 / (1 + 0.3275911 * y)
    erf = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * np.exp(-y * y)
    return 0.5 * x * (1 + np.sign(x) * erf)


def encode(tokens):
    many, length = tokens.shape
    e = "embeddings."
    x = weights[e + "word_embeddings.weight"][tokens] + weights[e + "position_embeddings.weight"][:length][None]
    x = norm(x + weights[e + "token_type_embeddings.weight"][0], e + "LayerNorm")
    for at in range(6):
        layer = f"encoder.layer.{at}."
        linear = lambda y, name: y @ weights[layer + name + ".weight"].T + weights[layer + name + ".bias"]
        heads = lambda name: linear(x, "attention.self." + name).reshape(many, length, 12, 32).transpose(0, 2, 1, 3)
        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / sqrt(32)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ heads("value")).transpose(0, 2, 1, 3).reshape(many, length, 384)
        x = norm(x + linear(mixed, "attention.output.dense"), layer + "attention.output.LayerNorm")
        x = norm(x + linear(gelu(linear(x, "intermediate.dense")), "output.dense"), layer + "output.LayerNorm")
    return x.mean(1)


def pieces(word):
    found, start = [], 0
    while start < len(word):
        ends = (end for end in range(len(word), start, -1) if ("##" if start else "") + word[start:end] in ids)
        end = next(ends, None)
        if end is None:
            return []
        found.append(ids[("##" if start else "") + word[start:end]])
        start = end
    return found


cues = tomllib.loads((repository / "src/lexicon/cues.toml").read_text(encoding="utf-8"))
concepts = tomllib.loads((repository / "src/lexicon/concepts.toml").read_text(encoding="utf-8"))


def stem(word):
    """The stem of `lexicon::vocabulary::stem`; the two must agree."""
    word = cues["irregular"].get(word, word)
    if len(word) >= 4:
        if word.endswith(("ies", "ied")):
            word = word[:-3] + "y"
        elif word.endswith("es") and len(word) > 4 and word[-3] in "sxzho":
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        else:
            for ending in ("ing", "ed"):
                root = word.removesuffix(ending)
                if root != word and len(root) >= 3 and any(letter in "aeiouy" for letter in root):
                    double = len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lszfeo"
                    word = root[:-1] if double else root
                    break
    return word.rstrip("e") if len(word) > 3 else word
