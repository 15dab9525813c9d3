"""What payload models are made of, and what some of them can do beyond holding data."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, PlainSerializer

from tda_stream import _native
from tda_stream.errors import InvalidInputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray
    from typing_extensions import Self


Bytes = Annotated[bytes, PlainSerializer(lambda data: b64encode(data).decode(), when_used="json")]
"""Bytes; base64 with padding in JSON."""


class Record(BaseModel):
    """A part of a payload.

    Immutable. Fields that this version does not know are kept, so that passing an event on loses nothing.
    """

    model_config = ConfigDict(frozen=True, extra="allow", ser_json_inf_nan="strings", val_json_bytes="base64")


class Payload(Record):
    """What an event carries."""

    EVENT_TYPE: ClassVar[str]
    """The type of event, such as ``job.submitted``."""
    DIALECT: ClassVar[str] = "canonical"
    """The dialect that means this payload by the event type, where several payloads share one."""


class InputDataBase(Record):
    """Constructors for numbers that travel inside the event, 256 KiB of them at most."""

    @classmethod
    def inline_points(cls, data_id: str, points: ArrayLike) -> Self:
        """Points inside the event: an array of shape (n, d)."""
        array = _numbers(points)
        if array.ndim != 2:
            raise InvalidInputError(f"points of shape {array.shape} are not of shape (n, d)")
        return cls._inline(data_id, "point_cloud", array.shape[0], array.shape[1], array)

    @classmethod
    def inline_distances(cls, data_id: str, point_count: int, condensed: ArrayLike) -> Self:
        """Distances inside the event: of n points the n(n-1)/2 above the diagonal, row by row."""
        return cls._inline(data_id, "distance_matrix", point_count, 1, _numbers(condensed))

    @classmethod
    def _inline(
        cls, data_id: str, form: str, point_count: int, dimensions: int, numbers: NDArray[np.float64]
    ) -> Self:
        return cls.model_validate(
            {
                "data_id": data_id,
                "format": form,
                "size_bytes": numbers.nbytes,
                "point_count": point_count,
                "inline": {"dimensions": dimensions, "coordinates": numbers.ravel().tolist()},
            }
        )


class IntervalBase(Record):
    """An interval from and to NumPy."""

    @classmethod
    def from_array(cls, diagram: ArrayLike) -> list[Self]:
        """The rows of an array of shape (k, 2), such as ``diagrams[1]``."""
        array = _numbers(diagram)
        if array.ndim != 2 or array.shape[1] != 2:
            raise InvalidInputError(f"a diagram of shape {array.shape} is not of shape (k, 2)")
        make: Any = cls
        return [make(birth=birth, death=death) for birth, death in array.tolist()]


class PersistenceDiagramBase(Payload):
    """A diagram from and to NumPy."""

    if TYPE_CHECKING:
        dimension: int
        intervals: list[Any]

    def to_array(self) -> NDArray[np.float64]:
        """The intervals as an array of shape (k, 2)."""
        return _numbers([(each.birth, each.death) for each in self.intervals]).reshape(-1, 2)

    def content_sha256(self) -> str:
        """SHA-256 of dimension and intervals in lower-case hexadecimal, as ``job.completed`` lists it."""
        return _native.content_sha256(self.dimension, [(each.birth, each.death) for each in self.intervals])


def _numbers(values: ArrayLike) -> NDArray[np.float64]:
    import numpy as np

    try:
        return np.ascontiguousarray(values, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise InvalidInputError(f"no array of numbers: {error}") from error
