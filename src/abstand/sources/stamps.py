"""Days as dumps and feeds state them: ISO 8601, RFC 2822, ``20220819``, Unix time; in the zone of the stamp."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

# a smaller number is a year or a day written without marks, a larger one counts milliseconds
FIRST_UNIX_TIME, FIRST_IN_MILLISECONDS = 100_000_000, 100_000_000_000


def stated_day(text: str) -> date:
    """Raises ValueError for what is no day."""
    if text.isdigit() and int(text) >= FIRST_UNIX_TIME:
        return unix_day(float(text))
    try:
        return date.fromisoformat(text[:8] if text.isdigit() else text[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, TypeError) as error:
        raise ValueError(f"{text!r:.40} is no day; write 2022-08-19, or say how days are written") from error


def unix_day(seconds: float) -> date:
    """The day in UTC of seconds, or milliseconds, since 1970. Raises ValueError for what is none."""
    if seconds < FIRST_UNIX_TIME:
        raise ValueError(f"{seconds:g} is no day; write it as 2022-08-19")
    return datetime.fromtimestamp(seconds / 1000 if seconds >= FIRST_IN_MILLISECONDS else seconds, UTC).date()
