"""Cuts the power at every step of every writing operation, on real file systems, and looks at what a reboot finds.

    python tests/faults/power_cuts.py                          ext4, xfs and btrfs, every operation (root, loop devices)
    python tests/faults/power_cuts.py --fs xfs day-over remove one file system, these operations

A small image in memory holds the file system, mounted through a loop device: what the kernel has handed to the image is
what a disk would hold, and what it still keeps is what a power cut loses. The operation is stopped (strace, SIGSTOP) at
each of its calls that change something, and the image is copied as it is. Each copy is mounted, which replays its
journal as after a reboot, and its files are judged. Every operation runs twice: once as it is, and once with another
program's fsync at every stop, which pushes the journal out and leaves delayed data behind, the case that eats files.
The last cut comes just after the operation said that it had saved. Equal copies are mounted once and counted as often
as they came. Two writers that are known to be wrong, one in place and one without a flush, must be caught on each.
Where loop devices or a file system are refused it says so, and ends with exit code 2: nothing was shown then.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[n] / part) for n, part in ((2, ""), (0, ""), (1, "shared"))]

import fault_sweep
from machine import no_images, no_tracing
from operations import OPERATIONS

SIZES: Final = {"ext4": 16, "xfs": 300, "btrfs": 128}
"""File systems and the megabytes that an image of each takes at least."""
BLOCK: Final = 65_536
CHANGING: Final = (
    "open openat write fsync rename renameat renameat2 link linkat unlink unlinkat chmod fchmod mkdir close"
).split()
SAVES: Final = tuple(name for name in OPERATIONS if name != "stale")
BAD: Final = ("bad-in-place", "bad-unflushed")
STOPPED: Final = re.compile(r"^\d+\s+--- stopped by SIGSTOP", re.MULTILINE)


@dataclass(frozen=True)
class Cut:
    """One power cut: where, with which copy of the image, and whether the operation had said that it was done."""

    where: str
    image: Path
    said: str = ""


def command(*words: str | Path) -> None:
    """Run a program. Raises CalledProcessError with what it said."""
    subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True)


@contextmanager
def mounted(kind: str, image: Path, where: Path) -> Iterator[Path]:
    """An image, mounted."""
    where.mkdir(exist_ok=True)
    command("mount", "-o", "loop,nouuid" if kind == "xfs" else "loop", image, where)
    try:
        yield where
    finally:
        for _ in range(200):
            if subprocess.run(["umount", str(where)], capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.02)


def made(kind: str, root: Path) -> Path:
    """A new image of a file system. Raises CalledProcessError and OSError."""
    image = root / f"new-{kind}.img"
    with open(image, "wb") as file:
        file.truncate(SIZES[kind] * 1024 * 1024)
    command(f"mkfs.{kind}", "-q", image)
    return image


@contextmanager
def room() -> Iterator[Path]:
    """A folder in memory, where there is one."""
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="power-cuts-", dir=base) as folder:
        yield Path(folder)


def blocks(image: Path) -> Iterator[tuple[int, bytes]]:
    """The blocks of an image that hold anything, each with its place."""
    with open(image, "rb", buffering=0) as file:
        end, at = os.fstat(file.fileno()).st_size, 0
        while at < end:
            try:
                at = os.lseek(file.fileno(), at, os.SEEK_DATA)
            except OSError:
                return  # no data up to the end
            stop = os.lseek(file.fileno(), at, os.SEEK_HOLE)
            os.lseek(file.fileno(), at, os.SEEK_SET)
            while at < stop:
                data = file.read(min(BLOCK, stop - at))
                if data.strip(b"\0"):
                    yield at, data
                at += len(data)


def put(found: Iterable[tuple[int, bytes]], size: int, copy: Path) -> None:
    """Write blocks into a new image; the rest stays holes."""
    with open(copy, "wb") as file:
        file.truncate(size)
        for at, data in found:
            file.seek(at)
            file.write(data)


def copied(image: Path, root: Path) -> Path:
    """A copy of an image as the disk holds it now, made once for equal ones."""
    found = list(blocks(image))
    digest = hashlib.sha1(usedforsecurity=False)
    for at, data in found:
        digest.update(at.to_bytes(8, "big") + data)
    copy = root / f"cut-{digest.hexdigest()}.img"
    if not copy.exists():
        put(found, image.stat().st_size, copy)
    return copy


def first_calls(name: str, root: Path) -> dict[str, int]:
    """For each kind of call that changes something, which of the whole run is the first inside the operation."""
    first: dict[str, int] = {}
    for call, nth, _ in fault_sweep.window(fault_sweep.run(name, root / "clean").trace):
        if call in CHANGING:
            first.setdefault(call, nth)
    return first


def cuts(kind: str, name: str, fresh: Path, root: Path, *, pushed: bool) -> list[Cut]:
    """Run an operation on an image and copy it at each of its calls; `pushed`: another program flushes at each."""
    live, log = root / "live.img", root / "live.log"
    put(blocks(fresh), fresh.stat().st_size, live)
    first = first_calls(name, root)
    found = []
    with mounted(kind, live, root / "live") as where:
        fault_sweep.furnish(name, where / "home")
        other = where / "other"
        other.write_text("x")
        command("sync", "-f", where)
        log.unlink(missing_ok=True)
        argv = ["strace", "-f", "-s", "60", "-o", str(log), "-e", f"trace={','.join(first)}", "-e", "signal=STOP"]
        for call, nth in first.items():
            argv += ["-e", f"inject={call}:signal=STOP:when={nth}+"]
        env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
        env["PYTHONPATH"] = str(fault_sweep.sources())
        child = subprocess.Popen(
            [*argv, sys.executable, str(fault_sweep.PROGRAM), name, str(where / "home")],
            env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip  # one call
        seen, end = 0, time.monotonic() + 600
        while child.poll() is None and time.monotonic() < end:
            text = log.read_text(errors="replace") if log.exists() else ""
            stops = STOPPED.findall(text)
            if len(stops) == seen:
                time.sleep(0.002)
                continue
            seen = len(stops)
            if pushed:
                with open(other, "a") as file:
                    file.write("y")
                    file.flush()
                    os.fsync(file.fileno())
            calls = [line for line in text.splitlines() if fault_sweep.LINE.match(line)]
            found.append(Cut(f"{name}: stop {seen} at {calls[-1].split(' ', 1)[-1].strip():.70}", copied(live, root)))
            os.kill(int(stops[-1].split()[0]), signal.SIGCONT)
        said, _ = child.communicate(timeout=10)
        if said != "saved":
            raise RuntimeError(f"{name} on {kind} did not end well: {said!r}")
        found.append(Cut(f"{name}: after it said saved", copied(live, root), said))
    live.unlink()
    return found


def judged(kind: str, name: str, found: Sequence[Cut], root: Path) -> list[tuple[str, list[str]]]:
    """What was wrong after a reboot; each copy is mounted once."""
    fault_sweep.wanted(name)
    known: dict[tuple[Path, str], list[str]] = {}
    for cut in found:
        if (cut.image, cut.said) not in known:
            try:
                with mounted(kind, cut.image, root / "dead") as where:
                    ended = fault_sweep.Ended(0, cut.said, "", "", True, where / "home")
                    known[cut.image, cut.said] = fault_sweep.judged(name, ended)
            except subprocess.CalledProcessError as error:
                known[cut.image, cut.said] = [f"it cannot be mounted any more: {error.stderr}"]
            except OSError as error:  # a file that the file system itself cannot give any more
                known[cut.image, cut.said] = [f"it cannot be read any more: {error}"]
    for image in {cut.image for cut in found}:
        image.unlink()
    return [(cut.where, wrong) for cut in found if (wrong := known[cut.image, cut.said])]


def sweep(kind: str, names: Sequence[str], root: Path) -> tuple[int, int, list[tuple[str, list[str]]]]:
    """All cuts of some operations on one file system: how many, of how many different copies, and what was wrong."""
    count = copies = 0
    bad: list[tuple[str, list[str]]] = []
    fresh = made(kind, root)
    for name in names:
        for pushed in (False, True):
            found = cuts(kind, name, fresh, root, pushed=pushed)
            count, copies = count + len(found), copies + len({cut.image for cut in found})
            bad += judged(kind, name, found, root)
    return count, copies, bad


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("operations", nargs="*", default=SAVES)
    parser.add_argument("--fs", default=",".join(SIZES), help="file systems, with commas between them")
    wish = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing stays mounted
    skipped = failed = False
    for kind in wish.fs.split(","):
        if reason := no_tracing() or no_images(kind):
            print(f"{kind}: SKIPPED, nothing is shown: {reason}", flush=True)
            skipped = True
            continue
        started = time.monotonic()
        with room() as root:
            count, copies, bad = sweep(kind, wish.operations, root)
            for where, wrong in bad[:20]:
                print(f"{kind}: {where}: {'; '.join(wrong)}")
            print(f"{kind}: {count} power cuts ({copies} different disks), {len(bad)} lost, ", end="")
            print(f"{time.monotonic() - started:.0f} s", flush=True)
            failed = failed or bool(bad)
            for name in BAD:
                lost = len(sweep(kind, [name], root)[2])
                print(
                    f"{kind}: known-bad writer {name}: {f'caught at {lost} cuts' if lost else 'NOT CAUGHT'}", flush=True
                )
                failed = failed or not lost
    return 1 if failed else 2 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
