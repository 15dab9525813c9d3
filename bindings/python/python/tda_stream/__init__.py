"""Topological data analysis as a service: typed events, persistent homology and exactly-once jobs over Kafka.

>>> import numpy as np
>>> from tda_stream import core
>>> square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
>>> [birth, death] = core.vietoris_rips(square)[1][0]
>>> round(float(death), 3)
1.414

| to | use |
|---|---|
| compute persistence diagrams | `tda_stream.core` |
| make, encode and read events | `tda_stream.events` |
| publish and consume them | `Producer`, `Consumer`; without asyncio `tda_stream.blocking` |
| keep their schemas in a registry | `tda_stream.registry` |
| try it without a server | `EmbeddedBroker`, or ``"embedded"`` as the address |
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from tda_stream._native import __version__
from tda_stream.errors import TdaError

if TYPE_CHECKING:
    from tda_stream import blocking, core, events, registry
    from tda_stream.broker import EmbeddedBroker
    from tda_stream.config import ClientConfig
    from tda_stream.consumer import Consumer, Received
    from tda_stream.producer import Producer, Receipt
    from tda_stream.topics import TopicsReport, ensure_topics

__all__ = [
    "ClientConfig",
    "Consumer",
    "EmbeddedBroker",
    "Producer",
    "Receipt",
    "Received",
    "TdaError",
    "TopicsReport",
    "__version__",
    "blocking",
    "core",
    "ensure_topics",
    "errors",
    "events",
    "registry",
]

# Loaded when they are asked for: importing the package costs next to nothing, and asyncio and pydantic only who
# uses them.
_HOMES = {
    "ClientConfig": "config",
    "Consumer": "consumer",
    "EmbeddedBroker": "broker",
    "Producer": "producer",
    "Receipt": "producer",
    "Received": "consumer",
    "TopicsReport": "topics",
    "ensure_topics": "topics",
}
_MODULES = {"blocking", "core", "events", "registry"}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if home := _HOMES.get(name):
        return getattr(importlib.import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
