"""The tables under `tables/` → the catalogue.

Each table is read row by row into one Catalogue; a table that contradicts itself, or another, is
an error that names file and row.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import get_args

from graphbuild.errors import TableError
from graphbuild.languages.loader import HERE as LANGUAGE_TABLES
from graphbuild.languages.loader import LANGUAGES, ActorNoun, read_actor_nouns
from graphbuild.model import Actor, Kind, LanguageCode
from graphbuild.resolving.catalogue import Catalogue, How, Institution, Meaning, Name, Words
from graphbuild.resolving.names import name_key, stem_key
from graphbuild.resolving.tables import TABLES, Row, Tenure, check_kind, read_rows, read_tenures

HOWS: tuple[How, ...] = get_args(How)
STATES = (
    "id iso kind name name_de aliases_en aliases_de adjectives_en adjectives_de "
    "people_en people_de metonyms_en metonyms_de"
)
ORGANIZATIONS = "id kind name name_de aliases_en aliases_de members_en members_de description source"
PEOPLE = "id name name_de aliases surnames alone gender description source"
INSTITUTIONS = "name name_de nouns_en nouns_de state"
IMPLIED = "language noun of"
WORDS = "language word meaning"


def fold_nouns(nouns: Mapping[str, ActorNoun]) -> Mapping[str, ActorNoun]:
    """Key the nouns by their lemma without regard to case."""
    return {lemma.casefold(): noun for lemma, noun in nouns.items()}


def overlap(one: Tenure, other: Tenure) -> bool:
    """Tell whether two tenures share more than a day of handover."""
    return one.start < (other.end or "9999") and other.start < (one.end or "9999")


class Builder:
    """Collects the rows of the tables and builds the catalogue from them."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.words = {
            code: Words(nouns=fold_nouns(read_actor_nouns(LANGUAGE_TABLES / f"nouns_{code}.tsv")))
            for code in LANGUAGES
        }
        self.surnames: dict[str, set[str]] = {}
        self.genders: dict[str, str] = {}
        self.capitals: list[tuple[str, str]] = []

    def add_actor(self, row: Row, kind: Kind, aliases: Iterable[str], description: str | None = None) -> None:
        """Add the actor of a row.

        Raises:
            TableError: another row has its id.
        """
        name, name_de = row["name"], row["name_de"] or row["name"]
        if row["id"] in self.actors:
            raise row.error(f"the id {row['id']} is taken by {self.actors[row['id']].name}")
        if not name:
            raise row.error("has no name")
        others = tuple(dict.fromkeys(alias for alias in aliases if alias not in (name, name_de)))
        wikidata = row["id"] if row["id"][:1] == "Q" and row["id"][1:].isdigit() else None
        self.actors[row["id"]] = Actor(row["id"], name, kind, name_de, others, wikidata, description)

    def add_name(self, row: Row, code: LanguageCode, surface: str, how: How) -> None:
        """Let a surface form name the row's actor.

        Raises:
            TableError: it names another actor in the same way already.
        """
        words, key, actor = self.words[code], name_key(surface), row["id"]
        if not key:
            raise row.error(f"the name {surface!r} has no letters")
        known = words.names.setdefault(key, [])
        if any(name.actor == actor for name in known):
            return
        rivals = [name.actor for name in known if name.how == how and how not in ("surname",)]
        if rivals and self.actors[rivals[0]].kind == self.actors[actor].kind:
            raise row.error(f"{surface!r} names {self.actors[rivals[0]].name} already ({code})")
        known.append(Name(surface, actor, how))
        known.sort(key=lambda name: HOWS.index(name.how))
        if " " in key and how in ("name", "alias") and self.actors[actor].kind != "person":
            words.stems.setdefault(stem_key(key), set()).add(actor)

    def add_names(self, row: Row, how: How, columns: str) -> None:
        """Let the values of `<columns>_en` and `<columns>_de` name the row's actor."""
        for code in LANGUAGES:
            for surface in row.many(f"{columns}_{code}"):
                self.add_name(row, code, surface, how)

    def add_own_names(self, row: Row) -> None:
        """Let the English and the German name be known in both languages."""
        for code in LANGUAGES:
            self.add_name(row, code, row["name"], "name")
            if row["name_de"]:
                self.add_name(row, code, row["name_de"], "name")

    def read_states(self, path: Path) -> None:
        """Read the states with their adjectives, inhabitants and metonyms."""
        for row in read_rows(path, STATES):
            self.add_actor(row, check_kind(row), (*row.many("aliases_en"), *row.many("aliases_de")))
            self.add_own_names(row)
            self.add_names(row, "alias", "aliases")
            self.add_names(row, "metonym", "metonyms")
            self.add_modifiers(row)
            self.add_peoples(row)

    def add_modifiers(self, row: Row) -> None:
        """Let the adjectives, and the German adjectives of capitals ("Kiewer"), mean the state."""
        for code in LANGUAGES:
            modifiers = self.words[code].modifiers
            for adjective in row.many(f"adjectives_{code}"):
                key = name_key(adjective)
                if modifiers.setdefault(key, row["id"]) != row["id"]:
                    raise row.error(
                        f"the adjective {adjective} belongs to {self.actors[modifiers[key]].name}"
                    )
                if code == "de":
                    modifiers.setdefault(stem_key(key), row["id"])
        for capital in row.many("metonyms_de"):
            self.words["de"].modifiers.setdefault(name_key(capital) + "er", row["id"])

    def add_peoples(self, row: Row) -> None:
        """Let the inhabitants of a state be a group of their own: "die Russen"."""
        if not (english := row.many("people_en")):
            return
        german = row.many("people_de")
        key = name_key(english[0]).replace(" ", "-")
        people = Actor(key, english[0], "group", german[0] if german else None, (*english[1:], *german[1:]))
        for code in LANGUAGES:
            for surface in row.many(f"people_{code}"):
                self.words[code].peoples[name_key(surface)] = people

    def read_organizations(self, path: Path) -> None:
        """Read organisations with their names, abbreviations and plurals of members."""
        for row in read_rows(path, ORGANIZATIONS):
            aliases = (*row.many("aliases_en"), *row.many("aliases_de"))
            self.add_actor(row, check_kind(row), aliases, row["description"] or None)
            self.add_own_names(row)
            self.add_names(row, "alias", "aliases")
            self.add_names(row, "members", "members")

    def read_people(self, path: Path) -> None:
        """Read people with their spellings; listed surnames are names by themselves."""
        for row in read_rows(path, PEOPLE):
            self.add_actor(row, "person", row.many("aliases"), row["description"] or None)
            if row["alone"] not in ("y", "n") or row["gender"] not in ("m", "f", ""):
                raise row.error("alone must be y or n, gender m, f or empty")
            self.genders[row["id"]] = {"m": "Masc", "f": "Fem", "": ""}[row["gender"]]
            self.add_own_names(row)
            for code in LANGUAGES:
                for alias in row.many("aliases"):
                    self.add_name(row, code, alias, "alias")
                if row["alone"] == "y":
                    for surname in row.many("surnames"):
                        self.add_name(row, code, surname, "surname")
            for surname in row.many("surnames"):
                self.surnames.setdefault(name_key(surname), set()).add(row["id"])

    def read_institutions(self, path: Path) -> None:
        """Read what every state has, by the nouns that say it."""
        for row in read_rows(path, INSTITUTIONS):
            if row["state"] not in ("", "forces", "government") or "{state}" not in row["name"]:
                raise row.error("state must be government, forces or empty, and the name contain {state}")
            is_government = row["state"] == "government"
            institution = Institution(row["name"], row["name_de"], bool(row["state"]), is_government)
            for code in LANGUAGES:
                for noun in row.many(f"nouns_{code}"):
                    self.words[code].institutions[noun.casefold()] = institution

    def read_implied(self, path: Path) -> None:
        """Read the nouns that imply whose office they name: "Kremlchef"."""
        for row in read_rows(path, IMPLIED):
            if row["of"] not in self.actors:
                raise row.error(f"no actor has the id {row['of']}")
            for code in LANGUAGES:
                if row["language"] == code:
                    self.words[code].implied[row["noun"].casefold()] = row["of"]

    def read_words(self, path: Path) -> None:
        """Read the words that tell holders from former and chosen ones, and titles before names."""
        for row in read_rows(path, WORDS):
            if row["meaning"] not in get_args(Meaning):
                raise row.error(f"unknown meaning {row['meaning']}")
            words = self.words["de" if row["language"] == "de" else "en"]
            for meaning in get_args(Meaning):
                if meaning == row["meaning"]:
                    words.meanings[name_key(row["word"]).casefold()] = meaning
        for words in self.words.values():
            words.titles |= {noun for noun, row in words.nouns.items() if row.kind == "person"}
            words.titles |= {
                word for word, meaning in words.meanings.items() if meaning in ("title", "woman")
            }

    def check_surnames(self, tenures: Mapping[str, list[Tenure]]) -> None:
        """Check that no two people who resolve by the same bare surname were in office together.

        Raises:
            TableError: two were; names both.
        """
        for names in self.words["en"].names.values():
            alone = [name.actor for name in names if name.how == "surname"]
            for one, other in combinations(alone, 2):
                if any(overlap(mine, its) for mine in tenures.get(one, ()) for its in tenures.get(other, ())):
                    raise TableError(
                        f"people.tsv: {self.actors[one].name} and {self.actors[other].name} were in office "
                        f"together, so {names[0].surface} can't stand alone for both"
                    )

    def build(self, tenures: Iterable[Tenure]) -> Catalogue:
        """Build the catalogue from what was read."""
        by_office: dict[tuple[str, str], list[Tenure]] = {}
        by_person: dict[str, list[Tenure]] = {}
        for tenure in tenures:
            by_person.setdefault(tenure.person, []).append(tenure)
            for office in tenure.offices:
                by_office.setdefault((office, tenure.of), []).append(tenure)
        self.check_surnames(by_person)
        return Catalogue(
            actors=self.actors,
            words=self.words,
            tenures={key: tuple(rows) for key, rows in by_office.items()},
            by_person={key: tuple(rows) for key, rows in by_person.items()},
            surnames={key: frozenset(ids) for key, ids in self.surnames.items()},
            genders=self.genders,
        )


@cache
def load_catalogue(tables: Path = TABLES) -> Catalogue:
    """Load and check the catalogue that ships with the package, or another folder of tables.

    Raises:
        TableError: a table is wrong; names file and row.
    """
    builder = Builder()
    builder.read_states(tables / "states.tsv")
    for path in sorted(tables.glob("organizations*.tsv")):
        builder.read_organizations(path)
    builder.read_people(tables / "people.tsv")
    builder.read_institutions(tables / "institutions.tsv")
    builder.read_implied(tables / "implied.tsv")
    builder.read_words(tables / "words.tsv")
    return builder.build(read_tenures(tables / "offices.tsv", set(builder.actors)))
