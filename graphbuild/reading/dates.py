"""Dates as people write them → ISO, as precise as known ("2025", "2025-07", "2025-07-05").

Comes in: a metadata value, the start of a text, a file name. Used by articles.py and metadata.py.
"""

import re
from calendar import monthrange

ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T\s,;])")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T)")
GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?\s+([^\W\d]+)\.?,?\s+(\d{4})\b")
MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
MONTH_ONLY = re.compile(r"([^\W\d]+)\.?\s+(\d{4})\b")
WEEKDAY = re.compile(r"^[^\W\d]+\.?,\s+(?=\d|[^\W\d]+\.?\s+\d)")
# German and English names by their first letters, the longer first where one starts another.
MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mär": 3, "mrz": 3, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
MARKER = re.compile(
    r"\s*date:?[ \t]+(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?(?=\s|$)[ \t]*\n*",
    re.IGNORECASE,
)
IN_NAME = (
    re.compile(r"(?<![^\W_])(\d{4})[-_.](\d{2})[-_.](\d{2})(?![^\W_T])"),
    re.compile(r"(?<![^\W_])(\d{4})(\d{2})(\d{2})(?![^\W_T])"),
    re.compile(r"(?<![^\W_])(\d{1,2})[.](\d{1,2})[.](\d{4})(?![^\W_])"),
    re.compile(r"(?<![^\W_])(\d{4})[-_](\d{2})(?![^\W_])"),
)


def make_date(year: str | int, month: str | int | None = None, day: str | int | None = None) -> str | None:
    """Return the ISO date, or None if there is no such day."""
    year = int(year)
    if not 1800 <= year <= 2100:
        return None
    if month is None:
        return f"{year}"
    month = int(month)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02}"
    day = int(day)
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= monthrange(year, month)[1] else None


def parse_date(text: str) -> str | None:
    """Read a date in ISO, German or English writing; None if it is none.

    Example: "2025-08-16T10:00Z", "16.08.2025", "16. August 2025", "August 16, 2025" → 2025-08-16
    """
    text = WEEKDAY.sub("", text.strip(), count=1)
    for pattern in (COMPACT, ISO):
        if match := pattern.match(text):
            return make_date(*match.groups())
    if match := GERMAN.match(text):
        return make_date(*reversed(match.groups()))
    if match := DAY_FIRST.match(text):
        return with_month_name(match[3], match[2], match[1])
    if match := MONTH_FIRST.match(text):
        return with_month_name(match[3], match[1], match[2])
    if match := MONTH_ONLY.match(text):
        return with_month_name(match[2], match[1])
    return None


def with_month_name(year: str, month: str, day: str | None = None) -> str | None:
    """Make a date whose month is a word: ("2025", "März") → 2025-03."""
    number = MONTHS.get(month[:3].lower())
    return make_date(year, number, day) if number else None


def take_marker(text: str) -> tuple[str | None, str]:
    """Take a date marker off the start of a text; an impossible date is no marker.

    Example: "date 2025-07 Donald Trump setzt …" → ("2025-07", "Donald Trump setzt …")
    """
    match = MARKER.match(text)
    date = match and make_date(*match[1].split("-"))
    return (date, text[match.end() :]) if match and date else (None, text)


def date_in_name(stem: str) -> str | None:
    """Find a date in a file's name: 2025-05-10_x, 20250510-x, 12.05.2025, 2025-05."""
    for number, pattern in enumerate(IN_NAME):
        for match in pattern.finditer(stem):
            parts = match.groups() if number != 2 else tuple(reversed(match.groups()))
            if date := make_date(*parts):
                return date
    return None
