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
| call functions with events, or compute jobs | `Worker` |
| publish from web services | `tda_stream.fastapi` |
| look after a cluster, and see how it is | `Admin`, `HealthMonitor`, `tda_stream.metrics`, `tda_stream.logs` |
| test your own services | `tda_stream.testing` |
| keep their schemas in a registry | `tda_stream.registry` |
| try it without a server | `EmbeddedBroker`, or ``"embedded"`` as the address |
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from tda_stream._native import __version__
from tda_stream.errors import TdaError

if TYPE_CHECKING:
    from tda_stream import admin, blocking, core, events, health, logs, metrics, registry
    from tda_stream.admin import Admin
    from tda_stream.broker import EmbeddedBroker
    from tda_stream.config import Breaker, ClientConfig
    from tda_stream.consumer import Consumer, Received
    from tda_stream.handlers import HandlerContext, HandlerError, Job, JobError, RetryPolicy
    from tda_stream.health import HealthMonitor, HealthReport
    from tda_stream.producer import Producer, Receipt
    from tda_stream.topics import TopicsReport, ensure_topics
    from tda_stream.transaction import Transaction
    from tda_stream.worker import Worker

__all__ = [
    "Admin",
    "Breaker",
    "ClientConfig",
    "Consumer",
    "EmbeddedBroker",
    "HandlerContext",
    "HandlerError",
    "HealthMonitor",
    "HealthReport",
    "Job",
    "JobError",
    "Producer",
    "Receipt",
    "Received",
    "RetryPolicy",
    "TdaError",
    "TopicsReport",
    "Transaction",
    "Worker",
    "__version__",
    "admin",
    "blocking",
    "core",
    "ensure_topics",
    "errors",
    "events",
    "health",
    "logs",
    "metrics",
    "registry",
]

# Loaded when they are asked for: importing the package costs next to nothing, and asyncio and pydantic only who
# uses them.
_HOMES = {
    "Admin": "admin",
    "Breaker": "config",
    "ClientConfig": "config",
    "Consumer": "consumer",
    "EmbeddedBroker": "broker",
    "HandlerContext": "handlers",
    "HandlerError": "handlers",
    "HealthMonitor": "health",
    "HealthReport": "health",
    "Job": "handlers",
    "JobError": "handlers",
    "Producer": "producer",
    "Receipt": "producer",
    "Received": "consumer",
    "RetryPolicy": "handlers",
    "TopicsReport": "topics",
    "Transaction": "transaction",
    "Worker": "worker",
    "ensure_topics": "topics",
}
_MODULES = {"admin", "blocking", "core", "events", "health", "logs", "metrics", "registry"}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if home := _HOMES.get(name):
        return getattr(importlib.import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
