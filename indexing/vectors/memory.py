"""Chroma saves memory that it has not filled yet, with what this process had there before: texts too, erased ones."""

import ctypes
import platform
from functools import cache
from typing import Final

# glibc's malloc.h and mallopt(3): memory that is freed is filled with this byte, new memory with its complement, zeros.
_M_PERTURB: Final = -6
_FREED: Final = 0xFF


@cache
def wipe() -> None:
    """Have the C library wipe memory from now on, when it is given out and when it is given back.

    Only glibc can. Elsewhere the receipt of an erasure tells of what it finds, and the next one makes the files anew.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_M_PERTURB, _FREED)
