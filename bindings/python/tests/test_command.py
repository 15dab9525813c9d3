"""The `tda` command of the wheel: the same logic as that of the Rust binary."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import DEADLINE_SECONDS
from tda_stream import events


def tda(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tda_stream", *arguments],
        capture_output=True,
        text=True,
        timeout=2 * DEADLINE_SECONDS,
        check=False,
        cwd=folder,
    )


def test_help_and_version() -> None:
    assert "demo" in tda("--help").stdout
    version = tda("--version")
    assert version.stdout.startswith("tda ")
    assert version.returncode == 0
    assert tda("no-such-command").returncode == 2


def test_a_sample_event_decodes() -> None:
    printed = tda("new-event", "job.submitted").stdout
    assert events.decode(printed.encode()).event_type == "job.submitted"


def test_compute_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "square.csv").write_text("0,0\n1,0\n1,1\n0,1\n")
    finished = tda("compute", "vietoris-rips", "square.csv", "--output", "json", folder=tmp_path)
    assert json.loads(finished.stdout)["dimensions"][1]["intervals"] == [[1.0, 2.0**0.5]]
    (tmp_path / "bad.csv").write_text("0,0\n1,nan\n")
    bad = tda("compute", "vietoris-rips", "bad.csv", folder=tmp_path)
    assert bad.returncode == 1
    assert "panicked" not in bad.stderr


def test_the_demo_runs_with_a_worker_of_its_own(tmp_path: Path) -> None:
    finished = tda("demo", "--output-folder", str(tmp_path / "demo"), folder=tmp_path)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {"barcode.svg", "diagram.svg"}
    assert "another one" in finished.stderr


@pytest.mark.parametrize(
    "arguments", [["tail", "tda_jobs", "--bootstrap-servers", "embedded"], ["demo", "--kill-worker"]]
)
def test_ctrl_c_ends_it(arguments: list[str], tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tda_stream", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        start_new_session=True,
    )
    time.sleep(1.5)
    started = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode in (130, -signal.SIGINT), stderr
    assert time.monotonic() - started < 10.0


def test_the_script_is_installed() -> None:
    script = Path(sys.executable).with_name("tda")
    if not script.exists():
        pytest.skip("the package is not installed as a wheel")
    version = subprocess.run([script, "--version"], capture_output=True, text=True, timeout=60, check=True)
    assert version.stdout.startswith("tda ")
