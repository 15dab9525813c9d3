"""Transformers in scikit-learn's own tools."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import SVC
from sklearn.utils.estimator_checks import estimator_checks_generator

from tda_stream import core
from tda_stream import sklearn as tda
from tda_stream.errors import InvalidInputError

ESTIMATORS = [
    tda.BettiCurve(),
    tda.CubicalPersistence(),
    tda.DiagramDistance(),
    tda.PersistenceEntropy(),
    tda.PersistenceImage(),
    tda.PersistenceLandscape(),
    tda.PersistenceStatistics(),
    tda.Silhouette(),
    tda.VietorisRipsPersistence(),
]


def checks() -> list[Any]:
    """Those that apply: others feed tables of numbers, where these take clouds, images or diagrams."""
    found = []
    for estimator in ESTIMATORS:
        with pytest.warns(Warning, match="Can't test estimator"):
            pairs = list(estimator_checks_generator(estimator))
        for made, check in pairs:
            name = getattr(check, "func", check).__name__
            found.append(pytest.param(made, check, id=f"{type(estimator).__name__}-{name}"))
    return found


@pytest.mark.parametrize(("estimator", "check"), checks())
def test_a_check_of_scikit_learn(estimator: Any, check: Any) -> None:
    check(estimator)


def loops(count: int, seed: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Circles and blobs."""
    random = np.random.default_rng(seed)
    clouds, labels = [], random.integers(0, 2, count)
    for label in labels:
        angles, noise = random.uniform(0, 2 * np.pi, 40), random.normal(0, 0.1, (40, 2))
        radius = 1.0 if label else np.sqrt(random.uniform(0, 1, 40))
        clouds.append(np.column_stack([np.cos(angles), np.sin(angles)]) * np.reshape(radius, (-1, 1)) + noise)
    return clouds, labels


def test_a_pipeline_is_searched_pickled_and_parallel() -> None:
    clouds, labels = loops(60, 1)
    pipeline = Pipeline(
        [("rips", tda.VietorisRipsPersistence(n_jobs=2)), ("vector", tda.PersistenceImage()), ("svc", SVC())]
    )
    search = GridSearchCV(
        pipeline,
        {
            "vector__bandwidth": [0.05, 0.1],
            "vector": [tda.PersistenceImage(), tda.PersistenceImage(shape=(5, 5))],
        },
        cv=3,
    )
    search.fit(clouds, labels)
    assert search.best_score_ > 0.9
    again = pickle.loads(pickle.dumps(search.best_estimator_))
    assert again.predict(clouds).tolist() == search.predict(clouds).tolist()


@pytest.mark.parametrize("vectors", ESTIMATORS[:1] + ESTIMATORS[2:8], ids=lambda made: type(made).__name__)
def test_vectors_of_new_samples_have_the_same_width(vectors: Any) -> None:
    clouds, _ = loops(6, 2)
    pipeline = make_pipeline(tda.VietorisRipsPersistence(), clone(vectors))
    seen = pipeline.fit_transform(clouds[:4])
    new = pipeline.transform(clouds[4:])
    assert seen.shape[1] == new.shape[1]
    assert np.isfinite(new).all()


def test_diagrams_are_those_of_the_core() -> None:
    image = np.arange(9.0).reshape(3, 3)
    [found] = tda.CubicalPersistence(shape=(3, 3)).fit_transform([image.ravel()])
    expected = core.cubical(image)
    assert [array.tolist() for array in found] == [array.tolist() for array in expected]


def test_what_cannot_be_transformed_is_named() -> None:
    with pytest.raises(InvalidInputError, match="no samples"):
        tda.VietorisRipsPersistence().fit([])
    with pytest.raises(InvalidInputError, match="dimension 3 is not in every sample"):
        tda.BettiCurve(dimensions=[3]).fit([[np.zeros((0, 2))]])
    with pytest.raises(InvalidInputError, match="metric"):
        tda.DiagramDistance(metric="sum").fit([[np.zeros((0, 2))]])  # type: ignore[arg-type]
