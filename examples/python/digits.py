"""Which digit is it? Topology of images beside their pixels, and both together.

The images of scikit-learn's digits (8 x 8 pixels) are read from bright to dark and swept in eight directions; each
sweep gives diagrams, and their images make a vector. Run it with the extra tda-stream[sklearn].
"""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from tda_stream.sklearn import CubicalPersistence, PersistenceImage, PersistenceStatistics


def sweep(angle: float) -> FunctionTransformer:
    """Pixels enter from one side to the other; those without ink, last of all."""
    rows, columns = np.mgrid[0:8, 0:8] - 3.5
    height = (np.cos(angle) * columns + np.sin(angle) * rows) / 5.0
    return FunctionTransformer(lambda images: np.where(images > 6.0, height, 2.0))


def topology() -> Pipeline:
    """A vector of every image: its brightness, and eight sweeps."""
    vectors = [make_pipeline(CubicalPersistence(superlevel=True, construction="T"), PersistenceStatistics())]
    for step in range(8):
        persistence = CubicalPersistence(construction="T")
        vectors.append(make_pipeline(sweep(step * np.pi / 4), persistence, PersistenceImage(shape=(6, 6))))
        vectors.append(make_pipeline(sweep(step * np.pi / 4), persistence, PersistenceStatistics()))
    return make_union(*vectors)


def pixels() -> FunctionTransformer:
    """The plain baseline: 64 numbers an image."""
    return FunctionTransformer(lambda images: images.reshape(len(images), -1))


def main() -> None:
    """Prints the share of digits of the test set that are told right."""
    digits = load_digits()
    split = train_test_split(digits.images, digits.target, test_size=0.3, random_state=0, stratify=digits.target)
    train, test, labels, expected = split
    for name, vectors in [
        ("pixels", pixels()),
        ("topology", topology()),
        ("both", make_union(pixels(), topology())),
    ]:
        model = make_pipeline(vectors, StandardScaler(), LogisticRegression(max_iter=2000))
        accuracy = model.fit(train, labels).score(test, expected)
        print(f"{name:<9} {accuracy:.3f}")


if __name__ == "__main__":
    main()
