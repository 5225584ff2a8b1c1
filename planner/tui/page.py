"""What every page shares: a mode that may take the keys, a status line, the commands for all pages, help and palette.

A page is pure and synchronous: a key in, effects out. It refuses to know files, colours and Textual.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from planner.core.record import Day
from planner.core.settings import Settings
from planner.tui.commands import ALIASES, COMMANDS, Keymap
from planner.tui.effects import Effect, Open, Quit
from planner.tui.finder import Finder
from planner.tui.modes import Mode, TextLine, counting, help_of, owns
from planner.tui.trail import Trail


class BasePage:
    """A page without content. A page of its own adds `acts`, `take` and, where it has any, what it says of itself."""

    name = ""
    about: Sequence[str] = ()
    """What the help says over the list of keys; `{page.verb}` stands for a key."""

    def __init__(self, *, on: date, settings: Settings, keymap: Keymap) -> None:
        """`on` is the date in the bar on top."""
        self.on, self.settings, self.keymap = on, settings, keymap
        self.mode: Mode | None = None
        self.message = ""
        self.refused = False
        """The last key was refused, so that the rest of its burst is dropped."""
        self.trail = Trail()
        """What was typed since the page itself had the keys last."""
        self._effects: list[Effect] = []
        self._keys = 0

    # What a page of its own says.

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """The page's commands by verb, e.g. `save`; they come before those for all pages."""
        return {}

    def take(self, key: str) -> bool:
        """Take a key that is no command, e.g. a digit; False when it means nothing here."""
        return False

    def explain(self) -> str:
        """The line under the cursor in plain words, for the second `?`."""
        return ""

    def stored(self, day: Day, warnings: Sequence[str] = ()) -> None:
        """Hear that a day was saved."""

    def failed(self, message: str) -> None:
        """Hear that something could not be saved; nothing on the page is lost."""
        self.message = "Not saved: " + (message.splitlines() or ["no reason was given"])[0]

    def removed(self, on: date, *, back: bool) -> None:
        """Hear that a day was deleted, or brought back."""

    def idle(self) -> bool:
        """Do a slice of work that a key began; True while there is more, and the picture is drawn anew."""
        return False

    def state(self) -> object:
        """The answers and the cursor, as undo would bring them back; None for a page without answers."""
        return None

    def adopt(self, before: object) -> None:
        """Stand where the page stood that this one replaces, after the settings changed."""

    def inherit(self, before: object) -> None:
        """Take over what can be undone from the page of this kind that was left, where that still fits."""

    # Keys.

    def key(self, key: str) -> list[Effect]:
        """Take one key, by its name; gives what is to be done outside."""
        self._effects = []
        self.refused = False
        key = ALIASES.get(key, key)
        mode, state = self.mode, None if self.mode is not None and self.trail.steps else self.state()
        self._keys += 1
        nth = self._keys
        if mode is not None:
            if not self._everywhere(mode, key) and not mode.key(key) and self.mode is mode:
                self.mode = None
        elif not self.take(key):
            self._command(key)
        leaves = bool(self._effects) and isinstance(self._effects[-1], Quit)
        if nth == self._keys and not leaves:  # else a mode gave its key to the page, which has heard it
            self.trail.heard(key, mode, self.mode, state, acted=bool(self._effects))
        return self._effects

    def paste(self, text: str) -> list[Effect]:
        """Take a pasted text: into a text line as one line, elsewhere as the keys that it spells."""
        if isinstance(self.mode, TextLine):
            self.mode.paste(text)
            self.trail.heard("", self.mode, self.mode, self.state(), acted=False)
            return []
        done: list[Effect] = []
        for c in text:
            done += self.key("enter" if c in "\r\n" else c)
            if self.refused:
                break
        return done

    def run(self, command: str) -> None:
        """Run a command by its id; one of another page is asked for outside."""
        verb = command.partition(".")[2]
        acts = self.acts()
        if verb in acts:
            acts[verb]()
        elif verb == "quit":
            self._effects.append(Quit())
        elif verb in ("help", "palette"):
            self._find("Keys" if verb == "help" else "Commands")
        elif verb not in ("up", "down", "left", "right", "undo", "redo"):
            self._effects.append(Open(page=verb, on=self.on if verb == "history" else None))

    def _everywhere(self, mode: Mode, key: str) -> bool:
        """Take help and quit in a mode where they are not its own, and ctrl+c; False for any other key."""
        keymap = self.keymap
        if key == "ctrl+c":
            way = "" if not owns(mode, keymap.keys("app.quit")[0]) else "Esc, then "
            self.say(f"{way}{keymap.key('app.quit')} quits; what you typed is kept")
        elif owns(mode, key):
            return False
        elif key in keymap.keys("app.quit"):
            self._effects.append(Quit())
        elif key in keymap.keys("app.help"):
            everywhere = [(keymap.key(id), COMMANDS[id].words) for id in ("app.help", "app.quit")]
            self.enter(help_of(mode, everywhere, self.enter, key))
        else:
            return False
        return True

    def _command(self, key: str) -> None:
        command = self.keymap.command(self.name, key)
        if command:
            self.run(command)
        elif key == "ctrl+c":
            self.say(f"{self.keymap.key('app.quit')} quits; what you typed is kept")
        elif key in ("-", "+"):
            self.run("app.left" if key == "-" else "app.right")
        elif key == "escape" and self.name != "morning":
            self._effects.append(Open(page="morning"))
        elif len(key) == 1 and key.isprintable():
            self.refuse(f"{key} does nothing here; {self.keymap.key('app.help')} shows the keys")

    def _find(self, title: str) -> None:
        def run(id: str) -> None:
            self.enter(None)
            self.run(id)

        commands = self.keymap.of(self.name)
        explain = self.explain()
        self.enter(
            Finder(
                title=title,
                commands=commands,
                keymap=self.keymap,
                run=run,
                about=tuple(map(self.keymap.fill, self.about)),
                explain=explain,
            )
        )

    # Time, for modes that count.

    def clock(self, now: float) -> bool:
        """Let a mode that counts hear the time; True while it wants to hear it again in a second."""
        mode = counting(self.mode)
        if mode is None:
            return False
        mode.tick(now)
        return mode.wants_ticks

    def rings(self) -> bool:
        """Whether a countdown has ended just now and the settings allow a sound."""
        mode = counting(self.mode)
        return mode is not None and mode.ring() and self.settings.sound

    # What modes and commands call.

    def effect(self, effect: Effect) -> None:
        """Ask for something outside."""
        self._effects.append(effect)

    def enter(self, mode: Mode | None) -> None:
        """Go into a mode, or back to the page."""
        self.mode = mode

    def say(self, message: str) -> None:
        """Say something in the status line."""
        self.message = message

    def refuse(self, message: str) -> None:
        """Say why a key was not taken; the rest of its burst is dropped."""
        self.message, self.refused = message, True
