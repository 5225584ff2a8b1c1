"""What was typed and not yet saved, a small JSON file for a date and a page in the state folder.

Written after the repaint and without a flush, since it is worth a keystroke and not a wait; a power cut may lose it, a
closed terminal does not. It refuses to know what the draft means.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from planner.storage import loose
from planner.storage.places import Places

MAX_BYTES = 200_000
MORNING: Final = "morning"


def save(places: Places, day: date, draft: Mapping[str, object], page: str = MORNING) -> None:
    """Keep a draft of JSON values. Never raises for what the system refuses: a draft is no promise."""
    import json

    path = file_of(places, day, page)
    data = json.dumps({"format": 1, "date": day.isoformat(), "draft": draft}, ensure_ascii=True).encode()
    loose.over(path, data)


def load(places: Places, day: date, page: str = MORNING) -> dict[str, object] | None:
    """The draft of a date and a page; None when there is none, or none that can be read."""
    try:
        with open(file_of(places, day, page), "rb") as file:
            data = file.read(MAX_BYTES)
    except OSError:
        return None
    import json  # 1 ms, and most starts find none

    try:
        kept = json.loads(data)
    except (ValueError, RecursionError):
        return None
    draft = kept.get("draft") if isinstance(kept, dict) and kept.get("date") == day.isoformat() else None
    return draft if isinstance(draft, dict) else None


def drop(places: Places, day: date, page: str = MORNING) -> None:
    """Let go of a draft, once what it says is saved."""
    loose.drop(file_of(places, day, page))


def file_of(places: Places, day: date, page: str = MORNING) -> Path:
    """Where the draft of a date and a page lies."""
    name = f"{day.isoformat()}.json" if page == MORNING else f"{day.isoformat()}.{page}.json"
    return places.state / "drafts" / name
