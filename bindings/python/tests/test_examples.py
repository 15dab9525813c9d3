"""The examples run, and say what they promise."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from conftest import DEADLINE_SECONDS

EXAMPLES = Path(__file__).resolve().parents[3] / "examples/python"


def test_topology_tells_digits_apart(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, EXAMPLES / "digits.py"],
        capture_output=True,
        text=True,
        timeout=8 * DEADLINE_SECONDS,
        check=False,
        cwd=tmp_path,
    )
    assert finished.returncode == 0, finished.stderr
    accuracy = {name: float(share) for name, share in re.findall(r"(\w+) +(0\.\d+)", finished.stdout)}
    assert accuracy.keys() == {"pixels", "topology", "both"}
    # Chance is a tenth.
    assert accuracy["topology"] > 0.8
    assert accuracy["both"] > 0.9
