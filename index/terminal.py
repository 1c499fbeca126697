"""What the command lines share: their output is UTF-8, and may be cut short by its reader."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

#: What a shell reports of a program that SIGPIPE ended: 128 + 13.
READER_LEFT = 141


def run(main: Callable[[Sequence[str]], int]) -> NoReturn:
    """Run a command line's ``main`` on the arguments of the process, and exit with its code.

    Output is UTF-8 under every locale, because Chinese cannot be written in most others. A reader
    that has seen enough (``| head``) ends the command without a complaint.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would be written, and fail again, when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = READER_LEFT
    sys.exit(code)
