"""The examples in the documentation run."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

from conftest import RunProgram

README = Path(__file__).resolve().parents[1] / "README.md"
TESTING = README.parents[2] / "docs" / "testing.md"


@pytest.mark.parametrize(
    "name",
    [
        "tda_stream",
        "tda_stream.blocking",
        "tda_stream.broker",
        "tda_stream.core",
        "tda_stream.core._distances",
        "tda_stream.core._functions",
        "tda_stream.core._graphs",
        "tda_stream.core._images",
        "tda_stream.core._points",
        "tda_stream.core._sampling",
        "tda_stream.core._vectors",
        "tda_stream.plot",
        "tda_stream.sklearn",
        "tda_stream.events",
        "tda_stream.events.catalog",
        "tda_stream.events.event",
        "tda_stream.events.partition",
        "tda_stream.admin",
        "tda_stream.fastapi",
        "tda_stream.handlers",
        "tda_stream.health",
        "tda_stream.logs",
        "tda_stream.metrics",
        "tda_stream.producer",
        "tda_stream.testing",
        "tda_stream.worker",
    ],
)
def test_examples_of_a_module(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("page", [README, TESTING])
def test_examples_of_a_page(page: Path, run_program: RunProgram) -> None:
    examples = re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)
    assert examples
    for example in examples:
        # A process of its own has an embedded broker of its own.
        run_program(example)
