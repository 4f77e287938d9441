"""Dates as precise as known → the days that they can mean.

"2025-07" is any day from 2025-07-01 to 2025-07-31. Used for offices and for evidence.
"""

import calendar
import re

DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def is_date(text: str) -> bool:
    """Tell whether the text is a year, a month or a day in ISO 8601."""
    match = DATE.fullmatch(text)
    if match is None or not match[3]:
        return match is not None
    return int(match[3]) <= calendar.monthrange(int(match[1]), int(match[2]))[1]


def first_day(date: str | None) -> str | None:
    """Return the first day that a date can mean: "2025-07" → "2025-07-01"."""
    if not date or not is_date(date[:10]):
        return None
    return date[:10] + "0000-01-01"[len(date[:10]) :]


def last_day(date: str | None) -> str | None:
    """Return the last day that a date can mean: "2025-02" → "2025-02-28"."""
    if not date or not is_date(date[:10]):
        return None
    match date[:10].split("-"):
        case [year]:
            return f"{year}-12-31"
        case [year, month]:
            return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02}"
    return date[:10]
