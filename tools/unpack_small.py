#!/usr/bin/env python3
"""Unpacks small stories into folders of sources and gold.json, as tools/align_rivals.rs and learn_align.py read them.

usage: tools/unpack_small.py FOLDER tests/corpus/small/*.jsonl

Each line of a file is a story of two reports, `a` and `b`, with the pairs of quotes that contradict each other or only look so.
A claim of gold.json gives no value, so whatever was read from its words is taken for what was meant.
"""
import json, pathlib, sys


def article(told):
    head = "".join(f"{key} = {json.dumps(told[key], ensure_ascii=False)}\n" for key in ("title", "publisher"))
    return f"+++\n{head}published = {told['date']}\n+++\n{told['text']}\n"


def gold(story):
    claims, relations = [], []
    for kind, name in (("contradiction", "contradictions"), ("decoy", "decoys")):
        for pair in story[name]:
            topic = f"{kind} {len(relations)}"
            ids = [f"{len(relations)}{source}" for source in "ab"]
            claims += [{"id": one, "source": source, "quote": pair[source], "subject": topic, "attribute": topic, "value": ""}
                       for one, source in zip(ids, "ab")]
            relations.append({"type": kind, "topic": topic, "kind": pair.get("kind"), "sides": [[one] for one in ids]})
    return {"claims": claims, "relations": relations}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for file in sys.argv[2:]:
        for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            folder = pathlib.Path(sys.argv[1]) / story["id"]
            (folder / "sources").mkdir(parents=True, exist_ok=True)
            for source in "ab":
                (folder / "sources" / f"{source}.md").write_text(article(story[source]), encoding="utf-8")
            (folder / "gold.json").write_text(json.dumps(gold(story), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
