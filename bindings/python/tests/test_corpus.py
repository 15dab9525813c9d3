"""The barcodes of `testdata/filtrations`: the same in every language."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from conftest import TESTDATA
from tda_stream import core

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = TESTDATA / "filtrations"


def cases() -> list[Any]:
    found = [
        pytest.param(case, id=case["name"])
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text())["case"]
        # Explicit filtrations are not part of the Python package.
        if "boundaries" not in case
    ]
    assert len(found) > 10
    return found


@pytest.mark.parametrize("case", cases())
def test_a_known_barcode(case: dict[str, Any]) -> None:
    if "distances" in case:
        points, metric = np.array(case["distances"], dtype=float), "precomputed"
    elif "points_csv" in case:
        points, metric = np.loadtxt(FOLDER / case["points_csv"], delimiter=",", ndmin=2), "euclidean"
    else:
        points, metric = np.array(case["points"], dtype=float), "euclidean"
    diagrams = core.vietoris_rips(
        points,
        max_dimension=case["max_dimension"],
        threshold=case.get("threshold"),
        metric=metric,  # type: ignore[arg-type]
    )
    for dimension in range(case["max_dimension"] + 1):
        expected = np.array(case["barcode"][f"h{dimension}"], dtype=float).reshape(-1, 2)
        computed = diagrams[dimension]
        if tolerance := case.get("tolerance"):
            assert computed.shape == expected.shape
            np.testing.assert_allclose(computed, expected, rtol=0.0, atol=tolerance)
        else:
            assert computed.tolist() == expected.tolist()
