"""Which files each language is trained and chosen on.

In: the data directory. Out: annotated `Sentence`s, split into training and held-out.
Test files are read by `measure` only.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from graphbuild.training.conllu import Sentence, Word, read_conllu, read_lines
from graphbuild.training.entities import (
    add_gum_names,
    add_nationalities,
    add_silver_names,
    add_uner_names,
    read_germeval,
    read_uner,
)
from graphbuild.training.nationalities import WORDS, Nationalities, read_nationalities
from graphbuild.training.passages import Person, Pools

TREE_COPIES = 5
NAME_COPIES = 3
HELD_OUT_EVERY = 6
DEV_SENTENCES = 900


@dataclass(frozen=True)
class Sources:
    """What a language is trained on.

    Attributes:
        train: sentences to train on.
        held_out: sentences to choose the best model by.
        pools: names to put in place of others and into drills.
        drills: how many sentences to make from hand-parsed patterns.
    """

    language: str
    train: list[Sentence]
    held_out: list[Sentence]
    pools: Pools
    drills: int


def read_german(data: Path) -> Sources:
    """Silver news, gold GSD dev several times over, and GermEval's names."""
    nationalities = read_nationalities(data / "gazetteer/states.tsv", "de")
    silver = [
        clean_sentence(add_silver_names(sentence, nationalities))
        for name in ("wmt", "wikinews", "bundestag")
        for sentence in read_conllu(data / f"ud/de_silver-{name}.conllu.xz")
    ]
    gold = [clean_sentence(s) for s in read_conllu(data / "ud/de_gsd-dev-merged.conllu.xz")]
    kept = [s for number, s in enumerate(gold) if number % HELD_OUT_EVERY]
    names = list(read_germeval(data / "ner/de_germeval2014-dev.tsv.xz"))
    kept_names = [s for number, s in enumerate(names) if number % HELD_OUT_EVERY]
    held_out = gold[::HELD_OUT_EVERY] + names[::HELD_OUT_EVERY]
    return Sources(
        language="de",
        train=silver + TREE_COPIES * kept + NAME_COPIES * kept_names,
        held_out=held_out,
        pools=read_pools(data, "de"),
        drills=3_000,
    )


def read_english(data: Path) -> Sources:
    """EWT with Universal NER, GUM with its own entities; of EWT dev a part is held out."""
    nationalities = read_nationalities(data / "gazetteer/states.tsv", "en")
    dev = _read_ewt(data, "dev", nationalities)
    train = _read_ewt(data, "train", nationalities) + dev[DEV_SENTENCES:]
    for part in ("train", "dev"):
        train += _read_gum(data, part, nationalities)
    held_out = dev[:DEV_SENTENCES]
    return Sources(
        language="en",
        train=train,
        held_out=held_out,
        pools=read_pools(data, "en"),
        drills=1_500,
    )


def _read_ewt(data: Path, part: str, nationalities: Nationalities) -> list[Sentence]:
    tags = read_uner(data / f"ner/en_uner_ewt-{part}.iob2.xz")
    sentences = read_conllu(data / f"ud/en_ewt-{part}.conllu.xz")
    named = (add_uner_names(sentence, tags) for sentence in sentences)
    return [mark_english_nationalities(sentence, nationalities) for sentence in named]


def _read_gum(data: Path, part: str, nationalities: Nationalities) -> list[Sentence]:
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
    return Pools(
        persons=tuple(_read_persons(gazetteer, column=f"name_{language}")),
        places=tuple(sorted({s for s in states if s.isalpha()} - set(WORDS["with_article"]))),
        short_forms=tuple(sorted(form for form in short if form.isupper() and 2 < len(form) < 6)),
    )


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


READERS: dict[str, Callable[[Path], Sources]] = {"de": read_german, "en": read_english}


def read_test_trees(data: Path, language: str) -> Iterator[Sentence]:
    """Read the gold trees that a language is measured on."""
    name = {"de": "de_gsd-test-merged", "en": "en_ewt-test"}[language]
    return read_conllu(data / f"ud/{name}.conllu.xz")


def read_test_names(data: Path, language: str) -> Iterator[Sentence]:
    """Read the gold entities that a language is measured on."""
    if language == "de":
        return read_germeval(data / "ner/de_germeval2014-test.tsv.xz")
    nationalities = read_nationalities(data / "gazetteer/states.tsv", "en")
    return iter(_read_ewt(data, "test", nationalities))
