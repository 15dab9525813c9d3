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
        pytest.param(case, id=f"{case.get('family', 'case')} {case['name']}")
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text())["case"]
    ]
    assert len(found) > 20
    return found


def compute(case: dict[str, Any]) -> core.Diagrams:
    """The diagrams of every case but those of extended persistence."""
    dimension = case.get("max_dimension")
    if "boundaries" in case:
        top = len(case["barcode"]) - 1 if dimension is None else dimension
        return core.explicit(case["values"], case["boundaries"], max_dimension=top)
    if "construction" in case:
        image = np.array(case["values"]).reshape(case["shape"])
        return core.cubical(image, construction=case["construction"], periodic=case["periodic"])
    points = np.array(case.get("points", []), dtype=float)
    if "squared" in case:
        extra = {name: case[name] for name in ("weights", "periodic") if name in case}
        return core.alpha(points, squared=case["squared"], **extra)
    match case.get("family", "vietoris_rips"):
        case "cech":
            return core.cech(points, max_dimension=dimension)
        case "directed_flag" | "flag" as family:
            ends = [edge[:2] for edge in case["edges"]]
            weights = [edge[2] for edge in case["edges"]]
            return getattr(core, family)(case["births"], ends, weights, max_dimension=dimension)  # type: ignore[no-any-return]
        case "lower_star":
            return core.lower_star(case["values"], simplices=case["simplices"])
        case "sparse_rips":
            return core.sparse_rips(points, epsilon=case["epsilon"], max_dimension=dimension)
        case "witness_strong" | "witness_weak" as family:
            return core.witness(
                points,
                case["witnesses"],
                strong=family == "witness_strong",
                max_relaxation=case["threshold"],
                squared=True,
                max_dimension=dimension,
            )
        case "vietoris_rips":
            return vietoris_rips(case, points)
        case other:
            pytest.fail(f"family {other} is not known here")


def vietoris_rips(case: dict[str, Any], points: np.ndarray) -> core.Diagrams:
    options: dict[str, Any] = {"max_dimension": case["max_dimension"], "threshold": case.get("threshold")}
    if "distances" in case:
        return core.vietoris_rips(np.array(case["distances"], dtype=float), metric="precomputed", **options)
    if "points_csv" in case:
        points = np.loadtxt(FOLDER / case["points_csv"], delimiter=",", ndmin=2)
    return core.vietoris_rips(points, **options)


def compare(diagrams: core.Diagrams, barcode: dict[str, Any], tolerance: float) -> None:
    for dimension in range(len(barcode)):
        expected = np.array(barcode[f"h{dimension}"], dtype=float).reshape(-1, 2)
        computed = diagrams[dimension]
        if tolerance:
            assert computed.shape == expected.shape
            np.testing.assert_allclose(computed, expected, rtol=0.0, atol=tolerance)
        else:
            assert computed.tolist() == expected.tolist()


@pytest.mark.parametrize("case", cases())
def test_a_known_barcode(case: dict[str, Any]) -> None:
    tolerance = case.get("tolerance", 0.0)
    if case.get("family") == "extended":
        found = core.extended(case["values"], simplices=case["simplices"])
        for kind in ("ordinary", "relative", "extended"):
            compare(getattr(found, kind), case[kind], tolerance)
    else:
        compare(compute(case), case["barcode"], tolerance)
