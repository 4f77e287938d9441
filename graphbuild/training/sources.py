"""Which files each language is trained and chosen on.

In: the data directory. Out: annotated `Sentence`s, split into training and held-out.
Test files are read by `measure` only.
"""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import spacy

from graphbuild.training.conllu import Sentence, Word, read_conllu, read_lines
from graphbuild.training.corrections import correct_sentences, read_corrections
from graphbuild.training.entities import (
    add_gum_names,
    add_nationalities,
    add_uner_names,
    read_germeval,
    read_uner,
)
from graphbuild.training.nationalities import WORDS, Nationalities, read_nationalities
from graphbuild.training.passages import Person, Pools
from graphbuild.training.scoring import put_particles_in_front

FRAMES = Path(__file__).with_name("frames.toml")
SILVER = ("wmt", "wikinews", "bundestag")
HELD_OUT_EVERY = 6
DEV_SENTENCES = 900


def read_ewt(data: Path, part: str, nationalities: Nationalities) -> list[Sentence]:
    """Read a part of EWT with the names of Universal NER."""
    tags = read_uner(data / f"ner/en_uner_ewt-{part}.iob2.xz")
    sentences = read_conllu(data / f"ud/en_ewt-{part}.conllu.xz")
    named = (add_uner_names(sentence, tags) for sentence in sentences)
    return [mark_english_nationalities(sentence, nationalities) for sentence in named]


def read_gum(data: Path, part: str, nationalities: Nationalities) -> list[Sentence]:
    """Read a part of GUM with its own names."""
    sentences = read_conllu(data / f"ud/en_gum-{part}.conllu.xz")
    return [add_nationalities(add_gum_names(s), nationalities) for s in sentences]


def mark_english_nationalities(sentence: Sentence, nationalities: Nationalities) -> Sentence:
    """Mark nationality words even where UNER's stray tags leave a word unsure."""
    if sentence.names is None:
        return sentence
    sure = add_nationalities(replace(sentence, unsure=frozenset()), nationalities)
    found = {i for name in sure.names or () for i in range(name.start, name.end)}
    return replace(sure, unsure=sentence.unsure - found)


def clean_sentence(sentence: Sentence) -> Sentence:
    """Mend what is systematically odd in the German lemmas: EZB has the lemma EZB, not Ezb."""
    return replace(sentence, words=tuple(_clean_word(word) for word in sentence.words))


def _clean_word(word: Word) -> Word:
    is_short_form = word.upos in ("NOUN", "PROPN") and sum(c.isupper() for c in word.form) > 1
    return replace(word, lemma=word.form) if is_short_form else word


def read_pools(data: Path, language: str) -> Pools:
    """Read names of persons, states (those without an article) and short forms of organisations."""
    gazetteer = data / "gazetteer"
    states = (
        row[f"name_{language}"] for row in _read_table(gazetteer / "states.tsv") if row["un_member"] == "1"
    )
    organizations = _read_table(gazetteer / "organizations.tsv")
    short = {form for row in organizations for form in row["abbreviations"].split("|") if form.isalpha()}
    frames = tomllib.loads(FRAMES.read_text(encoding="utf-8"))[language]
    return Pools(
        openers=tuple(tokenize(text, language) for text in frames["openers"]),
        enders=tuple(tokenize(text, language) for text in frames["enders"]),
        persons=tuple(_read_persons(gazetteer, column=f"name_{language}")),
        places=tuple(sorted({s for s in states if s.isalpha()} - set(WORDS["with_article"]))),
        short_forms=tuple(sorted(form for form in short if form.isupper() and 2 < len(form) < 6)),
    )


def tokenize(text: str, language: str) -> tuple[Word, ...]:
    """Cut a text into words of which nothing is known."""
    tokens = spacy.blank(language)(text + " ")
    return tuple(Word(token.text, space=bool(token.whitespace_)) for token in tokens)


def _read_persons(gazetteer: Path, *, column: str) -> list[Person]:
    """Read politicians' names: of two words, and longer ones with a particle (Ursula von der Leyen)."""
    rows = _read_table(gazetteer / "people_offices.tsv.xz")
    names = dict.fromkeys(tuple((row[column] or row["name_en"]).split()) for row in rows)
    return [name for name in names if is_plain_name(name)]


def is_plain_name(name: Person) -> bool:
    """Tell whether a name is a given name, perhaps particles, and a family name.

    Example: Robert Fico, Mohammed bin Salman; not John F. Kennedy
    """
    if len(name) < 2 or not all(word.isalpha() for word in name):
        return False
    particles = set(WORDS["particles"])
    return name[0][0].isupper() and name[-1][0].isupper() and all(word in particles for word in name[1:-1])


def _read_table(path: Path) -> Iterator[dict[str, str]]:
    for row in csv.DictReader(read_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE):
        yield {key: value or "" for key, value in row.items()}


def read_test_trees(data: Path, treebank: str) -> Iterator[Sentence]:
    """Read the gold trees of a test set: gsd, ewt, gum, or news, the hand-corrected German ones."""
    if treebank == "news":
        return read_corrected(data, "test")
    name = {"gsd": "de_gsd-test-merged", "ewt": "en_ewt-test", "gum": "en_gum-test"}[treebank]
    sentences = read_conllu(data / f"ud/{name}.conllu.xz")
    return map(put_particles_in_front, sentences) if treebank == "gsd" else sentences


def read_corrected(data: Path, part: str) -> Iterator[Sentence]:
    """Read the hand-corrected German news sentences of one set."""
    corrections = read_corrections(part)
    for name in SILVER:
        sentences = map(clean_sentence, read_conllu(data / f"ud/de_silver-{name}.conllu.xz"))
        yield from map(put_particles_in_front, correct_sentences(sentences, corrections))


def read_test_names(data: Path, language: str) -> Iterator[Sentence]:
    """Read the gold entities that a language is measured on."""
    if language == "de":
        return read_germeval(data / "ner/de_germeval2014-test.tsv.xz")
    nationalities = read_nationalities(data / "gazetteer/states.tsv", "en")
    return iter(read_ewt(data, "test", nationalities))
