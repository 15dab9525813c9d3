"""The packed intervals of a persistence diagram as NumPy arrays, viewed where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tda_stream import _native
from tda_stream.events.event import header_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tda_stream.events.event import RecordHeaders

__all__ = ["PackedColumns", "packed_columns"]


class PackedColumns(NamedTuple):
    """Intervals as three columns, one entry each. Views into the record's value: read only, and unaligned."""

    dimensions: NDArray[np.uint32]
    """Homology dimensions."""
    births: NDArray[np.float64]
    """Values at which the classes appear."""
    deaths: NDArray[np.float64]
    """Values at which they are gone; infinite for classes that never die."""


def packed_columns(value: bytes, headers: RecordHeaders = ()) -> PackedColumns | None:
    """The intervals of a record of ``result.persistence_diagram``, without a copy.

    ``None`` where there are no columns to view: intervals laid out as records, JSON, or a dialect other than the
    canonical one; then `decode` the event. Only the envelope and the place of the columns are read.

    Parameters
    ----------
    value, headers
        Of the record. The arrays keep ``value`` alive.

    Raises
    ------
    DecodeError
        The bytes are no such event; says where and why.
    """
    import numpy as np

    found = _native.packed_columns(value, header_pairs(headers))
    if found is None:
        return None
    count, dimensions, births, deaths = found
    return PackedColumns(
        np.frombuffer(value, dtype="<u4", count=count, offset=dimensions),
        np.frombuffer(value, dtype="<f8", count=count, offset=births),
        np.frombuffer(value, dtype="<f8", count=count, offset=deaths),
    )
