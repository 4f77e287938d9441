"""States table → which German and English words are nationality words (`NORP`).

In: `states.tsv` (adjectives, demonyms). Out: `Nationalities`, asked word by word.
"""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path

from graphbuild.training.conllu import Word

ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")
PERSON_ENDINGS = (
    *("e", "en", "in", "innen", "i", "is"),
    *(stem + ending for stem in ("er", "ier") for ending in ("", "n", "s", "in", "innen")),
)
WORDS = {
    key: tuple(words.split())
    for key, words in tomllib.loads(
        Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    ).items()
}


@dataclass(frozen=True)
class Nationalities:
    """Adjectives and words for inhabitants."""

    adjectives: frozenset[str]
    people: frozenset[str]

    def is_nationality(self, word: Word) -> bool:
        """Tell whether a word names a nation's people or is its adjective.

        Example: französische, Franzosen, deutsch-französischen, French; not Frankreich, Polen PROPN
        """
        if word.upos == "ADJ":
            parts = word.form.split("-")
            return any({part, part.lower()} & self.adjectives for part in parts)
        if word.upos == "NOUN" or (word.upos == "PROPN" and not word.xpos.startswith("NE")):
            return word.form in self.people
        return False


def read_nationalities(path: Path, language: str) -> Nationalities:
    """Read the nationality words of a language from the table of states."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if language == "de":
        names = {word for row in rows for word in (row["name_de"] or "").split()}
        return _make_german([row["adjective_de"] or "" for row in rows], names)
    words = [row["adjective_en"] or "" for row in rows] + [row["demonym_en"] or "" for row in rows]
    return _make_english(words)


def _make_german(adjectives: list[str], state_names: set[str]) -> Nationalities:
    stems = [word for word in adjectives if " " not in word and word.endswith(("isch", "tsch"))]
    stems += WORDS["german_adjectives"]
    people = set(WORDS["german_people"])
    for stem in stems:
        base = stem.removesuffix("isch")
        if base != stem:
            people.update(base.capitalize() + ending for ending in PERSON_ENDINGS)
    inflected = {stem + ending for stem in stems for ending in ADJECTIVE_ENDINGS}
    return Nationalities(frozenset(inflected), frozenset(people - state_names))


def _make_english(words: list[str]) -> Nationalities:
    forms = set(WORDS["english"])
    for word in (part for cell in words for part in cell.split(", ")):
        form = word.partition("(")[0].strip()
        if form and " " not in form:
            forms |= {form, form + "s"} if "(s)" in word else {form}
    return Nationalities(frozenset(forms), frozenset(forms))
