"""Which partition a record goes to: the same answers as in every language.

`murmur2_partition` is what Kafka's Java client does. `jump_partition` is for topics that grow, `utc_hour_partition`
for analytics that read one hour whole, `Sticky` for records without a key.

>>> from tda_stream.events import jump_partition, murmur2_partition
>>> murmur2_partition(b"job-0001", 12)
11
>>> sticky = Sticky(16_384)
>>> [sticky.partition(8_192, 3) for _ in range(4)]
[0, 0, 1, 1]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tda_stream import _native
from tda_stream._native import Sticky, jump_hash, jump_partition, murmur2, murmur2_partition
from tda_stream.events._time import microseconds

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Sticky", "jump_hash", "jump_partition", "murmur2", "murmur2_partition", "utc_hour_partition"]


def utc_hour_partition(timestamp: datetime, partitions: int) -> int:
    """The partition, of ``partitions``, of everything that happened in the same hour of UTC.

    Whole hours since the Unix epoch, modulo partitions: with 24 partitions the hour of the day.
    """
    return _native.utc_hour_partition(microseconds(timestamp), partitions)
