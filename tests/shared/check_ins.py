"""Check-ins of made days, as the pages that look back see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from planner.core.days import Pain
from planner.core.record import Done
from planner.core.summary import Summary

ON = date(2026, 11, 23)
RUN = Done(kind="run", session="easy", km=8.0, minutes=48.0, climb_m=40.0, terrain="road", shoe="pegasus-41")


def morning(back: int, *, score: int | None = 0, done: tuple[Done, ...] = (), **more: object) -> Summary:
    """A check-in so many days before ON, with pain at the left knee."""
    pain = None if score is None else (Pain(site="knee_front", side="left", score=score),) if score else ()
    base = Summary(date=ON - timedelta(days=back), checked_in=True, in_baseline=True, pain=pain, done=done)
    return replace(base, **more)  # type: ignore[arg-type]  # fields by name
