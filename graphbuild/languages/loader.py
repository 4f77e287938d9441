"""Tables → checked, frozen rows.

Reads `relations.toml` and, for each language, `<code>.toml` (constructions and function words),
`predicates_<code>.toml` (verbs and nouns with their frames) and `nouns_<code>.tsv` (nouns that
can stand for an actor). Fails loudly, naming file and row. Used by extracting and resolving.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard, get_args

from graphbuild.errors import TableError
from graphbuild.model import Kind, LanguageCode, Modality, Polarity

HERE = Path(__file__).parent
LANGUAGES: tuple[LanguageCode, ...] = get_args(LanguageCode)
CORE_SLOTS = frozenset({"subject", "object", "dative", "genitive", "between", "compound", "clause"})


PLACES = ("auxiliary", "embedding", "mark", "adverb", "determiner", "modifier", "source", "speech")


@dataclass(frozen=True, slots=True)
class Relation:
    """A row of the relation vocabulary.

    `who` and `whom` limit the kinds of its ends, if they do. A relation `through_possession`
    holds of whoever has the thing that it is said of: who criticizes a policy criticizes whose it is.
    """

    name: str
    meaning: str
    quad_class: int
    symmetric: bool
    event_type: str | None = None
    who: tuple[Kind, ...] = ()
    whom: tuple[Kind, ...] = ()
    through_possession: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How one predicate says a relation: which slot is who and which is whom.

    A slot is "subject", "object", "dative", "genitive" (also possessive, von/of), "between",
    "compound", or a preposition ("mit", "against"). `verb` with `noun` is a light-verb phrase
    ("Kritik üben an"); `noun` alone is an event noun ("Treffen zwischen A und B"). A frame
    that is `reciprocal` also takes a plural or coordinated subject ("A und B trafen sich").
    """

    relation: str
    example: str
    expect: str
    verb: str | None = None
    noun: str | None = None
    who: tuple[str, ...] = ("subject",)
    whom: tuple[str, ...] = ("object",)
    reflexive: bool = False
    reciprocal: bool = False
    negative: bool = False
    modality: Modality | None = None

    @property
    def name(self) -> str:
        """The row's name on every triple it helped to make: "sich treffen mit", "Kritik üben an"."""
        prepositions = [slot for slot in self.whom if slot not in CORE_SLOTS][:1]
        reflexive = ["sich"] if self.reflexive else []
        return " ".join([*reflexive, *filter(None, (self.noun, self.verb)), *prepositions])


@dataclass(frozen=True, slots=True)
class Construction:
    """A word or form that changes what a clause says: its polarity, modality, source or control.

    `where` tells which part of the tree the lemma stands in: "auxiliary", "embedding" (a verb
    that governs the clause), "mark", "adverb", "determiner", "modifier" (adjective of an event
    noun), "source" (preposition of who says so), "speech" (verb whose clause is reported).
    `form` narrows to clauses whose verb has that UD VerbForm, Mood or label; `control` says who of the
    governing clause acts in an infinitive: "subject" or "whom". `reported` is the modality in
    reported speech, where that differs ("said he would visit" is a plan).
    """

    name: str
    where: str
    lemmas: tuple[str, ...]
    example: str
    expect: str
    modality: Modality | None = None
    polarity: Polarity | None = None
    control: str = "subject"
    form: str | None = None
    reported: Modality | None = None


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A common noun that can stand for an actor, with the offices it may name."""

    lemma: str
    kind: Kind
    gender: str = ""
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """Everything the rules need to know of one language.

    `plain_verbs` are the verbs without their English particles, `particles` what can be one.
    """

    code: LanguageCode
    verbs: Mapping[str, tuple[Frame, ...]]
    plain_verbs: frozenset[str]
    particles: frozenset[str]
    nouns: Mapping[str, tuple[Frame, ...]]
    actor_nouns: Mapping[str, ActorNoun]
    constructions: Mapping[str, Mapping[str, tuple[Construction, ...]]]
    words: Mapping[str, frozenset[str]]
    mappings: Mapping[str, Mapping[str, str]]

    @property
    def joins_compounds(self) -> bool:
        """Whether compounds are one word ("Kremlsprecher")."""
        return self.mappings["grammar"]["compounds"] == "joined"

    @property
    def prefixes_particles(self) -> bool:
        """Whether a separated particle stands before the verb in its lemma (anrufen, not call up)."""
        return self.mappings["grammar"]["particle"] == "prefix"

    def contracted(self, word: str) -> str:
        """Undo a contraction of preposition and article: "beim" → bei."""
        return self.mappings["prepositions"].get(word, word)

    def frames(self) -> Iterator[Frame]:
        """Yield every frame of the language once."""
        for frames in (*self.verbs.values(), *self.nouns.values()):
            yield from frames


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML table; a syntax error names the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"{path.name}: {error}") from error


@cache
def load_relations() -> Mapping[str, Relation]:
    """Load the relation vocabulary, by name."""
    relations = {}
    for name, row in read_toml(HERE / "relations.toml").items():
        try:
            row |= {slot: tuple(row.get(slot, ())) for slot in ("who", "whom")}
            relations[name] = Relation(name=name, **row)
        except TypeError as error:
            raise TableError(f"relations.toml, [{name}]: {error}") from error
    return relations


@cache
def load_language(code: LanguageCode) -> Language:
    """Load and check all tables of one language.

    Raises:
        TableError: a file or row is wrong, or the language has no rows.
    """
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for frame in read_frames(HERE / f"predicates_{code}.toml"):
        if frame.verb:
            verbs.setdefault(frame.verb, []).append(frame)
        elif frame.noun:
            nouns.setdefault(frame.noun, []).append(frame)
    grammar = read_toml(HERE / f"{code}.toml")
    return Language(
        code=code,
        verbs={lemma: tuple(frames) for lemma, frames in verbs.items()},
        plain_verbs=frozenset(lemma.split(" ")[0] for lemma in verbs),
        particles=frozenset(grammar.get("words", {}).get("particles", ())),
        nouns={lemma: tuple(frames) for lemma, frames in nouns.items()},
        actor_nouns=read_actor_nouns(HERE / f"nouns_{code}.tsv"),
        constructions=index_constructions(read_constructions(code, grammar)),
        words={name: frozenset(values) for name, values in grammar.get("words", {}).items()},
        mappings=grammar.get("mappings", {}),
    )


def read_constructions(code: LanguageCode, grammar: Mapping[str, Any]) -> Iterator[Construction]:
    """Yield the checked [[construction]] rows of `<code>.toml`."""
    for number, row in enumerate(grammar.get("construction", []), 1):
        where = f"{code}.toml, construction {number} ({row.get('name')})"
        if row.get("where") not in PLACES:
            raise TableError(f"{where}: unknown place {row.get('where')}")
        if row.get("modality") not in (None, *get_args(Modality)):
            raise TableError(f"{where}: unknown modality {row['modality']}")
        try:
            yield Construction(**{**row, "lemmas": tuple(row.get("lemmas", ()))})
        except TypeError as error:
            raise TableError(f"{where}: {error}") from error


def index_constructions(
    rows: Iterable[Construction],
) -> Mapping[str, Mapping[str, tuple[Construction, ...]]]:
    """Index rows by place, then by lemma."""
    index: dict[str, dict[str, tuple[Construction, ...]]] = {place: {} for place in PLACES}
    for row in rows:
        for lemma in row.lemmas:
            index[row.where][lemma] = (*index[row.where].get(lemma, ()), row)
    return index


def read_frames(path: Path) -> Iterator[Frame]:
    """Yield the checked frames of a predicate table."""
    known = {f.name for f in fields(Frame)}
    rows = read_toml(path).get("predicate", [])
    if not rows:
        raise TableError(f"{path.name}: no [[predicate]] rows")
    for number, row in enumerate(rows, 1):
        where = f"{path.name}, predicate {number} ({row.get('verb') or row.get('noun')})"
        if unknown := row.keys() - known:
            raise TableError(f"{where}: unknown key {', '.join(sorted(unknown))}")
        if row.get("relation") not in load_relations():
            raise TableError(f"{where}: unknown relation {row.get('relation')}")
        if not (row.get("verb") or row.get("noun")):
            raise TableError(f"{where}: needs a verb or a noun")
        for slot in ("who", "whom"):
            if isinstance(row.get(slot), str):
                raise TableError(f"{where}: {slot} must be a list")
            if slot in row:
                row[slot] = tuple(row[slot])
        try:
            yield Frame(**row)
        except TypeError as error:
            raise TableError(f"{where}: {error}") from error


def read_actor_nouns(path: Path) -> Mapping[str, ActorNoun]:
    """Read the nouns that can stand for an actor: lemma, kind, gender, offices (by "|")."""
    nouns = {}
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for number, row in enumerate(reader, 2):
            kind = row.get("kind") or ""
            if not is_kind(kind):
                where = f"{path.name}, row {number} ({row.get('lemma')})"
                raise TableError(f"{where}: unknown kind {kind!r}")
            offices = tuple(filter(None, (row.get("offices") or "").split("|")))
            nouns[row["lemma"]] = ActorNoun(row["lemma"], kind, row.get("gender") or "", offices)
    return nouns


def is_kind(value: str) -> TypeGuard[Kind]:
    """Whether a word is one of the kinds of actors."""
    return value in get_args(Kind)
