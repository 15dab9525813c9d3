"""Python's times as the microseconds since the Unix epoch that events hold."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from tda_stream.errors import InvalidInputError

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(time: datetime) -> int:
    """A time, which must have a time zone, as a number."""
    if time.tzinfo is None:
        raise InvalidInputError(f"timestamp {time.isoformat()} has no time zone")
    return (time - _EPOCH) // _MICROSECOND


def time_of(microseconds: int) -> datetime:
    """A number as a time in UTC."""
    return _EPOCH + microseconds * _MICROSECOND
