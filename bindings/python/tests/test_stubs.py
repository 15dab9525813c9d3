"""The stub of the native module says what the module has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import DEADLINE_SECONDS


def test_the_stub_agrees_with_the_module(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "tda_stream._native"],
        capture_output=True,
        text=True,
        timeout=4 * DEADLINE_SECONDS,
        check=False,
        cwd=tmp_path,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
