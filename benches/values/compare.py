#!/usr/bin/env python3
"""crosscheck values beside quantulum3 and Recognizers-Text: how fast each reads the same prose, one after the other.

  cargo build --release && python3 benches/values/compare.py [--kilobytes N] [TEXT]

Installs what it needs into target/values-venv. The prose is the bodies of sources/*.md over and over. Each is told in
KB per second of processor time on one core; crosscheck reads a thousand times as much, so that starting it does not
count, and writes what it finds as JSON, which does.
"""
import argparse, os, resource, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / "target" / "values-venv"
CROSSCHECK = ROOT / "target" / "release" / "crosscheck"


def enter_venv():
    """Runs again inside the venv, made on first use."""
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        packages = ["setuptools<81", "emoji<2", "quantulum3", "recognizers-text-suite"]
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(python, [python, *sys.argv])


def prose(path, size):
    if path:
        text = Path(path).read_text(encoding="utf-8")
    else:
        bodies = (file.read_text(encoding="utf-8") for file in sorted((ROOT / "sources").glob("*.md")))
        text = "\n".join(body.split("+++", 2)[-1] for body in bodies)
    return (text * (size // max(1, len(text)) + 1))[:size]


def crosscheck(text):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write(text)
        file.flush()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([CROSSCHECK, "values", file.name, "--format", "json"], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime


def timed(read, paragraphs):
    read(paragraphs[0])  # what is loaded on first use
    start = time.process_time()
    for paragraph in paragraphs:
        read(paragraph)
    return time.process_time() - start


def quantulum():
    from quantulum3 import parser

    return lambda text: parser.parse(text)


def recognizers():
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    kinds = [recognize_number, recognize_percentage, recognize_currency, recognize_dimension]
    return lambda text: [kind(text, "en-us") for kind in kinds]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("text", nargs="?")
    options.add_argument("--kilobytes", type=int, default=24)
    arguments = options.parse_args()
    size = arguments.kilobytes * 1000
    text = prose(arguments.text, size)
    paragraphs = [line for line in text.split("\n") if line.strip()]
    rows = [("crosscheck", size * 1000, crosscheck(prose(arguments.text, size * 1000)))]
    for name, reader in [("quantulum3", quantulum), ("Recognizers-Text", recognizers)]:
        rows.append((name, size, timed(reader(), paragraphs)))
    for name, size, seconds in rows:
        print(f"{name:18} {size / 1000 / max(seconds, 1e-9):12,.1f} KB/s")


if __name__ == "__main__":
    enter_venv()
    main()
