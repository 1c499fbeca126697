"""Build, inspect and keep the index: arguments → index.build → printed report and exit code."""

from index.console import main
from index.terminal import run

if __name__ == "__main__":
    run(main)
