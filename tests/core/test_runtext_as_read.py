"""What each text of the run language means or is refused with, against a file that somebody has read.

`GOLDENS=write` writes it anew, to be read with `git diff`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from golden import read_once

from planner.core import runtext
from planner.core.runtext import RunTextError

READ = Path(__file__).parent / "words_as_read"
SHOES = ("pegasus-41", "Ghost", "c", "d", "e", "f")
UNITS = (
    "km k kms kilometre kilometres kilometer kilometers mi mile miles min mins minute minutes ' ′ h hr hrs hour hours"
    " m metre metres meter meters ft foot feet /km min/km /mi /mile min/mi min/mile"
)
HINTS = "run running jog bike ride cycle cycling swim swimming walk row gym weights off nothing none"
PHRASES = """
8|29|29.9|30|45|8km|8,5 km|10k|0 km|500 km|500.1 km|311 mi|123456 km|1234567 km|8.1234567891 km|1.2.3 km|8 parsecs|8kn
8 xxxxxxxxxxxxxxxxxxx|8xxxxxxxxxxxxxxxxxxxx|8xxxxxxxxxxxxxxxxxxxxx|10 k|5.25 mi|8 km easy road +60m shoe:pegasus-41|easy
45 min|45.5 min|2880 min|2880.1 min|0 min|1h|1 h|1.5 h|1,5h|48 h|48.1 h|1h30|1h30min|1h30m|1h5|1h60|1 h 30|1 h 30 min
1 h 30min|1 h 5|1 h 5 min|1 h 5min|1 h 5 km|1 h 30 km|1 h 60 min|1.5 h 30|1 h 30 8 km|48 h 1 min|1 h easy|1h 8 km
1:30h|1:30 h|1:30:00|1:30:00 h|1:30:60|1:60h|46:30 min|46:30 min/km|5:40/km|5:40 /km|9:07/mi|5:40|5:40 km|1:10:00 km
1:10:00/km|0:59/km|1:00/km|60:00/km|60:01/km|5/km|5.5 min/km|+5:40|+5:40/km|5:40/kn|100:00 min
+60m|60m|199m|200m|+200 m|200 m|+0m|+20000m|+20001m|+1.500m|+1,250 m|+1.5m|+650ft|650 ft|20 ft|+8 km|+8|+45 min|+m
+60 metres easy|8 km +60m|8 km 60m|8 km + 60m|+60m road|road|shoe:c|easy trail|hills|race|8 km race track
shoe:|8 km shoe:|8 km shoe:GHOST|8 km shoe:pegasus|8 km shoe:zzzzzz|8 km shoe:Pegasus-41|8 km shoe: pegasus-41
rest|cross|cross 40 min|strength|strength 30 min|rest 8 km|rest road|cross 5 km|strength shoe:c|cross 1h|rest 40 min
8 km 10 km|easy hills|8 km 45 min 50 min|road trail|shoe:c shoe:d 8 km|5:40/km 5:50/km 8 km|8 km +60m +70m
8 km; rest|8 km + rest|; 8 km|8 km;|8 km easy, road, 45 min|,|, , ,|8 KM Easy ROAD|eazy|8 km rode|tempoo|trial|walk 8 km
kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk|kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk|a\tb|\x01|8 km\x00|ééé|½ km|٣ km
recovery 5 km grass|intervals 8 km track|tempo 45 min treadmill|long 20 km mixed|milles|minuts|8 mils|8 minuts|12 feat
"""


def texts() -> Iterator[str]:
    """Each unit glued, apart, alone and with a clock, each hint, and what else may be typed."""
    for unit in UNITS.split():
        yield from (f"250{unit}" if unit in ("m", "ft") else f"25{unit}", f"250 {unit}", unit, f"5:40{unit}")
    yield from HINTS.split()
    for line in PHRASES.strip().splitlines():
        yield from (
            phrase.encode().decode("unicode_escape") if "\\" in phrase else phrase for phrase in line.split("|")
        )


def meant(text: str, units: str, shoes: tuple[str, ...] | None) -> str:
    try:
        found = runtext.parse(text, units=units, shoes=shoes)
    except RunTextError as error:
        return f"{error.message} [{error.word!r}]"
    said = {name: value for name, value in vars(found).items() if value is not None}
    return f"{said} = {runtext.words(found, units)}"


def lines() -> Iterator[str]:
    for given in texts():
        text = f"easy {given}" if "alone is no session" in meant(given, "km", SHOES) else given
        in_km = meant(text, "km", SHOES)
        yield f"{text!r}: {in_km}"
        if (in_miles := meant(text, "mi", SHOES)) != in_km:
            yield f"{text!r} in miles: {in_miles}"
    yield f"alone: {meant('road', 'km', SHOES)}"
    yield f"no shoes yet: {meant('8 km shoe:c', 'km', ())}"
    yield f"any shoe: {meant('8 km shoe:Any-41', 'km', None)}"


def test_each_text_as_it_was_read() -> None:
    read_once("runtext", READ, lines())
