"""The catalog's topics on a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tda_stream import _completions, _native
from tda_stream.config import ClientConfig, config_from

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from tda_stream.config import ClientOptions

__all__ = ["TopicsReport", "ensure_topics"]


class TopicsReport(NamedTuple):
    """What was found and done, by physical names."""

    created: list[str]
    """Topics that were missing and have been created."""
    present: list[str]
    """Topics that were there; nothing of them was changed."""


async def ensure_topics(
    bootstrap_servers: str | ClientConfig, **options: Unpack[ClientOptions]
) -> TopicsReport:
    """Create the catalog's topics and their dead-letter topics where they are missing."""
    config = config_from(bootstrap_servers, options)._native
    return TopicsReport(
        *await _completions.outcome_of(lambda queue, token: _native.ensure_topics(config, queue, token))
    )
