"""Tables of people and states → names to put into sentences.

In: the catalogue's `people.tsv` and `states.tsv`, and the data's `people_offices.tsv.xz` with names
of all origins. Out: `Person`s with given and family name, `State`s with adjective and people.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import graphbuild.resolving
from graphbuild.training.conllu import read_lines
from graphbuild.training.nationalities import WORDS

TABLES = Path(graphbuild.resolving.__file__).parent / "tables"
FAMILY_FIRST = frozenset({"CN", "KP", "KR", "TW", "VN", "KH"})
PARTICLES = frozenset(WORDS["particles"]) | {"Al", "El", "Le", "La", "De", "Van", "Ben", "Bin", "ter", "ibn"}
PLAIN_WORD = re.compile(r"[A-Za-zÀ-ž]+(-[A-Za-zÀ-ž]+)*\.?$")


@dataclass(frozen=True)
class Person:
    """A name in its order, which of its words are the family name, and Masc, Fem or empty."""

    words: tuple[str, ...]
    family: tuple[str, ...]
    gender: str = ""


@dataclass(frozen=True)
class State:
    """A state with the words that stand for it."""

    name: str
    adjective: str
    people: str
    capital: str


@dataclass(frozen=True)
class Names:
    """Everybody and every state that sentences may speak of; the famous are the catalogue's."""

    famous: tuple[Person, ...]
    others: tuple[Person, ...]
    states: tuple[State, ...]

    def person(self, random: Random) -> Person:
        """Draw a person, as often a well-known one as not; long and foreign names more often."""
        pool = self.famous if random.random() < 0.55 or not self.others else self.others
        person = random.choice(pool)
        if len(person.words) == 2 and "-" not in "".join(person.words) and random.random() < 0.25:
            person = random.choice(pool)
        return person


@cache
def read_names(language: str, data: Path) -> Names:
    """Read the names of a language."""
    known = tuple(_read_known(language))
    genders = {person.words[0]: person.gender for person in known if person.gender}
    others = tuple(_read_others(language, data / "gazetteer/people_offices.tsv.xz", genders))
    famous = tuple(person for person in known if person.gender)
    rest = tuple(_add_gender(person, genders) for person in known if not person.gender)
    return Names(famous, rest + others, tuple(_read_states(language)))


def _read_table(path: Path) -> Iterator[dict[str, str]]:
    lines = (line for line in read_lines(path) if not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        yield {key: value or "" for key, value in row.items()}


def _read_known(language: str) -> Iterator[Person]:
    for row in _read_table(TABLES / "people.tsv"):
        name = (row["name_de"] if language == "de" else "") or row["name"]
        family = row["surnames"].split("|")
        words = tuple(name.split())
        gender = {"m": "Masc", "f": "Fem"}.get(row["gender"], "")
        matching = [tuple(f.split()) for f in family if f and set(f.split()) <= set(words)]
        if is_name(words) and matching:
            yield Person(words, widen_family(words, matching[0]), gender)


def _read_others(language: str, path: Path, genders: dict[str, str]) -> Iterator[Person]:
    if not path.exists():
        return
    seen = set()
    for row in _read_table(path):
        name = (row["name_de"] if language == "de" else "") or row["name_en"]
        words = tuple(name.split())
        if name not in seen and is_name(words) and len(words) > 1:
            seen.add(name)
            is_first = row["country"] in FAMILY_FIRST and all(len(word) < 9 for word in words)
            family = words[:1] if is_first else widen_family(words, words[-1:])
            yield _add_gender(Person(words, family), genders)


def _add_gender(person: Person, genders: dict[str, str]) -> Person:
    given = person.words[0] if person.family != person.words[:1] else ""
    return Person(person.words, person.family, person.gender or genders.get(given, ""))


def is_name(words: tuple[str, ...]) -> bool:
    """Tell whether words are a name that a tokeniser splits at spaces only.

    Example: Robert F. Kennedy, Mohammed bin Salman; not Abdullah II of Jordan
    """
    is_plain = 1 <= len(words) <= 5 and all(PLAIN_WORD.match(word) for word in words)
    is_initial = all(len(word) == 2 or not word.endswith(".") for word in words)
    return is_plain and is_initial and not {"of", "the", "Jr.", "II", "III"} & set(words)


def widen_family(words: tuple[str, ...], family: tuple[str, ...]) -> tuple[str, ...]:
    """Take the particles before a family name into it: von der Leyen, bin Salman."""
    try:
        start = words.index(family[0])
    except ValueError:
        return words[-1:]
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return words[start : max(start + 1, words.index(family[-1]) + 1)]


def _read_states(language: str) -> Iterator[State]:
    for row in _read_table(TABLES / "states.tsv"):
        name = (row["name_de"] if language == "de" else "") or row["name"]
        first = {key: row[f"{key}_{language}"].split("|")[0] for key in ("adjectives", "people", "metonyms")}
        if row["kind"] == "country":
            yield State(name, first["adjectives"], first["people"], first["metonyms"])
