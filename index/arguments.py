"""What both command lines share: a wrong argument is answered with one sentence."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

#: Exit codes of every command.
DONE, FAILED, WRONG_ARGUMENT = 0, 1, 2


class UsageError(Exception):
    """An argument is wrong; the message is the one sentence that is printed."""


class ArgumentParser(argparse.ArgumentParser):
    """Raises :class:`UsageError` instead of printing its usage and leaving."""

    def error(self, message: str) -> NoReturn:
        """Turn argparse's complaint into a sentence.

        Raises:
            UsageError: always.
        """
        raise UsageError(f"参数有误：{message}。用 --help 查看用法。")


def complain(sentence: object, code: int) -> int:
    """Print a sentence on standard error and return the exit code."""
    print(sentence, file=sys.stderr)
    return code
