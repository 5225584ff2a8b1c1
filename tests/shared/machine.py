"""What this machine lets tests do, asked of other programs than ours: what the planner does can then only fail a test.

Each answer is the reason why not, empty where it can be done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
"""Before a command: it is run by nobody."""


@cache
def no_tracing() -> str:
    """Whether strace runs a program."""
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
