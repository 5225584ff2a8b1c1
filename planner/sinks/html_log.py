"""The days as a log in HTML: one page, a table a month, no script, nothing fetched from anywhere, fit for a printer.

It refuses to know where the text goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from planner.core.record import Day
from planner.core.settings import Settings
from planner.sinks import told

HEAD: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Running log</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: .25em .75em .25em 0; text-align: left; vertical-align: top; }
td:first-child { white-space: nowrap; }
td { overflow-wrap: anywhere; }
tr { break-inside: avoid; }
h2 { break-after: avoid; }
</style>
</head>
<body>
<h1>Running log</h1>
"""
FOOT: Final = "</body>\n</html>\n"


def text(days: Iterable[Day], settings: Settings, *, health: bool = False) -> str:
    """The page, in the runner's units."""
    those = [day for day in told.told(days, health=health) if has(day)]
    return HEAD + "".join(f"{row}\n" for row in _body(those, settings)) + FOOT


def has(day: Day) -> bool:
    """Whether a day, as it may be told, says anything."""
    return bool(told.lines(day, Settings()))


def escaped(said: str) -> str:
    """A text that a browser shows as it is."""
    return "<br>".join(escape(line) for line in told.clean(said).split("\n"))


def _body(days: list[Day], settings: Settings) -> Iterator[str]:
    yield f"<p>{told.period(days)}</p>"
    for month, run, those in told.months(days, settings.units):
        said = [(day, told.lines(day, settings)) for day in those]
        labels = [label for label in told.LABELS if any(label in lines for _, lines in said)]
        yield f"<h2>{month}: {run}</h2>"
        yield f"<table>\n<tr><th>Day</th>{''.join(f'<th>{label}</th>' for label in labels)}</tr>"
        for day, lines in said:
            cells = ("<br>".join(map(escaped, lines.get(label, ()))) for label in labels)
            yield f"<tr><td>{told.date_words(day)}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        yield "</table>"
