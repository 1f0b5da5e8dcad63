"""Memory of a process: the resident set, as the system tells it. No package is needed for it.

On Linux /proc is read, elsewhere `ps` is asked; where neither tells, memory is None.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

_RESIDENT = "VmRSS"
_PEAK = "VmHWM"


def resident_mb(pid: int | str = "self") -> float | None:
    """Megabytes (10^6 bytes) that a process holds in memory now; None where it is gone or the system does not tell."""
    held = _told(pid, _RESIDENT)
    return _asked(pid) if held is None and not sys.platform.startswith("linux") else held


def peak_mb(pid: int | str = "self") -> float | None:
    """The most megabytes that a process has held so far. Linux tells it, elsewhere it is None."""
    return _told(pid, _PEAK)


def machine() -> dict[str, str | int | float]:
    """What ran the bench: figures of two machines, or of a busy one and an idle one, are not compared."""
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0.0
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "cores": os.cpu_count() or 1,
        "load_1_min": load,
    }


def _told(pid: int | str, name: str) -> float | None:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    kibibytes = next((line.split()[1] for line in lines if line.startswith(f"{name}:")), None)
    return None if kibibytes is None else round(int(kibibytes) * 1024 / 1e6, 1)


def _asked(pid: int | str) -> float | None:
    ps = shutil.which("ps")
    if ps is None:
        return None
    wanted = str(os.getpid() if pid == "self" else pid)
    told = subprocess.run([ps, "-o", "rss=", "-p", wanted], capture_output=True, text=True, check=False)
    return round(int(told.stdout) * 1024 / 1e6, 1) if told.stdout.strip().isdigit() else None
