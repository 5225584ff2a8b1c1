"""What the settings say of the runner."""

from __future__ import annotations

from datetime import date

from planner.core.settings import ADULT, WEEKDAYS, Profile, Settings

ON = date(2026, 11, 23)


def test_who_is_under_eighteen() -> None:
    """By the year of birth alone; nobody who did not say, and nobody who is still to be born."""
    assert [Profile(born=born).is_minor(ON) for born in (2027, 2026, 2009, 2008, 1966)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert not Profile().is_minor(ON)
    assert ADULT == 18


def test_the_week_and_what_is_so_until_somebody_says_otherwise() -> None:
    assert WEEKDAYS == ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    s = Settings()
    assert (s.units, s.person, s.back, s.away) == ("km", Profile(), None, None)
