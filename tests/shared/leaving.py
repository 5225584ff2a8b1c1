"""Days that hold one text wherever a runner's own words can stand, and the words that have broken sheets, calendars and
pages.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from hostile import HOSTILE
from hypothesis import strategies as st

from planner.core.days import Closed, Morning, Pain, Planned
from planner.core.record import Chosen, Day, Done, DonePain
from planner.core.verdict import Caps, Referral, Rung, SavedAdvice, SavedReason

ON: Final = date(2026, 11, 23)
FORMULAS: Final = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "＝1+1", "＋1", "－1", "＠a", " =1", '"=1',
    "'=1", "a;=1", 'a;"=1";b', "a\n=1", "a\r\n-b", "';=1", "=cmd|' /C calc'!A0", "a,=1", "-5", "+5,5", "5", "-", "''",
    "'\n=1",
)  # fmt: skip  # one text after the other
PAGES: Final = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt; &amp; &#60;", "a | b || c", "``` x ```",
    "[a](http://x.example)", "![a](http://x.example/a.png)", "http://x.com www.x.com a@x.com x.com/y",
    "<http://x.example>", "# head", "- item", "1. one", "> quote", "---", "===", "a  \nb", "\\", "trailing \\",
    "**b** __b__ ~~s~~", "[x]: http://x.example", "<!-- c -->", "{{ x }} {% y %} $z$", "END:VEVENT\r\nBEGIN:VALARM",
    "x\\n;y,z", '"q" \'q\'', "38.6",
)  # fmt: skip  # one text after the other
TEXTS: Final = (*HOSTILE, *FORMULAS, *PAGES)
ANY: Final = (
    st.sampled_from(TEXTS) | st.text(max_size=120) | st.text("=+-@;,'\"\\ \n\r\t\x00\x85\u2028aé字👟", max_size=120)
)


def day_with(text: str, on: date = ON) -> Day:
    """A day that says this text wherever it can say one, and numbers that nobody is to know: 3.25 h, 177, 88.5."""
    return Day(
        date=on,
        morning=Morning(
            sleep_h=3.25,
            sleep_quality=7,
            resting_pulse=177,
            hrv_ms=88.5,
            pain=(Pain(site=f"other:{text[:60]}", side="left", score=9),),
            flags=("fever",),
            closed=(Closed(matter="bone", how="cleared"),),
            note=text,
        ),
        advice=SavedAdvice(
            rung=Rung.REST,
            referral=Referral.CLINICIAN_SOON,
            caps=Caps(pain_stop=4),
            warnings=("FEVER",),
            reasons=(SavedReason(rule="illness", because=text),),
        ),
        chosen=Chosen(by="own", why=text, kind="easy", km=5.0),
        planned=(Planned(kind="long", km=12.0, note=text), Planned(kind="strength", note=text)),
        done=(
            Done(
                kind="run",
                session="easy",
                km=8.0,
                minutes=46.0,
                effort=3,
                pain=(DonePain(site=f"other:{text[:60]}", during=8, after=9),),
                flags=("gait_altered",),
                note=text,
            ),
        ),
    )
