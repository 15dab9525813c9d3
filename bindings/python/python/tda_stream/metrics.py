"""What the clients of this process have measured, for Prometheus.

>>> from tda_stream import metrics
>>> "# TYPE tda_active_jobs gauge" in metrics.text()
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tda_stream import _native

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

__all__ = ["CONTENT_TYPE", "Collector", "register", "text"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""What `text` is, for an HTTP answer."""


def text() -> str:
    """All metrics of this process in Prometheus' text format."""
    return _native.metrics_text()


class Collector:
    """Shows the metrics in a registry of `prometheus_client`, beside those of the program."""

    def collect(self) -> Iterator[Metric]:
        """The metrics as they are now."""
        from prometheus_client.parser import text_string_to_metric_families

        return iter(text_string_to_metric_families(text()))

    def describe(self) -> Iterator[Metric]:
        """Their names; a registry asks for them once."""
        return self.collect()


def register(registry: CollectorRegistry | None = None) -> Collector:
    """Show the metrics in ``registry``: that of the process by default.

    Needs the package ``prometheus-client`` (``pip install tda-stream[prometheus]``).

    Examples
    --------
    >>> from prometheus_client import CollectorRegistry, generate_latest
    >>> registry = CollectorRegistry()
    >>> collector = register(registry)
    >>> b"tda_active_jobs 0.0" in generate_latest(registry)
    True
    """
    from prometheus_client import REGISTRY

    collector = Collector()
    (registry or REGISTRY).register(collector)
    return collector
