"""The runner's own usual: how many mornings it needs, which ones count, and how far from it a morning is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import exp, sqrt

import pytest

from planner.core.baseline import baseline, device, sleep_mean
from planner.core.days import Morning
from planner.core.facts import Device
from planner.core.record import Day

D = date(2026, 11, 23)
USUAL = Morning(sleep_h=7.0, sleep_quality=2, fatigue=2, soreness=2, stress=2, resting_pulse=50, hrv_ms=60.0)


def days(mornings: dict[int, Morning]) -> dict[date, Day]:
    return {(d := D - timedelta(days=back)): Day(date=d, morning=m) for back, m in mornings.items()}


def slept(backs: dict[int, float], today: Morning | None) -> float | None:
    return sleep_mean(baseline(days({back: Morning(sleep_h=h) for back, h in backs.items()}), D), today)


def against(mornings: dict[int, Morning], today: Morning) -> Device:
    return device(baseline(days(mornings), D), today)


def test_sleep_needs_seven_nights_of_fourteen_this_one_among_them() -> None:
    six = dict.fromkeys(range(1, 7), 7.0)
    assert slept(six, Morning(sleep_h=0.0)) == 6.0
    assert slept(six, Morning()) is None
    assert slept(six, None) is None
    assert slept({**six, 13: 8.4}, None) == 7.2
    assert slept({**six, 14: 8.4}, None) is None


@pytest.mark.parametrize("mark", ["copied", "late", "entered_later"])
def test_copied_and_late_mornings_are_no_baseline(mark: str) -> None:
    marked = replace(USUAL, **{mark: True})
    assert slept(dict.fromkeys(range(1, 7), 7.0), marked) is None
    nine = dict.fromkeys(range(1, 10), USUAL)
    assert against({**nine, 10: USUAL}, USUAL) == Device(rhr_delta=0.0, wellness_z=0.0)
    assert against({**nine, 10: marked}, USUAL) == Device()


def test_wellness_needs_ten_mornings_of_twenty_eight() -> None:
    nine = dict.fromkeys(range(1, 10), USUAL)
    tired = replace(USUAL, fatigue=5)
    assert against({**nine, 28: USUAL}, tired).wellness_z == 1.0  # three points over a spread of less than three
    assert against({**nine, 29: USUAL}, tired).wellness_z is None
    assert against({**nine, 28: replace(USUAL, stress=None)}, tired).wellness_z is None
    assert against({**nine, 28: USUAL}, replace(tired, stress=None)).wellness_z is None


def test_a_wide_own_spread_counts_as_it_is() -> None:
    good, bad = USUAL, replace(USUAL, fatigue=7, stress=7)  # 8 and 18 points
    half = {back: good if back % 2 else bad for back in range(1, 11)}
    sd = sqrt(10 * 25 / 9)
    assert against(half, bad).wellness_z == round(5 / sd, 2)
    assert against(half, good).wellness_z == round(-5 / sd, 2)


def test_the_mean_itself_and_todays_own_answer_stay_apart() -> None:
    ten = dict.fromkeys(range(1, 11), USUAL)
    assert against({**ten, 0: replace(USUAL, fatigue=7)}, USUAL).wellness_z == 0.0


def test_pulse_is_beats_above_the_own_mean_from_ten() -> None:
    ten = {back: replace(USUAL, resting_pulse=48 if back % 2 else 52) for back in range(1, 11)}
    assert against(ten, replace(USUAL, resting_pulse=57)).rhr_delta == 7.0
    assert against(ten, replace(USUAL, resting_pulse=None)).rhr_delta is None
    del ten[10]
    assert against(ten, replace(USUAL, resting_pulse=57)).rhr_delta is None


def _hrv(ln: float) -> Morning:
    return Morning(hrv_ms=exp(ln))


def test_hrv_is_the_mean_of_a_week_against_four_weeks() -> None:
    month = {back: _hrv(4.0 if back % 2 else 4.2) for back in range(1, 29)}
    sd = sqrt(28 * 0.01 / 27)
    week = (6 * 4.1 + 3.4) / 7  # six days of the week lie evenly about the mean
    assert against(month, _hrv(3.4)).hrv_z == round((week - 4.1) / sd, 2)
    assert against(month, Morning()).hrv_z is None


def test_hrv_needs_three_days_of_the_week_and_a_spread() -> None:
    month = {back: _hrv(4.0 if back % 2 else 4.2) for back in range(7, 29)}
    assert against({**month, 6: _hrv(4.1)}, _hrv(4.1)).hrv_z is None
    assert against({**month, 6: _hrv(4.1), 5: _hrv(4.1)}, _hrv(4.1)).hrv_z == 0.0
    assert against(dict.fromkeys(range(1, 29), USUAL), USUAL).hrv_z is None
    assert against({**month, 6: USUAL, 5: USUAL}, Morning(hrv_ms=0.0)).hrv_z is None  # no heart does that


def test_a_spread_of_next_to_nothing_gives_a_number_that_a_file_holds() -> None:
    same = {back: Morning(hrv_ms=60.0 + back * 1e-9) for back in range(1, 29)}
    assert against(same, Morning(hrv_ms=1.0)).hrv_z == -100.0


def test_nothing_said_is_nothing_measured() -> None:
    assert device(baseline({}, D), None) == Device()
    assert against(dict.fromkeys(range(1, 11), USUAL), Morning()) == Device()
