"""Writes goldens.toml: what other programs make of small diagrams, in their own conventions.

    pip install numpy scipy scikit-learn gudhi persim POT && python make_goldens.py
"""

import importlib.metadata
import pathlib
import warnings

import gudhi
import gudhi.representations as representations
import gudhi.wasserstein
import numpy as np
import persim

SEED = 20
warnings.simplefilter("ignore")


def diagram(generator, count, kind):
    births = generator.random(count)
    if kind == "short":
        lengths = generator.exponential(0.05, count)
    elif kind == "tied":
        births = generator.integers(0, 4, count) / 4
        lengths = generator.integers(1, 5, count) / 4
    else:
        lengths = generator.random(count)
    return np.stack([births, births + lengths], axis=1)


def text(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(text(v) for v in value) + "]"
    return repr(float(value))


def distances(a, b):
    lines = [f"bottleneck_gudhi = {text(gudhi.bottleneck_distance(a, b))}"]
    lines.append(f"bottleneck_persim = {text(persim.bottleneck(a, b))}")
    wasserstein = []
    for order, p in [(1, np.inf), (2, np.inf), (1, 2), (2, 2), (1, 1), (3, 2)]:
        value = gudhi.wasserstein.wasserstein_distance(a, b, order=order, internal_p=p)
        wasserstein.append([order, p, value])
    lines.append(f"wasserstein_pot = {text(wasserstein)}  # order, internal_p, distance")
    lines.append(f"wasserstein_persim = {text(persim.wasserstein(a, b))}  # order 1, internal_p 2")
    kernel = representations.PersistenceScaleSpaceKernel(bandwidth=0.3)
    lines.append(f"heat_gudhi = {text(kernel(a, b))}  # bandwidth 0.3")
    return lines


def vectors(a):
    grid = dict(resolution=9, sample_range=[0.05, 1.95])
    length = lambda point: point[1] - point[0]
    lines = [f"entropy_gudhi = {text(representations.Entropy()(a)[0])}"]
    lines.append(f"landscape_gudhi = {text(representations.Landscape(num_landscapes=3, **grid)(a))}")
    lines.append(f"silhouette_gudhi = {text(representations.Silhouette(weight=length, **grid)(a))}")
    lines.append(f"betti_gudhi = {[int(count) for count in representations.BettiCurve(**grid)(a)]}")
    image = representations.PersistenceImage(
        bandwidth=0.2, weight=lambda point: point[1], resolution=[5, 4], im_range=[0.0, 1.0, 0.0, 2.0]
    )
    lines.append(f"image_gudhi = {text(image(a))}  # samples, 5 births in 4 rows of lengths")
    imager = persim.PersistenceImager(
        birth_range=(0.0, 1.0), pers_range=(0.0, 2.0), pixel_size=0.25, weight="persistence",
        weight_params={"n": 1.0}, kernel_params={"sigma": [[0.04, 0.0], [0.0, 0.04]]},
    )
    image = imager.transform(a, skew=True).T.ravel()
    lines.append(f"image_persim = {text(image)}  # integrals, 4 births in 8 rows of lengths")
    return lines


def main():
    generator = np.random.default_rng(SEED)
    versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in ("gudhi", "persim", "POT", "numpy"))
    lines = [f"# Written by make_goldens.py with {versions}, each in its own conventions."]
    for kind, count in [("long", 14), ("short", 14), ("tied", 14), ("many", 70)]:
        a, b = diagram(generator, count, kind), diagram(generator, count - 3, kind)
        lines += ["", "[[case]]", f'name = "{kind}"', f"first = {text(a)}", f"second = {text(b)}"]
        lines += distances(a, b) + vectors(a)
    path = pathlib.Path(__file__).with_name("goldens.toml")
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
