"""The new text of a file: ours written anew, one that people have touched changed in place.

A file is ours when writing what was read from it gives the same bytes. Any other keeps its comments, its order and the
keys that we do not know, through tomlkit, which is imported only then. It refuses to know where files lie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, MutableSequence, Sequence
from typing import NoReturn, cast

from planner.storage import writing
from planner.storage.document import BOM, parse
from planner.storage.problems import CannotRead, CannotWrite, Problem
from planner.storage.reading import Key, Shape, read

Plain = Mapping[str, object]
_LOST = "cannot be changed without losing what stands in it"


def new_text(shape: Shape, read_as: bytes | None, seen: object, value: object, name: str) -> str:
    """The text that holds `value`, given the bytes that were read and what they gave (`seen`).

    What is given back was parsed again and found equal to `value`. Raises BadInput for what no file can hold, and
    CannotWrite when a touched file cannot be changed without losing what stands in it.
    """
    if read_as is None:
        return checked(shape, writing.text(shape, value), value, name)
    old = read_as.decode()
    if seen == value:
        return old
    if old == writing.text(shape, seen):
        return checked(shape, writing.text(shape, value), value, name)
    text = change(shape, old, writing.plain(shape, seen), writing.plain(shape, value), name)
    checked(shape, text, value, name)
    return _refuse(name) if _lost(shape, parse(read_as, name).table, parse(text.encode(), name).table) else text


def checked(shape: Shape, text: str, value: object, name: str) -> str:
    """The text, once reading it has given `value` again. Raises CannotWrite when it has not."""
    try:
        again, problems = read(shape, parse(text.encode(), name), strict=False)
    except CannotRead as error:
        again, problems = None, error.problems
    if again == value:
        return text
    _refuse(name, *(p for p in problems if not p.warning))


def checked_table(text: str, wanted: Plain, name: str) -> str:
    """The text, once it has been parsed to the table that was wanted. Raises CannotWrite when it was not."""
    try:
        if parse(text.encode(), name).table == wanted:
            return text
    except CannotRead as error:
        _refuse(name, *error.problems)
    _refuse(name)


def _refuse(name: str, *problems: Problem) -> NoReturn:
    raise CannotWrite(problems=problems or [Problem(file=name, message=_LOST, fix="change it in an editor")])


def _lost(shape: Shape, old: Plain, new: Plain) -> bool:
    """Whether a key that we do not know went missing, or changed, in a table that is still there."""
    for name, before in old.items():
        key = shape.known.get(name)
        after = new.get(name)
        if key is None:
            if name != "format" and before != after:
                return True
        elif key.shape is not None and isinstance(before, dict) and isinstance(after, dict):
            lost = _lost(key.shape, before, after)
            if lost:
                return True
    return False


def change(shape: Shape, text: str, old: Plain, new: Plain, name: str) -> str:
    """A text with the differences between two plain tables made in it, and nothing else."""
    return rewritten(text, lambda target: _table(shape, target, old, new), name)


def rewritten(text: str, change: Callable[[MutableMapping[str, object]], None], name: str) -> str:
    """A text with a change made in its tables; its mark in front and its line ends stay.

    Raises CannotWrite where tomlkit cannot do it: there are files that tomllib reads and tomlkit does not.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    mark = BOM if text.startswith(BOM) else ""
    dos = "\r\n" in text and text.count("\n") == text.count("\r\n")
    body = text.removeprefix(BOM)
    body = body.replace("\r\n", "\n") if dos else body
    try:
        document = tomlkit.parse(body)
        unchanged = tomlkit.dumps(document)
        change(cast("MutableMapping[str, object]", document))
        changed = tomlkit.dumps(document)
    except (TOMLKitError, LookupError, TypeError, ValueError, AttributeError, RecursionError):
        _refuse(name)
    if unchanged != body:
        changed = _lines_as_they_were(body, unchanged, changed)
    return mark + (changed.replace("\n", "\r\n") if dos else changed)


def _lines_as_they_were(body: str, unchanged: str, changed: str) -> str:
    """What was changed, with the lines that only tomlkit wrote in another way as they stood: it drops a blank here and
    there, e.g. behind a time in braces.
    """
    from difflib import SequenceMatcher

    was, base, new = (text.splitlines(keepends=True) for text in (body, unchanged, changed))
    if ["".join(line.split()) for line in was] != ["".join(line.split()) for line in base]:
        return changed  # it has moved tables that stand apart
    start = _alike(base, new)  # what was not changed at either end first: among many lines that are alike
    rest = _alike(base[start:][::-1], new[start:][::-1])  # the matcher may take one for its twin
    middle = new[start : len(new) - rest]
    changes = SequenceMatcher(None, base[start : len(base) - rest], middle, autojunk=False)
    for kind, a, b, at, to in changes.get_opcodes():
        if kind == "equal":
            middle[at:to] = was[start + a : start + b]
    return "".join((*was[:start], *middle, *was[len(was) - rest :]))


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """With how many equal lines both begin."""
    return next((n for n, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _table(shape: Shape, target: MutableMapping[str, object], old: Plain, new: Plain) -> None:
    import tomlkit

    for key in shape.keys:
        before, after = old.get(key.name), new.get(key.name)
        if before == after and (key.name in old) == (key.name in new):
            continue
        there = target.get(key.name)
        if key.name not in new:
            del target[key.name]
        elif isinstance(there, MutableMapping) and key.shape is not None and not key.many:
            _table(key.shape, there, cast("Plain", before or {}), cast("Plain", after))
            if not there:  # its header may have been only part of `[facts.history]`, which is gone now
                del target[key.name]
                target[key.name] = tomlkit.table()
        elif isinstance(there, MutableSequence) and key.shape is not None and before and after:
            _rows(key, there, cast("list[Plain]", before), cast("list[Plain]", after))
        else:
            if key.shape is not None and there is not None:
                del target[key.name]
            target[key.name] = _item(key, after)


def _rows(key: Key, target: MutableSequence[object], old: list[Plain], new: list[Plain]) -> None:
    """Change a list of tables: equal rows at the end stay, those before are changed one by one."""
    from tomlkit.items import AoT

    assert key.shape is not None
    end = 0
    while end < min(len(old), len(new)) and old[-1 - end] == new[-1 - end]:
        end += 1
    both = min(len(old), len(new)) - end
    for n in range(both):
        _table(key.shape, cast("MutableMapping[str, object]", target[n]), old[n], new[n])
    for n in range(len(old) - end - 1, both - 1, -1):
        del target[n]
    for n in range(both, len(new) - end):
        target.insert(n, _row(key, new[n], inline=not isinstance(target, AoT)))


def _item(key: Key, value: object) -> object:
    """A new tomlkit item laid out as our own files have it."""
    import tomlkit

    if key.shape is None:
        return tomlkit.item(value)
    if key.many:
        rows = cast("list[Plain]", value)
        if not key.inline:
            many = tomlkit.aot()
            for row in rows:
                many.append(_row(key, row, inline=False))
            return many
        array = tomlkit.array()
        for row in rows:
            array.append(_row(key, row, inline=True))
        return array.multiline(bool(rows))
    table = tomlkit.table(is_super_table=False)
    _table(key.shape, table, {}, cast("Plain", value))
    return table


def _row(key: Key, row: Plain, *, inline: bool) -> object:
    import tomlkit

    assert key.shape is not None
    table = tomlkit.inline_table() if inline else tomlkit.table()
    _table(key.shape, cast("MutableMapping[str, object]", table), {}, row)
    return table
