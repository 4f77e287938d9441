"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.reading.dates import date_in_name, parse_date, take_marker


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025", "2025"),
        ("2025-07", "2025-07"),
        ("2025-08-16", "2025-08-16"),
        ("2025-08-16T10:00:00Z", "2025-08-16"),
        ("2025-08-16 10:00", "2025-08-16"),
        ("2025/8/6", "2025-08-06"),
        ("20250816", "2025-08-16"),
        ("16.08.2025", "2025-08-16"),
        ("16. August 2025", "2025-08-16"),
        ("Samstag, 16. August 2025", "2025-08-16"),
        ("Sat, 16 Aug 2025 10:00:00 GMT", "2025-08-16"),
        ("August 16th, 2025", "2025-08-16"),
        ("1. März 2025", "2025-03-01"),
        ("Mai 2025", "2025-05"),
        ("2025-13", None),
        ("2025-02-30", None),
        ("31.11.2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_precise_as_known(written: str, iso: str | None) -> None:
    """ISO, German and English writing give ISO; a day that doesn't exist gives nothing."""
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    ("stem", "iso"),
    [
        ("2025-05-10_kyjiw", "2025-05-10"),
        ("20250510-kyjiw", "2025-05-10"),
        ("2025-05", "2025-05"),
        ("12.05.2025", "2025-05-12"),
        ("dpa_2025_05_10_3", "2025-05-10"),
        ("000_2fb918a1a2a9b195", None),
        ("003_7a93a5b820250510", None),
        ("2025-13-45_x", None),
        ("bericht-2025", None),
        ("20259999-x", None),
    ],
)
def test_a_file_name_can_hold_the_date(stem: str, iso: str | None) -> None:
    """A date between separators is found; digits inside a hash and impossible days are not."""
    assert date_in_name(stem) == iso


@pytest.mark.parametrize(
    ("text", "date", "rest"),
    [
        (" date 2025-07 Donald Trump setzt", "2025-07", "Donald Trump setzt"),
        ("date 2025-12-04\n\nTitel\n\nText", "2025-12-04", "Titel\n\nText"),
        ("date 2024 Text", "2024", "Text"),
        ("date 2025-13 Text", None, "date 2025-13 Text"),
        ("update 2025-07 Text", None, "update 2025-07 Text"),
        ("Am date 2025-07", None, "Am date 2025-07"),
        ("date 2025-07x", None, "date 2025-07x"),
    ],
)
def test_a_marker_is_taken_off(text: str, date: str | None, rest: str) -> None:
    """A date marker opens the text, is no part of it, and must be a possible date."""
    assert take_marker(text) == (date, rest)


@given(st.dates())
def test_every_day_is_read_back(day) -> None:
    """What is written in ISO or in German comes back as ISO, from 1800 to 2100."""
    iso = day.isoformat() if 1800 <= day.year <= 2100 else None
    assert parse_date(day.isoformat()) == iso
    assert parse_date(f"{day.day}.{day.month}.{day.year:04}") == iso
