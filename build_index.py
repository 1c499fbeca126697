"""Build, inspect and keep the index: arguments → index.build → printed report and exit code."""

import sys

from index.console import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
