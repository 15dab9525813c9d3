"""Persistent homology: exact barcodes that can be watched, cancelled and bounded.

>>> import numpy as np
>>> from tda_stream import core
>>> angles = np.linspace(0, 2 * np.pi, 12, endpoint=False)
>>> circle = np.column_stack([np.cos(angles), np.sin(angles)])
>>> diagrams = core.vietoris_rips(circle, max_dimension=1)
>>> diagrams[1].shape
(1, 2)
>>> diagrams.betti_numbers(at=1.0)
[1, 1]

===================================  ===========================================================================
`vietoris_rips`, `sparse_rips`       points or distances; exact, or with a known error for many points
`dtm_rips`                           points with outliers
`alpha`, `delaunay_rips`             points of the plane and of space, by the hundred thousand
`cech`, `witness`                    points; balls around them, landmarks among them
`flag`, `directed_flag`              weighted graphs
`cubical`                            images of one to four axes
`lower_star`, `extended`             functions on a time series, a graph or a mesh
`explicit`                           simplices given one by one
`landmarks`, `delay_embedding`, ...   fewer points, points from signals, many clouds at once, the cost beforehand
`circular_coordinates`               points on a circle
`bottleneck`, `wasserstein`          how far two diagrams are apart
`betti_curve`, `statistics`, ...     diagrams as vectors: entropy, landscape, silhouette, image, heat kernel
===================================  ===========================================================================
"""

from tda_stream._native import CancelToken, Diagrams, Plan, Progress
from tda_stream.core._arguments import MetricName, Options
from tda_stream.core._distances import bottleneck, bottleneck_matching, wasserstein, wasserstein_matching
from tda_stream.core._functions import ExtendedDiagrams, explicit, extended, lower_star
from tda_stream.core._graphs import directed_flag, flag
from tda_stream.core._images import cubical
from tda_stream.core._points import (
    alpha,
    cech,
    delaunay_rips,
    dtm_rips,
    sparse_rips,
    vietoris_rips,
    witness,
)
from tda_stream.core._sampling import (
    Estimate,
    Landmarks,
    circular_coordinates,
    delay_embedding,
    estimate,
    landmarks,
    padded,
    sliding_windows,
    vietoris_rips_batch,
)
from tda_stream.core._vectors import (
    STATISTICS,
    betti_curve,
    heat_kernel,
    landscape,
    persistence_entropy,
    persistence_image,
    silhouette,
    statistics,
    total_persistence,
    value_range,
)

__all__ = [
    "STATISTICS",
    "CancelToken",
    "Diagrams",
    "Estimate",
    "ExtendedDiagrams",
    "Landmarks",
    "MetricName",
    "Options",
    "Plan",
    "Progress",
    "alpha",
    "betti_curve",
    "bottleneck",
    "bottleneck_matching",
    "cech",
    "circular_coordinates",
    "cubical",
    "delaunay_rips",
    "delay_embedding",
    "directed_flag",
    "dtm_rips",
    "estimate",
    "explicit",
    "extended",
    "flag",
    "heat_kernel",
    "landmarks",
    "landscape",
    "lower_star",
    "padded",
    "persistence_entropy",
    "persistence_image",
    "silhouette",
    "sliding_windows",
    "sparse_rips",
    "statistics",
    "total_persistence",
    "value_range",
    "vietoris_rips",
    "vietoris_rips_batch",
    "wasserstein",
    "wasserstein_matching",
    "witness",
]
