"""What the settings say of the runner."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from planner.core.settings import ADULT, WEEKDAYS, Profile, Settings
from planner.storage import document, reading
from planner.storage.settings import SETTINGS

SHIPPED = Path(__file__).parents[2] / "config/settings.toml"

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


def test_what_is_so_without_a_file_is_what_the_shipped_file_says() -> None:
    """A runner who never wrote a key has the value that is written beside it in `config/settings.toml`."""
    said, problems = reading.read(SETTINGS, document.parse(SHIPPED.read_bytes(), "settings.toml"), strict=False)
    assert (said, problems) == (Settings(), ())
    s = Settings()
    assert (s.temperature, s.hours, s.first_day, s.day_starts, s.theme) == ("C", "h.h", "monday", time(4), "dawn")
    assert (s.ascii, s.sound, s.versions, s.indoor_available) == (False, False, 20, None)
