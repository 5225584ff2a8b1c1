"""How many scenarios a second `planner advise - --jsonl` answers in one process, beside plain JSON of the same lines.

Run it: python tests/bench/scenarios.py [--profile]. It prints figures and asserts nothing.
"""

from __future__ import annotations

import io
import json
import sys
import time
import tomllib
from pathlib import Path

from planner import cli
from planner.commands.io import Io

VIGNETTES = Path(__file__).parents[1] / "samples" / "vignettes.toml"
ROUNDS = 5
TIMES = 100


def lines() -> list[str]:
    """The open vignettes as JSON lines, many times over."""
    rows = tomllib.loads(VIGNETTES.read_text())["vignette"]
    return [json.dumps({"id": row["id"], **row["input"]}) for row in rows] * TIMES


def answered(text: bytes) -> float:
    """Seconds that the command takes, from the bytes of standard input to those of standard output."""
    stdin = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8")
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    world = Io(stdin=stdin, stdout=stdout, stderr=io.StringIO(), environ={"PLANNER_HOME": "/nonexistent"})
    start = time.perf_counter()
    code = cli.main(["advise", "-", "--jsonl"], world)
    took = time.perf_counter() - start
    if code:
        raise SystemExit(f"exit code {code}")
    return took


def plain(rows: list[str]) -> float:
    """Seconds of json.loads and json.dumps for the same lines."""
    start = time.perf_counter()
    for row in rows:
        json.dumps(json.loads(row))
    return time.perf_counter() - start


def main() -> None:
    """Print the best and the middle of some paired rounds."""
    rows = lines()
    text = ("\n".join(rows) + "\n").encode()
    answered(text[: text.index(b"\n") + 1])  # imports
    if "--profile" in sys.argv:
        import cProfile

        cProfile.runctx("answered(text)", globals(), {"text": text}, sort="tottime")
        return
    pairs = sorted((answered(text), plain(rows)) for _ in range(ROUNDS))
    best, middle = pairs[0], pairs[ROUNDS // 2]
    for name, (ours, theirs) in (("best", best), ("middle", middle)):
        sys.stdout.write(f"{name}: {len(rows) / ours:,.0f} scenarios a second, {ours / theirs:.0f} times plain JSON\n")


if __name__ == "__main__":
    main()
