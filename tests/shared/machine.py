"""What this machine lets tests do, asked of other programs than ours: what the planner does can then only fail a test.

Each answer is the reason why not, empty where it can be done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
"""Before a command: it is run by nobody."""


@cache
def no_tracing() -> str:
    """Whether strace runs a program."""
    if not sys.platform.startswith("linux"):
        return "system calls are made to fail with strace, which only Linux has"
    if shutil.which("strace") is None:
        return "strace is not installed (apt-get install strace)"
    done = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "strace may not trace here" if done.returncode else ""


@cache
def no_attaching() -> str:
    """Whether strace attaches to a program that runs already."""
    if reason := no_tracing():
        return reason
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as other:
        attach = ["strace", "-qq", "-o", os.devnull, "-p", str(other.pid), "-e", "signal=none"]
        with subprocess.Popen(attach, stderr=subprocess.DEVNULL) as tracer:
            seen = Path(f"/proc/{other.pid}/status")
            while tracer.poll() is None and f"TracerPid:\t{tracer.pid}" not in seen.read_text():
                continue
            assert other.stdin is not None
            other.stdin.close()
            tracer.wait(20)
    return "strace may not attach to a running program here" if tracer.returncode else ""


@cache
def no_nobody(path: Path) -> str:
    """Whether root can be nobody, and nobody can run this Python and read a file."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return "needs root and setpriv to be nobody"
    code = "import os, sys; sys.exit(not os.access(sys.argv[1], os.R_OK))"
    done = subprocess.run(
        [*NOBODY, sys.executable, "-I", "-c", code, str(path)], capture_output=True, cwd="/", check=False
    )
    return "nobody cannot read the program here" if done.returncode else ""


@cache
def no_images(kind: str) -> str:
    """Whether root makes an image of a file system and mounts it through a loop device, in programs of the system."""
    if os.geteuid() != 0:
        return "mounting an image takes root"
    if shutil.which(f"mkfs.{kind}") is None:
        return f"mkfs.{kind} is not installed"
    with tempfile.TemporaryDirectory(prefix="image-") as folder:
        image, where = f"{folder}/image", f"{folder}/mounted"
        steps = (
            ("truncate", "-s", "320M", image),
            (f"mkfs.{kind}", "-q", image),
            ("mkdir", where),
            ("mount", "-o", "loop", image, where),
            ("umount", where),
        )
        for step in steps:
            done = subprocess.run(step, capture_output=True, text=True, check=False)
            if done.returncode:
                return f"no image of {kind} can be mounted through a loop device here: {done.stderr.strip()}"
    return ""
