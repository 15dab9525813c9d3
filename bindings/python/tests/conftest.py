"""What the tests share: the folder of known answers, and programs run in processes of their own."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["tda_stream.testing"]

TESTDATA = Path(__file__).resolve().parents[3] / "testdata"
SCHEMAS = TESTDATA.parent / "tda-events" / "schemas"
# Generous: the machine may be busy with everything else that is tested.
DEADLINE_SECONDS = 60.0

RunProgram = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_program(tmp_path: Path) -> RunProgram:
    """Runs a Python program to its end and gives what it printed; a hang is a failure."""

    def run(source: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "program.py"
        path.write_text(source)
        finished = subprocess.run(
            [sys.executable, "-X", "faulthandler", "-W", "error", str(path), *arguments],
            capture_output=True,
            text=True,
            timeout=DEADLINE_SECONDS,
            check=False,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        if check:
            assert finished.returncode == 0, f"{finished.returncode}\n{finished.stdout}\n{finished.stderr}"
            assert "panicked" not in finished.stderr, finished.stderr
        return finished

    return run


_prefixes = itertools.count()


@pytest.fixture
def unique_prefix() -> str:
    """Topics of one test alone."""
    return f"own{next(_prefixes)}_tda_"
