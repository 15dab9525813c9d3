"""Writes families.toml: barcodes of families beside Vietoris-Rips, as GUDHI and pyflagser compute them.

Run it with gudhi 3.13.0, pyflagser 0.4.7 and numpy: python make_families.py > families.toml
"""

import math

import gudhi
import numpy as np
import pyflagser

GUDHI = f"GUDHI {gudhi.__version__}"
FLAGSER = f"pyflagser {pyflagser.__version__}"


def number(value: float) -> str:
    return "inf" if value == math.inf else repr(float(value))


def rows(items) -> str:
    return "[" + ", ".join("[" + ", ".join(number(x) for x in item) + "]" for item in items) + "]"


def barcode(diagrams) -> str:
    sorted_ = [sorted((float(b), float(d)) for b, d in bars if b != d) for bars in diagrams]
    return "{ " + ", ".join(f"h{k} = {rows(bars)}" for k, bars in enumerate(sorted_)) + " }"


def of_tree(tree, dimensions: int, change=lambda x: x):
    tree.compute_persistence(min_persistence=0.0, persistence_dim_max=True)
    return [
        [(change(b), change(d)) for b, d in tree.persistence_intervals_in_dimension(k)] for k in range(dimensions)
    ]


def case(name: str, source: str, family: str, **fields) -> None:
    print(f'\n[[case]]\nname = "{name}"\nsource = "{source}"\nfamily = "{family}"')
    for key, value in fields.items():
        print(f"{key} = {value}")


def edges_text(edges) -> str:
    return "[" + ", ".join(f"[{a}, {b}, {number(w)}]" for a, b, w in edges) + "]"


def flag(random) -> None:
    births = (random.integers(-8, 0, 10) / 4).tolist()
    edges = []
    for b in range(10):
        for a in range(b):
            if random.random() < 0.75:
                edges.append((a, b, max(births[a], births[b]) + float(random.integers(0, 40)) / 4))
    tree = gudhi.SimplexTree()
    for vertex, birth in enumerate(births):
        tree.insert([vertex], birth)
    for a, b, weight in edges:
        tree.insert([a, b], weight)
    tree.expansion(3)
    case(
        "graph with negative weights", GUDHI, "flag",
        births=rows([births])[1:-1], edges=edges_text(edges), max_dimension=2, barcode=barcode(of_tree(tree, 3)),
    )


def directed_flag(random) -> None:
    size = 9
    matrix = np.full((size, size), np.inf)
    edges = []
    for a in range(size):
        for b in range(size):
            if a != b and random.random() < 0.6:
                matrix[a, b] = float(random.integers(1, 64)) / 8
                edges.append((a, b, matrix[a, b]))
    np.fill_diagonal(matrix, 0.0)
    found = pyflagser.flagser_weighted(matrix, max_dimension=2, directed=True, filtration="max", coeff=2)
    case(
        "directed graph with edges in both directions", FLAGSER, "directed_flag",
        births=rows([[0.0] * size])[1:-1], edges=edges_text(edges), max_dimension=2, barcode=barcode(found["dgms"]),
    )


def cech(random, dimension: int) -> None:
    points = random.random((16, dimension))
    tree = gudhi.DelaunayCechComplex(points=points, precision="exact").create_simplex_tree()
    case(
        f"points in dimension {dimension}", f"{GUDHI}, Delaunay-Čech, which has the barcode of Čech", "cech",
        points=rows(points), max_dimension=dimension - 1, tolerance=1e-12,
        barcode=barcode(of_tree(tree, dimension, math.sqrt)),
    )


def witness(random, kind: str) -> None:
    landmarks, witnesses = random.random((10, 2)), random.random((60, 2))
    build = {"weak": gudhi.EuclideanWitnessComplex, "strong": gudhi.EuclideanStrongWitnessComplex}[kind]
    tree = build(landmarks=landmarks, witnesses=witnesses).create_simplex_tree(0.09, 3)
    case(
        f"{kind} witnesses, relaxation up to 0.3", f"{GUDHI}, whose values are squares", f"witness_{kind}",
        points=rows(landmarks), witnesses=rows(witnesses), threshold=0.3, max_dimension=2, tolerance=1e-12,
        barcode=barcode(of_tree(tree, 3)),
    )


def sparse_rips(random, epsilon: float) -> None:
    """The definition written out in Python; GUDHI's own begins at a random point."""
    points = random.random((40, 2))
    distance = np.linalg.norm(points[:, None] - points[None], axis=2)
    radius, nearest, chosen = np.zeros(40), np.full(40, math.inf), 0
    for _ in range(40):
        radius[chosen] = nearest[chosen]
        nearest = np.minimum(nearest, distance[chosen])
        chosen = int(np.argmax(nearest))
    factor = epsilon * (1 - epsilon) / 2
    tree = gudhi.SimplexTree()
    for vertex in range(40):
        tree.insert([vertex], 0.0)
    for b in range(40):
        for a in range(b):
            d, small, large = distance[a, b], min(radius[a], radius[b]), max(radius[a], radius[b])
            if d * epsilon <= 2 * small:
                tree.insert([a, b], d)
            elif d * epsilon <= small + large:
                value = 2 * (d - small / epsilon)
                if value * factor <= small:
                    tree.insert([a, b], value)
    tree.expansion_with_blocker(3, lambda s: any(radius[v] < tree.filtration(s) * factor for v in s))
    case(
        f"epsilon {epsilon}", f"the definition in Python, its complex reduced by {GUDHI}", "sparse_rips",
        points=rows(points), epsilon=epsilon, max_dimension=2, tolerance=1e-12, barcode=barcode(of_tree(tree, 3)),
    )


def mesh(random):
    """A torus of 5 x 4 squares, each cut in two."""
    vertex = lambda i, j: i % 5 * 4 + j % 4
    triangles = []
    for i in range(5):
        for j in range(4):
            a, b, c, d = vertex(i, j), vertex(i + 1, j), vertex(i, j + 1), vertex(i + 1, j + 1)
            triangles += [(a, b, d), (a, c, d)]
    return (random.integers(0, 200, 20) / 16).tolist(), triangles


def mesh_tree(values, triangles):
    tree = gudhi.SimplexTree()
    for triangle in triangles:
        tree.insert(triangle, -math.inf)
    for vertex, value in enumerate(values):
        tree.assign_filtration([vertex], value)
    tree.make_filtration_non_decreasing()
    return tree


def lower_star(random) -> None:
    values, triangles = mesh(random)
    case(
        "torus", GUDHI, "lower_star", values=rows([values])[1:-1], simplices=rows_of_indices(triangles),
        max_dimension=2, barcode=barcode(of_tree(mesh_tree(values, triangles), 3)),
    )


def rows_of_indices(items) -> str:
    return "[" + ", ".join("[" + ", ".join(str(x) for x in item) + "]" for item in items) + "]"


def extended(random) -> None:
    values, triangles = mesh(random)
    tree = mesh_tree(values, triangles)
    tree.extend_filtration()
    kinds = tree.extended_persistence(min_persistence=0.0)
    split = [[[p for d, p in kind if d == k] for k in range(3)] for kind in kinds]
    both = [split[2][k] + split[3][k] for k in range(3)]
    fields = dict(ordinary=split[0], relative=split[1], extended=both)
    text = {name: rows_barcode(bars, name == "extended") for name, bars in fields.items()}
    case(
        "torus", GUDHI, "extended", values=rows([values])[1:-1], simplices=rows_of_indices(triangles),
        tolerance=1e-12, **text,
    )


def rows_barcode(diagrams, keep_diagonal: bool) -> str:
    kept = [sorted((b, d) for b, d in bars if keep_diagonal or abs(b - d) > 1e-9) for bars in diagrams]
    return "{ " + ", ".join(f"h{k} = {rows(bars)}" for k, bars in enumerate(kept)) + " }"


if __name__ == "__main__":
    print("# Written by make_families.py. README.md says what the fields mean.")
    random = np.random.default_rng(5)
    flag(random)
    directed_flag(random)
    cech(random, 2)
    cech(random, 3)
    witness(random, "weak")
    witness(random, "strong")
    sparse_rips(random, 0.5)
    sparse_rips(random, 0.9)
    lower_star(random)
    extended(random)
