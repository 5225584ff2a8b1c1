"""Every page of the screens and what its keys open, by name: the keys that lead there from a fresh morning."""

from __future__ import annotations

KNEE = "7 2 2 2 2 3 k r 0 Enter"
PLACES: dict[str, str] = {
    # every page and what its keys open; the state's name is the keys
    "morning": "", "half": "7 2 3", "run": "7 2 2 2 2 0 Enter", "offer": KNEE, "taken": f"{KNEE} m", "why": f"{KNEE} k",
    "rest": "7 2 2 ! a Enter", "cross": "7 2 2 2 2 5 k r 0 Enter", "where": "7 2 2 2 2 3", "side": "7 2 2 2 2 3 k",
    "signs": "!", "ill": "7 2 2 2 2 i", "edit": "e", "words": "E", "note": "n",
    "reasons": f"{KNEE} r", "steps": f"{KNEE} m w", "steps-add": f"{KNEE} m w a", "steps-help": f"{KNEE} m w ?",
    "effort": "7 2 2 2 2 0 Enter s", "away": "v", "away-until": "v t", "edit-help": "e ?",
    "where-help": "7 2 2 2 2 3 ?",
    "help": "?", "palette": ":", "done": "D", "done-edit": "D e", "done-told": "D y 4",
    "done-words": "D E", "done-note": "D N",
    "history": "H", "day": "H Left Enter", "history-search": "H /", "history-list": "H c",
    "trends": "T", "trends-table": "T v",
    "shoes": "S", "shoes-add": "S a", "shoes-help": "S ?",
    "week": "W", "week-edit": "W Down e", "week-move": "W Down Down m", "week-where": "W m",
    "week-template": "W t", "week-help": "W ?",
    "settings": ",", "settings-type": ", j Enter", "settings-help": ", ?",
}  # fmt: skip  # one place after the other
