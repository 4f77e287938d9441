"""Near-identical texts are one group, and what they repeat counts once."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_record import add, extraction_of

from graphbuild.model import Evidence, fingerprint
from graphbuild.record import Record, ReprintGroup, choose_independent
from graphbuild.record.reprints import is_near_identical, shingles_of, sketch_of

WORDS = [f"wort{number}" for number in range(500)]
REPORT = " ".join(random.Random(7).choices(WORDS, k=300))


def changed(text: str, *places: int) -> str:
    """The text with other words at some places."""
    words = text.split()
    for place in places:
        words[place] = f"neu{place}"
    return " ".join(words)


def groups(folder: Path, *texts: tuple[str, str | None]) -> list[list[int]]:
    """The reprint groups of some texts with their dates, as their numbers."""
    numbers = {fingerprint(text): number for number, (text, _) in enumerate(texts)}
    with Record.open(folder) as record:
        add(record, *(extraction_of(text, f"/{n}", published) for n, (text, published) in enumerate(texts)))
        return [[numbers[member] for member in group.members] for group in record.reprints()]


def test_an_edited_reprint_is_found(tmp_path: Path) -> None:
    """Another headline, some changed words, other punctuation: a reprint; the earliest leads."""
    edited = "Ganz neue Überschrift\n\n" + changed(REPORT, 50, 120, 200).upper().replace(
        " WORT7 ", ", „wort7“ – "
    )
    other = " ".join(random.Random(8).choices(WORDS, k=300))
    assert groups(tmp_path, (edited, "2025-07-06"), (other, "2025-07-01"), (REPORT, "2025-07-05")) == [[2, 0]]


def test_groups_are_connected(tmp_path: Path) -> None:
    """A reprint of a reprint is in the group, though it has little of the first left."""
    second = changed(REPORT, *range(0, 20))
    third = changed(second, *range(100, 120))
    fourth = changed(third, *range(200, 220))
    assert not is_near_identical(shingles_of(REPORT), shingles_of(fourth))
    texts = [(fourth, None), (third, "2025-07"), (REPORT, "2025-07-01"), (second, "2024")]
    assert groups(tmp_path, *texts) == [[3, 1, 2, 0]]


def test_short_texts(tmp_path: Path) -> None:
    """Texts of a few words are reprints only if all words are the same; empty ones never."""
    texts = ["Trump rief an.", "TRUMP rief an!", "Trump rief Macron an.", "Ja", "ja?", "Nein", "…", "!!"]
    assert sorted(map(sorted, groups(tmp_path, *((text, None) for text in texts)))) == [[0, 1], [3, 4]]


def test_forgetting_splits_a_group(tmp_path: Path) -> None:
    """Without the text between them, two are no longer reprints of each other."""
    between = changed(REPORT, *range(0, 20))
    last = changed(between, *range(100, 120))
    with Record.open(tmp_path) as record:
        add(record, *(extraction_of(text, f"/{n}") for n, text in enumerate((REPORT, between, last))))
        assert len(record.reprint_group(fingerprint(REPORT)).members) == 3
        record.forget([Path("/1")])
        assert record.reprints() == []
        assert record.reprint_group(fingerprint(REPORT)) == ReprintGroup((fingerprint(REPORT),))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 120), changes=st.integers(0, 12))
def test_candidates_are_never_missed(seed: int, length: int, changes: int) -> None:
    """Whatever the exact comparison calls near-identical shares enough of its sketch to be compared."""
    chance = random.Random(seed)
    text = " ".join(chance.choices(WORDS, k=length))
    other = changed(text, *(chance.randrange(length) for _ in range(changes)))
    one, two = shingles_of(text), shingles_of(other)
    if is_near_identical(one, two):
        common = len(set(sketch_of(one)) & set(sketch_of(two)))
        assert common >= max(1, len(sketch_of(one)) // 4)


def evidence(id_: str, text: str, start: int = 0, arrow: str = "r", **changes: str) -> Evidence:
    """Evidence as far as repeating is concerned."""
    made = Evidence(
        *(id_, arrow, "Q1", "CALLS", "Q2", text, start, start + len(text), "a", "b", "name", "name"),
        *(
            "anrufen",
            (),
            "CONSULT",
            1,
            False,
            "positive",
            "asserted",
            None,
            None,
            None,
            None,
            None,
            None,
            0.9,
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        (evidence("b", "Trump rief  Macron an"), False),
        (evidence("b", "„TRUMP rief Macron an“."), False),
        (evidence("b", "Trump rief Macron gestern an."), True),
        (evidence("b", "Trump rief Macron an.", arrow="s"), True),
        (evidence("b", "Trump rief Macron an.", polarity="negative"), True),
        (evidence("b", "Trump rief Macron an.", modality="alleged"), True),
    ],
)
def test_what_is_repeated_counts_once(other: Evidence, counts: bool) -> None:
    """The same sentence with the same arrow, polarity and modality counts where it is said first."""
    first = evidence("a", "Trump rief Macron an.")
    assert choose_independent([[first], [other]]) == ({"a", "b"} if counts else {"a"})
    assert choose_independent([[other], [first]]) == ({"a", "b"} if counts else {"b"})


def test_a_sentence_twice_in_one_article_counts_once() -> None:
    """A teaser that repeats a sentence of its own article is no second piece of evidence."""
    assert choose_independent([[evidence("b", "Er rief an.", start=50), evidence("a", "Er rief an.")]]) == {
        "a"
    }
    assert choose_independent([]) == frozenset()
