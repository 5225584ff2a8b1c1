"""Numbers as screens show them: distances, paces, climbs, sleep hours, temperatures, in the runner's units.

Files and rules hold kilometres, metres, minutes, hours and degrees Celsius whatever is shown; converting happens here
and nowhere else. It refuses to know what the numbers mean.
"""

from __future__ import annotations

from typing import Final

KM_PER_MILE: Final = 1.609344
FEET_PER_METRE: Final = 3.280839895


def distance(km: float, units: str = "km") -> str:
    """Kilometres in the units of the screen, at most one decimal: `8 km`, `9.9 km`, `5 mi`."""
    return f"{amount(km, units)} {units}"


def amount(km: float, units: str = "km") -> str:
    """Kilometres in the units of the screen without the unit: `8`, `9.9`."""
    return plain(from_km(km, units))


def from_km(km: float, units: str) -> float:
    """Kilometres to kilometres (`km`) or miles (`mi`)."""
    return km / KM_PER_MILE if units == "mi" else km


def to_km(said: float, units: str) -> float:
    """Kilometres (`km`) or miles (`mi`) to kilometres, kept to a metre."""
    return round(said * KM_PER_MILE, 3) if units == "mi" else said


def plain(number: float, decimals: int = 1) -> str:
    """A number with at most so many decimals and no zero at the end: `8`, `9.9`."""
    words = f"{number:.{decimals}f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def pace(min_per_km: float, units: str = "km") -> str:
    """Minutes per kilometre as minutes and seconds: `5:40/km`, in miles `9:07/mi`."""
    return f"{clock(min_per_km * (KM_PER_MILE if units == 'mi' else 1))}/{units}"


def clock(minutes: float) -> str:
    """Minutes as minutes and seconds: `5:40`, `29:36`."""
    seconds = round(minutes * 60)
    return f"{seconds // 60}:{seconds % 60:02}"


def duration(minutes: float) -> str:
    """Minutes as people say them: `45 min`, `1 h 30`."""
    whole = round(minutes)
    return f"{whole} min" if whole < 90 else f"{whole // 60} h {whole % 60:02}"


def climb(metres: float, units: str = "km") -> str:
    """Metres of climb: `60 m`; with miles, feet: `197 ft`."""
    return f"{metres * FEET_PER_METRE:.0f} ft" if units == "mi" else f"{plain(metres, 0)} m"


def hours(h: float, form: str = "h.h") -> str:
    """Sleep hours as `7.5 h`, or with the form `h:mm` as `7:30 h`."""
    if form == "h:mm":
        minutes = round(h * 60)
        return f"{minutes // 60}:{minutes % 60:02} h"
    return f"{plain(h, 2)} h"


def temperature(celsius: float, unit: str = "C") -> str:
    """Degrees Celsius as `23 °C`, or `73 °F`."""
    return f"{celsius * 9 / 5 + 32:.0f} °F" if unit == "F" else f"{plain(celsius)} °C"
