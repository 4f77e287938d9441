"""Tables of words + the full-form lexicon → everything German that the generator inflects.

In: `german.toml`, `valency.tsv`, the predicates, the actor nouns and `de_forms.tsv.xz`. Out: a
`Lexicon` that finds verbs and nouns by lemma and reads phrases such as "am Rande der Konferenz".
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from graphbuild.languages import Frame, load_language
from graphbuild.training.conllu import read_lines
from graphbuild.training.generator.german.forms import (
    PARTICLES,
    Noun,
    Readings,
    Verb,
    collect_readings,
    make_noun,
    make_verb,
    noun_tails,
)
from graphbuild.training.generator.german.table import HERE, TABLE, words
from graphbuild.training.generator.nodes import Unfit

FORMS = "lexicon/de_forms.tsv.xz"
MONTHS = frozenset({"März", "Mai"})


@dataclass(frozen=True)
class Lexicon:
    """German words that inflect."""

    verbs: Mapping[str, Verb]
    nouns: Mapping[str, Noun]
    lemma_of: Mapping[str, str]
    frames: tuple[Frame, ...]
    valency: Mapping[str, tuple[str, ...]]
    cache: dict[str, Any] = field(default_factory=dict)

    def verb(self, lemma: str) -> Verb:
        """Return a verb."""
        try:
            return self.verbs[lemma]
        except KeyError:
            raise Unfit(lemma) from None

    def noun(self, lemma: str) -> Noun:
        """Return a noun."""
        try:
            return self.nouns[lemma]
        except KeyError:
            raise Unfit(lemma) from None

    def noun_of(self, form: str) -> Noun:
        """Return the noun that a form belongs to.

        Example: "Zöllen" → Zoll
        """
        return self.noun(self.lemma_of.get(form, form))


def read_valency() -> dict[str, tuple[str, ...]]:
    """Read what verbs need beside their actors: "liefern" → ("Panzer|Waffen",)."""
    lines = (line for line in read_lines(HERE / "valency.tsv") if not line.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t")
    return {row["verb"]: tuple(need.strip() for need in row["needs"].split(" ; ")) for row in rows}


def all_phrases(valency: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield every phrase of the tables, whose nouns the lexicon must know."""
    for needs in valency.values():
        yield from needs
    for section in ("adverbials", "things", "speech"):
        yield from TABLE[section].values()


def wanted_nouns(
    valency: Mapping[str, tuple[str, ...]], frames: Iterable[Frame]
) -> tuple[set[str], set[str]]:
    """Return the lemmas and the inflected forms of nouns that the tables name."""
    lemmas = {frame.noun for frame in frames if frame.noun and not frame.verb}
    lemmas |= {
        word for section in ("nouns", "titles") for text in TABLE[section].values() for word in words(text)
    }
    lemmas |= {
        word for key in ("masculine", "feminine") for word in words(TABLE["adverbials"][f"colleagues_{key}"])
    }
    lemmas |= set(words(TABLE["classes"]["more_nouns"]))
    forms = {
        word.strip(",.?").partition("@")[0]
        for text in all_phrases(valency)
        for word in text.replace("|", " ").replace(":", " ").split()
        if word[0].isupper()
    }
    return lemmas, forms


@cache
def read_lexicon(data: Path) -> Lexicon:
    """Read the lexicon from the data directory."""
    return build_lexicon(read_lines(data / FORMS))


def build_lexicon(lines: Iterable[str]) -> Lexicon:
    """Build the lexicon from lines of full forms."""
    language = load_language("de")
    frames = tuple(language.frames())
    valency = read_valency()
    lemmas, forms = wanted_nouns(valency, frames)
    verbs = _wanted_verbs(frames)
    bases = {verb.removeprefix(particle) for verb in verbs for particle in PARTICLES}
    tails = {tail for word in lemmas | forms for tail in noun_tails(word)}
    stems = {lemma.removesuffix("r") for lemma in tails if lemma.endswith("er")}
    lines = list(lines)
    lemma_of = _find_lemmas(lines, tails)
    readings = collect_readings(lines, verbs | bases | tails | stems | set(lemma_of.values()))
    lemma_of = {form: lemma for form in forms if (lemma := _whole_lemma(form, lemma_of))}
    genders = {noun.lemma: noun.gender for noun in language.actor_nouns.values()}
    lemma_of |= {form: form for form in forms - set(lemma_of)}
    persons = {noun.lemma for noun in language.actor_nouns.values() if noun.kind == "person"}
    nouns = _make_nouns(lemmas | set(lemma_of.values()), readings, genders, persons)
    return Lexicon(_make_verbs(verbs, readings), nouns, lemma_of, frames, valency)


def _wanted_verbs(frames: Iterable[Frame]) -> set[str]:
    verbs = {frame.verb for frame in frames if frame.verb} | set(words(TABLE["classes"]["more_verbs"]))
    sections = [TABLE["speech"]["verbs"], TABLE["speech"]["quote_verbs"], TABLE["things"]["verbs"]]
    sections += [TABLE["events"]["object_verbs"]]
    sections += TABLE["control"].values()
    sections += [line.split("|")[0] for line in TABLE["things"]["events"].strip().splitlines()]
    return verbs | {word for text in sections for word in words(text)}


def _find_lemmas(lines: Iterable[str], wanted: set[str]) -> dict[str, str]:
    """Find the lemma of inflected nouns."""
    found: dict[str, str] = {}
    for line in lines:
        form, *columns = line.split("\t")
        if form in wanted:
            columns = [column for column in columns if " SUB:" in column]
            columns = [column for column in columns if ":INF" not in column] or columns
            lemmas = [column.partition(" ")[0] for column in columns]
            if form in TABLE["infinitives"]["nouns"].split():
                found[form] = form
            elif lemmas:
                found[form] = form if form in lemmas else lemmas[0]
    return found


def _whole_lemma(form: str, lemma_of: Mapping[str, str]) -> str:
    """Return the lemma of a form, of a compound by its last part: "Luftangriffe" → Luftangriff."""
    for tail in noun_tails(form):
        lemma = lemma_of.get(tail)
        if lemma:
            before = form[: len(form) - len(tail)]
            return before + (lemma.lower() if before and not before.endswith("-") else lemma)
    return ""


def _make_nouns(
    lemmas: Iterable[str], readings: Readings, genders: Mapping[str, str], persons: set[str]
) -> dict[str, Noun]:
    nouns = {}
    for lemma in sorted(lemmas):
        gender = genders.get(lemma, "")
        noun = None
        if lemma in persons or not gender:
            noun = make_noun(lemma, readings, gender, adjectival=True) if _is_adjectival(lemma) else None
        noun = noun or make_noun(lemma, readings, gender)
        if lemma in MONTHS:
            noun = Noun(
                lemma, "Masc", {("Nom", "Sing"): lemma, ("Dat", "Sing"): lemma, ("Acc", "Sing"): lemma}
            )
        if noun is not None:
            nouns[lemma] = noun
    return nouns


def _is_adjectival(lemma: str) -> bool:
    ends = ("ordneter", "ordnete", "itzender", "itzende", "beauftragte", "Verbündeter", "Liberaler", "andter")
    return lemma.endswith(ends)


def _make_verbs(verbs: Iterable[str], readings: Readings) -> dict[str, Verb]:
    auxiliaries = set(words(TABLE["sein_verbs"]))
    separable = set(words(TABLE["separable"]))
    made = {lemma: make_verb(lemma, readings, auxiliaries, separable) for lemma in sorted(verbs)}
    return {lemma: verb for lemma, verb in made.items() if verb is not None}
