"""Numbers in the units of the screen, each way that they are written."""

from __future__ import annotations

import pytest

from planner.core import units as u


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (u.distance(8.0), "8 km"), (u.distance(9.94), "9.9 km"), (u.distance(8.0, "mi"), "5 mi"),
        (u.amount(8.0), "8"), (u.amount(8.04672, "mi"), "5"), (u.plain(0.05), "0.1"), (u.plain(0.0), "0"),
        (u.plain(100.0, 0), "100"), (u.plain(10.0), "10"), (u.plain(1.25, 2), "1.25"), (u.plain(1.2, 2), "1.2"),
        (u.pace(5.6667), "5:40/km"), (u.pace(5.6667, "mi"), "9:07/mi"), (u.clock(59.99), "59:59"),
        (u.clock(5.0), "5:00"), (u.clock(0.15), "0:09"), (u.duration(89.4), "89 min"), (u.duration(89.6), "1 h 30"),
        (u.duration(60.0), "60 min"), (u.duration(125.0), "2 h 05"), (u.climb(60.4), "60 m"),
        (u.climb(60.0, "mi"), "197 ft"),
        (u.hours(7.5), "7.5 h"), (u.hours(7.25), "7.25 h"), (u.hours(7.5, "h:mm"), "7:30 h"),
        (u.hours(7.05, "h:mm"), "7:03 h"),
        (u.hours(7.5, "h.h"), "7.5 h"), (u.temperature(23.0), "23 °C"), (u.temperature(23.4), "23.4 °C"),
        (u.temperature(23.0, "F"), "73 °F"), (u.temperature(-40.0, "F"), "-40 °F"), (u.temperature(0.0, "F"), "32 °F"),
    ],
)  # fmt: skip  # a table
def test_as_it_is_written(shown: str, words: str) -> None:
    assert shown == words


def test_there_and_back() -> None:
    assert u.to_km(5.0, "mi") == 8.047 and u.to_km(5.12345, "km") == 5.12345
    assert u.from_km(8.0, "km") == 8.0 and round(u.from_km(8.04672, "mi"), 6) == 5.0
