"""How well a program and its cluster are."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tda_stream import _completions, _native
from tda_stream.config import ClientConfig, config_from

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from tda_stream.config import ClientOptions

__all__ = ["ComponentHealth", "Health", "HealthMonitor", "HealthReport"]

Health = Literal["healthy", "degraded", "unhealthy"]
"""How well something is: it does what it should; it goes on, but somebody should look; it does not."""


@dataclass(frozen=True)
class ComponentHealth:
    """How well one part is: ``brokers``, ``topics``, ``registry``, ``producer``, ``consumer``, ``worker``."""

    name: str
    """Which part."""
    status: Health
    """How well it is."""
    since: str | None = None
    """Since when, as far as this process knows."""
    reasons: list[str] = field(default_factory=list)
    """Why it is not healthy."""
    details: dict[str, Any] = field(default_factory=dict)
    """Figures."""


@dataclass(frozen=True)
class HealthReport:
    """How well a program and its cluster are."""

    status: Health
    """That of the component which is worst."""
    checked_at: str
    """When this was found."""
    last_delivery_at: str | None
    """When a broker last acknowledged a record of this process."""
    components: list[ComponentHealth]
    """Each part."""

    def component(self, name: str) -> ComponentHealth | None:
        """The component called ``name``, if the report has one."""
        return next((each for each in self.components if each.name == name), None)

    @property
    def is_ready(self) -> bool:
        """Whether work can be given to this process: the cluster and its clients answer."""
        return self.status != "unhealthy"

    def __str__(self) -> str:
        lines = [str(self.status)]
        for each in self.components:
            lines.append(f"  {each.name:<10} {each.status:<9} {'; '.join(each.reasons)}".rstrip())
        return "\n".join(lines)


class HealthMonitor:
    """Asks how well everything is, and remembers the answer for two seconds.

    Parameters
    ----------
    bootstrap_servers
        ``"host:9092"``, ``"embedded"``, or a `ClientConfig`.
    **options
        The keywords of `ClientConfig`.

    Examples
    --------
    >>> import asyncio
    >>> asyncio.run(HealthMonitor("embedded").report()).status
    'healthy'
    """

    def __init__(self, bootstrap_servers: str | ClientConfig, **options: Unpack[ClientOptions]) -> None:
        self._native = _native.HealthMonitor(config_from(bootstrap_servers, options)._native)

    async def report(self) -> HealthReport:
        """How well everything is now, or was two seconds ago.

        What is wrong is said in the report: this neither fails nor takes much longer than three seconds.
        """
        return _report_of(await _completions.outcome_of(self._native.report))

    def report_blocking(self) -> HealthReport:
        """As `report`, for programs without an event loop."""
        return _report_of(_completions.wait_for(self._native.report))


def _report_of(document: str) -> HealthReport:
    told = json.loads(document)
    components = [ComponentHealth(**each) for each in told.pop("components")]
    return HealthReport(**told, components=components)
