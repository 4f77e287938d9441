"""When it happened, if the clause says so: phrases of time → ISO dates.

"am Montag", "gestern", "im Juni", "2020", "on Tuesday" are read against the article's date and,
unless the event is planned, mean the last such day before it.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Token

from graphbuild.extracting.tree import base
from graphbuild.languages import Language

YEAR = re.compile(r"^(19|20)\d\d$")
DAY = re.compile(r"^(\d{1,2})(\.|st|nd|rd|th)?$")
TEMPORAL = {"obl", "advmod", "nmod"}


def find_event_date(
    ground: Token, published: str | None, language: Language, *, is_planned: bool = False
) -> str | None:
    """Return the date that the predicate's own clause gives, as precise as it says.

    Example: "Trump rief am Montag Macron an." on 2025-07-09 → 2025-07-07
    """
    today = whole_day(published)
    for words in time_phrases(ground):
        found = read_phrase(words, published, today, language, is_planned)
        if found is not None:
            return found
    return None


def whole_day(published: str | None) -> date | None:
    """Return the article's day, if it is known to the day."""
    return date.fromisoformat(published) if published and len(published) == 10 else None


def time_phrases(ground: Token) -> Iterator[list[str]]:
    """Yield the words of each phrase that can say when."""
    for child in ground.children:
        if base(child) in TEMPORAL:
            words = [token.lower_ for token in child.subtree if not token.is_punct]
            if len(words) <= 7:
                yield words


def read_phrase(
    words: list[str], published: str | None, today: date | None, language: Language, is_planned: bool
) -> str | None:
    """Read one phrase of time; None if it isn't one or can't be placed."""
    mappings = language.mappings
    if today is not None:
        for word in words:
            if word in mappings["days"]:
                return (today + timedelta(days=int(mappings["days"][word]))).isoformat()
    month = next((int(mappings["months"][word]) for word in words if word in mappings["months"]), None)
    year = next((int(word) for word in words if YEAR.match(word)), None)
    if month is not None and (month != 5 or len(words) > 1):
        return read_month(words, month, year, published, is_planned)
    if today is not None:
        for word in words:
            if word in mappings["weekdays"]:
                return near_weekday(today, int(mappings["weekdays"][word]), is_planned).isoformat()
    return str(year) if year is not None and len(words) <= 3 else None


def read_month(
    words: list[str], month: int, year: int | None, published: str | None, is_planned: bool
) -> str | None:
    """Read "21. November 2024", "im September"; without a year the nearest in the right direction."""
    if year is None:
        if published is None:
            return None
        year = int(published[:4])
        current = int(published[5:7]) if len(published) >= 7 else None
        if current is not None and month > current and not is_planned:
            year -= 1
        elif current is not None and month < current and is_planned:
            year += 1
    day = next((int(m[1]) for word in words if (m := DAY.match(word)) and 1 <= int(m[1]) <= 31), None)
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04d}-{month:02d}"


def near_weekday(today: date, weekday: int, is_planned: bool) -> date:
    """Return the last such weekday up to today, or for a plan the next one after it."""
    if is_planned:
        return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
    return today - timedelta(days=(today.weekday() - weekday) % 7)
