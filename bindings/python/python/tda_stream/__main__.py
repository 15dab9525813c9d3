"""The ``tda`` command: ``python -m tda_stream``, or the script ``tda``."""

from __future__ import annotations

import signal
import sys

from tda_stream import _native


def main() -> None:
    """Run the command with the arguments of the process, and end the process with its exit code."""
    # Python's handler would only note the signal, and no Python runs until the command is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = [sys.executable, "-m", "tda_stream"]
    sys.exit(_native.cli_main(program, ["tda", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
