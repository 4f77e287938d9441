"""SmartData's newswire → sentences with names, for training.

In: the corpus as JSON objects one after the other, with character offsets. Out: one `Sentence` a line
of text, without trees; where sentences end inside it is not known. The corpus marks common nouns
too ("die Gruppe"): those, and kinds that other sources don't have, are left unsure.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from graphbuild.training.conllu import Name, Sentence, Word, read_lines
from graphbuild.training.nationalities import Nationalities

KINDS = {
    "person": "PER",
    "organization": "ORG",
    "organization-company": "ORG",
    "location": "LOC",
    "location-city": "LOC",
}
UNSURE = frozenset(("location-stop", "location-street", "location-route", "org-position"))
DOCUMENT = "smartdata"


def read_smartdata(path: Path, lexicon: Path, nationalities: Nationalities) -> Iterator[Sentence]:
    """Read the German news of the corpus; tweets write names in their own way and are left out."""
    nouns = read_nouns(lexicon)
    nlp = spacy.blank("de")
    for record in read_objects(path):
        if (
            "source" in (record["refids"] or {}).get("map", {})
            and record["refids"]["map"]["source"] == "tweet"
        ):
            continue
        doc = nlp.make_doc(record["text"]["string"])
        yield from read_record(doc, read_mentions(record), nouns, nationalities)


def read_objects(path: Path) -> Iterator[dict[str, Any]]:
    """Read JSON objects that follow each other."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        text = file.read()
    decoder, place = json.JSONDecoder(), 0
    while (start := len(text) - len(text[place:].lstrip())) < len(text):
        record, place = decoder.raw_decode(text, start)
        yield record


def read_nouns(lexicon: Path) -> frozenset[str]:
    """Read the forms that are common nouns and no names."""
    rows = (line.split("\t", 1) for line in read_lines(lexicon) if "\t" in line)
    return frozenset(form for form, cells in rows if " SUB:" in cells and " EIG:" not in cells)


def read_mentions(record: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Return the mentions as start, end and type."""
    mentions = (record["conceptMentions"] or {}).get("array", [])
    return [(m["span"]["start"], m["span"]["end"], m["type"]) for m in mentions]


def read_record(
    doc: Doc, mentions: list[tuple[int, int, str]], nouns: frozenset[str], nationalities: Nationalities
) -> Iterator[Sentence]:
    """Cut a tokenised text into lines with their names."""
    names: list[Name] = []
    unsure = {token.i for token in doc if token.text in nationalities.adjectives | nationalities.people}
    for start, end, kind in mentions:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or (kind not in KINDS and kind not in UNSURE):
            continue
        is_common = len(span) == 1 and span.text in nouns
        if kind in UNSURE or is_common or span.start_char != start or span.end_char != end:
            unsure.update(range(span.start, span.end))
        else:
            names.append(Name(span.start, span.end, KINDS[kind]))
    line: list[int] = []
    for token in doc:
        if not token.is_space:
            line.append(token.i)
        if line and ("\n" in token.text or token.i == len(doc) - 1):
            yield make_line(doc, line, names, unsure)
            line = []


def make_line(doc: Doc, line: list[int], names: list[Name], unsure: set[int]) -> Sentence:
    """Make a sentence of the tokens of a line."""
    number = {token: place for place, token in enumerate(line)}
    return Sentence(
        words=tuple(Word(doc[i].text, space=bool(doc[i].whitespace_)) for i in line),
        document=DOCUMENT,
        names=tuple(
            Name(number[name.start], number[name.end - 1] + 1, name.label)
            for name in names
            if name.start in number and name.end - 1 in number
        ),
        unsure=frozenset(number[i] for i in unsure if i in number),
        has_tree=False,
    )
