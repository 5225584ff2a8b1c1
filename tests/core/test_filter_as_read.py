"""Which days each filter chooses or how it is refused, against a file that somebody has read.

`GOLDENS=write` writes it anew, to be read with `git diff`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from golden import read_once

from planner.core import summary
from planner.core.days import Morning, Pain, Planned
from planner.core.filter import FilterError, parse, unlisted
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.verdict import Caps, Referral, Rung, SavedAdvice

READ = Path(__file__).parent / "words_as_read"
FIRST = date(2026, 3, 2)
"""A Monday."""


def run(**more: Any) -> Done:
    return Done(kind="run", **more)


def sore(*pains: tuple[str, str | None, int], **more: Any) -> Morning:
    return Morning(pain=tuple(Pain(site=site, side=side, score=score) for site, side, score in pains), **more)


def advice(rung: Rung) -> SavedAdvice:
    return SavedAdvice(rung=rung, referral=Referral.NONE, caps=Caps())


DAYS: dict[str, dict[str, Any]] = {
    "empty": {},
    "well": {
        "morning": sore(sleep_h=8.0, sleep_quality=1, fatigue=2, soreness=3, stress=4, flags=()),
        "advice": advice(Rung.RUN),
    },
    "knee": {
        "morning": sore(("knee_front", "left", 3), ("patellar_tendon", None, 1)), "advice": advice(Rung.MODIFIED_RUN),
    },
    "calf": {
        "done": (run(km=5.0, minutes=30.0, effort=4, pain=(DonePain(site="calf", side="both", during=4, after=2),)),),
    },
    "jaw": {"morning": sore(("other:jaw joint", "right", 2), ("ankle", "left", 0), note="Canal path, cold")},
    "ghost": {
        "planned": (Planned(kind="long", km=20.0), Planned(kind="strength")),
        "chosen": Chosen(by="advice"),
        "done": (run(session="long", km=16.0934, minutes=100.0, climb_m=200.0, terrain="trail", shoe="Ghost-16"),),
    },
    "ill": {"morning": sore(flags=("fever", "runny_nose")), "advice": advice(Rung.REST), "done": (Done(kind="rest"),)},
    "own": {
        "planned": (Planned(km=8.0),), "chosen": Chosen(by="own"), "advice": advice(Rung.CROSS_TRAIN),
        "done": (Done(kind="cross", minutes=40.0, flags=("limp_walking",)), Done(kind="run", terrain="road")),
    },
}  # fmt: skip  # a table
MADE = {name: summary.of(Day(date=FIRST + timedelta(days=n), **parts)) for n, (name, parts) in enumerate(DAYS.items())}
FILTERS = """
|canal|CANAL cold|"canal path"|"path canal"|"canal|" "|canal "cold"|ghost|strength
pain|pain>0|pain>2|pain>=3|pain=0|pain<1|pain<=1|pain>4|pain:knee|pain:knee>2|pain:knee>3|pain:left:knee|pain:right:knee
pain:knee:left|pain:left|pain:right|pain:both|pain:calf|pain:left:calf|pain:calf:right=4|pain:both:calf|pain:tendon
pain:patellar|pain:kneecap|pain:knee_front|pain:"knee|pain:jaw|pain:other:jaw|pain:jaw:right>1|pain:jaw:left|pain:ankle
pain:ankle<1|pain:ankle=0|pain:hip|pain:|pain:>2|pain:left:|pain:nee|pain:kneee|pain:zebra|pain:other:|pain:shin
shoe:ghost|shoe:16|shoe:|shoe:zebra|shoes:GHOST|terrain:trail|terrain:tr|terrain:road|surface:road|terrain:sand
kind:long|kind:l|kind:run|kind:rest|kind:cross|kind:strength|kind:c|kind:zzz|kind:|plan:long|plan:easy|plan:strength|plan:e
plan:rest|rung:rest|rung:run|rung:r|rung:modified|rung:cross|rung:cross-train|rung:cross_train|verdict:run|advice:rest
rung:walk|flag:fever|flag:limp|flag:nose|sign:fever|flag:e|flag:zzz|flag:fevr|by:own|by:advice|by:a|by:me|by:
on:mon|on:Tuesday|on:we|on:th|on:fr|on:sat|on:su|on:t|on:m|on:xx|on:
km>10|km>=5|km=5|km<5|km<=5|km>16|km=16.093|mi=10|mi>=10|mi>10|min=40|min>=30|min>100|climb>=200|climb<200|effort=4
effort>4|sleep=8|sleep<8|sleep>=8,0|quality=1|quality<2|fatigue=2|fatigue>2|soreness=3|stress>3|stress>4|sleep>7.999
km|km:5|km>|km>x|km>-1|km>123456|km>1.2345|KM>10|foo>3|foo:3|foo:km>3|pian>2|efort>3|effrt:3|shoe>3|by=own|x:y|:x|=3|<
note:canal|notes:|text:cold|word:x|sleep:8|pain:3:4|wether:dry|terain:road
2026|2025|2026-03|2026-3|2026-04|2026-03-05|2026-3-5|2026-03..|..2026-03|2026-04..|..2026-02|2026-03-04..2026-03-06
2026-03-06..2026-03-04|2026-03-03..2026|2026..2026-03-03|2026-02-30|2026-13|2026-00|0000|9999|2026-03-..|2026..x|x..2026|..
x..y|2026-03-05 2026-03-06|2026-03 km>10|pain>2 by:own|ghost trail km>10 2026|26-03-05|2026-003|20260
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:x|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:x|a\x01b:c
"""


def told(text: str) -> str:
    try:
        chosen = parse(text)
    except FilterError as error:
        return f"{error.message} [{error.word!r}]"
    by_text = [name for name, day in MADE.items() if chosen.text(day.text)]
    days = " ".join(name for name, day in MADE.items() if chosen(day)) or "no day"
    more = "" if len(by_text) == len(MADE) else f"; by text {' '.join(by_text) or 'none'}"
    other = "".join(f"; {site} is in no list" for site in unlisted(text))
    return f"{'every day' if chosen.empty else days}{more}{other}"


def lines() -> Iterator[str]:
    for row in FILTERS.strip().splitlines():
        for given in row.split("|"):
            text = given.replace("\\x01", "\x01")
            yield f"{text!r}: {told(text)}"
    yield f"500 characters: {told('x' * 500)}"
    yield f"501 characters: {told('x' * 501)}"


def test_each_filter_as_it_was_read() -> None:
    read_once("filter", READ, lines())
