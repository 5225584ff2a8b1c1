"""How a new pain is said: score, then place, then side, then what a rule needs to know of it.

Also the lists of illness, gait and warning signs. It makes menus for the page; it refuses to know rules and pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Final, Protocol, Self, TypeVar

from planner.core.answer import Context
from planner.core.days import Pain
from planner.core.fields import changed
from planner.core.known import asked_stable, ran_sore
from planner.core.sites import EMERGENCY, FLAGS, GAIT, ILLNESS, OTHER, SAME_DAY, SITES, SOON, place, site_problem
from planner.core.values import replace
from planner.tui.draft import Draft, Where
from planner.tui.frame import sentence
from planner.tui.modes import Item, Menu, Mode, TextLine
from planner.tui.questions import Follow, follow_ups

ELSEWHERE: Final = "v"
_GROUPS: Final = {
    "joint": "Joints",
    "tendon": "Tendons",
    "muscle": "Muscles",
    "shin": "Shin",
    "bone": "May be bone",
}


D = TypeVar("D", bound="Flagged")


class Flagged(Protocol):
    """A draft that flags can be raised in."""

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that are raised."""
        ...

    def flag(self, name: str) -> Self:
        """Raise a flag, or take it back."""
        ...


class FlagPage(Protocol[D]):
    """What a list of flags needs of its page."""

    draft: D

    def change(self, draft: D, message: str) -> None:
        """Put a new draft in place of the old one, with what to say of it."""
        ...

    def say(self, message: str) -> None:
        """Say something in the status line."""
        ...


class Asking(Protocol):
    """What the menus of places need of their page."""

    def enter(self, mode: Mode | None) -> None:
        """Go into a mode, or back to the page."""
        ...

    def say(self, message: str) -> None:
        """Say something in the status line."""
        ...


class Page(Asking, Protocol):
    """What a pain of the morning needs of its page."""

    @property
    def context(self) -> Context:
        """What the answers rest on: the record says what was asked lately."""
        ...

    @property
    def draft(self) -> Draft:
        """What was said so far."""
        ...

    def change(self, draft: Draft, message: str) -> None:
        """Put a new draft in place of the old one, with what to say of it."""
        ...

    def go_on(self) -> None:
        """Go to the next open question."""
        ...


Keep = Callable[[Pain], None]
"""Is given the pain once its place is known."""


def ask_where(page: Asking, score: int, keep: Keep) -> Menu:
    """The menu of places for a pain that was just rated."""
    items = [Item(letter=s.letter, words=s.words, value=s.name, group=_GROUPS[s.tissue]) for s in SITES.values()]
    items.append(Item(letter=ELSEWHERE, words="elsewhere: type it", value=OTHER, group="Other"))

    def pick(site: str) -> None:
        if site == OTHER:
            page.enter(_ask_name(page, score, keep))
        elif SITES[site].paired:
            page.enter(_ask_side(page, score, site, keep))
        else:
            keep(Pain(site=site, score=score))

    return Menu(title=f"Pain {score}/10: where?", items=items, pick=pick, say=page.say)


def _ask_name(page: Asking, score: int, keep: Keep) -> TextLine:
    def done(text: str) -> str | None:
        site = OTHER + text.removeprefix(OTHER).strip().lower()
        problem = site_problem(site)
        if problem is None:
            page.enter(_ask_side(page, score, site, keep))
        return problem

    return TextLine(title=f"Pain {score}/10: where?", done=done, help="A word or two, e.g. jaw or elbow.", limit=40)


def _ask_side(page: Asking, score: int, site: str, keep: Keep) -> Menu:
    items = [
        Item(letter="l", words="your LEFT", value="left"),
        Item(letter="r", words="your RIGHT", value="right"),
        Item(letter="b", words="both sides", value="both"),
    ]
    if site.startswith(OTHER):
        items.append(Item(letter="n", words="no side", value=""))
    words = place(site, None).removeprefix("your ")

    def pick(side: str) -> None:
        keep(Pain(site=site, side=side or None, score=score))

    return Menu(title=f"{sentence(words)} {score}/10: which side?", items=items, pick=pick, say=page.say)


def say_pain(page: Page, pain: Pain) -> None:
    """Keep a pain, then ask what is needed of it, then go on."""
    before = page.draft.pain_at((pain.site, pain.side))
    if before is not None:
        pain = replace(before, score=pain.score)
    page.change(page.draft.hurt(pain), f"{sentence(place(pain.site, pain.side))} {pain.score}/10.")
    if pain.score and ran_sore(page.context.record, (pain.site, pain.side)):
        page.enter(_ask_settled(page, pain))
        return
    _follow(page, pain)


def _ask_settled(page: Page, pain: Pain) -> Menu:
    """After a run that hurt: one key says how it is against the morning before it."""
    where = (pain.site, pain.side)
    items = (
        Item(letter="b", words="better than before the run", value="better"),
        Item(letter="s", words="the same", value="same"),
        Item(letter="w", words="worse than before the run", value="worse"),
        Item(letter="n", words="it had not settled within an hour", value="not_settled"),
        Item(letter="k", words="skip: not said", value=""),
    )

    def pick(said: str) -> None:
        now = page.draft.pain_at(where) or pain
        if said == "not_settled":
            now = replace(now, not_settled_60min=True)
        elif said:
            now = replace(now, worse_next_morning=said == "worse")
        words = next(i.words for i in items if i.value == said)
        page.change(page.draft.hurt(now), f"{sentence(place(*where))}: {words}.")
        _follow(page, now)

    title = f"{sentence(place(*where))} after yesterday's run?"
    return Menu(title=title, items=items, pick=pick, say=page.say)


def _follow(page: Page, pain: Pain) -> None:
    asked = follow_ups(pain, ask_stable=not asked_stable(page.context.record, (pain.site, pain.side)))
    _ask_next(page, (pain.site, pain.side), asked)


def _ask_next(page: Page, where: Where, asked: list[Follow]) -> None:
    if not asked:
        page.enter(None)
        page.go_on()
        return
    follow, rest = asked[0], asked[1:]

    def pick(said: str) -> None:
        if said:
            _keep(page, where, follow, said == "yes")
        _ask_next(page, where, rest)

    items = (
        Item(letter="y", words="yes", value="yes"),
        Item(letter="n", words="no", value="no"),
        Item(letter="s", words="skip: not said", value=""),
    )
    words = sentence(place(*where))
    page.enter(Menu(title=f"{words}: {follow.words}", items=items, pick=pick, say=page.say))


def _keep(page: Page, where: Where, follow: Follow, yes: bool) -> None:
    kind, _, flag = follow.field.partition(":")
    words = f"{follow.words} {'Yes' if yes else 'No'}."
    if flag:
        if yes and flag not in (page.draft.flags):
            page.change(page.draft.flag(flag), words)
        return
    pain = page.draft.pain_at(where)
    if pain is not None:
        page.change(page.draft.hurt(changed(pain, **{kind: yes})), words)


def _flags(page: FlagPage[D], title: str, groups: Mapping[str, Mapping[str, str]], letters: str) -> Menu:
    """A menu of several flags; letters go down the list."""
    rows = [(group, name, words) for group, flags in groups.items() for name, words in flags.items()]
    items = [
        Item(letter=letter, words=words, value=name, group=group)
        for letter, (group, name, words) in zip(letters, rows, strict=False)
    ]

    def pick(name: str) -> None:
        draft = page.draft.flag(name)
        on = name in (draft.flags)
        page.change(draft, f"{FLAGS[name].capitalize()}: {'yes' if on else 'taken back'}.")

    return Menu(
        title=title,
        items=items,
        pick=pick,
        many=True,
        chosen=lambda: page.draft.flags,
        say=page.say,
    )


def ask_signs(page: FlagPage[D]) -> Menu:
    """The red flags."""
    groups = {"Emergency": EMERGENCY, "See a doctor today": SAME_DAY, "See a doctor soon": SOON}
    return _flags(page, "Warning signs: which? By letter", groups, ascii_lowercase)


def ask_illness(page: FlagPage[D]) -> Menu:
    """The signs of illness."""
    return _flags(page, "Illness: which? By letter", {"Illness": ILLNESS}, ascii_lowercase)


def ask_gait(page: FlagPage[D]) -> Menu:
    """Limp or changed stride."""
    return _flags(page, "Limp or changed stride: which?", {"Stride": GAIT}, "sl")
