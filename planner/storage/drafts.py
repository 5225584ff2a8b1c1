"""What was typed and not yet saved, one small JSON file for a date in the state folder.

Written after the repaint and without a flush, since it is worth a keystroke and not a wait; a power cut may lose it, a
closed terminal does not. It refuses to know what the draft means.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from planner.storage import loose
from planner.storage.places import Places

MAX_BYTES = 200_000


def save(places: Places, day: date, draft: Mapping[str, object]) -> None:
    """Keep a draft of JSON values. Never raises for what the system refuses: a draft is no promise."""
    import json

    path = file_of(places, day)
    data = json.dumps({"format": 1, "date": day.isoformat(), "draft": draft}, ensure_ascii=True).encode()
    loose.over(path, data)


def load(places: Places, day: date) -> dict[str, object] | None:
    """The draft of a date; None when there is none, or none that can be read."""
    import json

    try:
        with open(file_of(places, day), "rb") as file:
            kept = json.loads(file.read(MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    draft = kept.get("draft") if isinstance(kept, dict) and kept.get("date") == day.isoformat() else None
    return draft if isinstance(draft, dict) else None


def drop(places: Places, day: date) -> None:
    """Let go of a draft, once its day is saved."""
    loose.drop(file_of(places, day))


def file_of(places: Places, day: date) -> Path:
    """Where the draft of a date lies."""
    return places.state / "drafts" / f"{day.isoformat()}.json"
