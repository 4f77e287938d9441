"""Which sources the encoder is trained and chosen on, and whose conventions each follows.

In: the data directory. Out: `Corpus`es. German: every sixth sentence of GSD dev and GermEval dev
stays out, to choose by; of English EWT dev the first 900. Test files are read by `measure` only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from graphbuild.training.conllu import Sentence, read_conllu
from graphbuild.training.corrections import correct_sentences, read_corrections
from graphbuild.training.entities import add_silver_names, read_germeval
from graphbuild.training.generator import generate_sentences
from graphbuild.training.nationalities import Nationalities, read_nationalities
from graphbuild.training.smartdata import read_smartdata
from graphbuild.training.sources import (
    DEV_SENTENCES,
    HELD_OUT_EVERY,
    SILVER,
    clean_sentence,
    read_ewt,
    read_gum,
)

PARTS = ("train", "dev")
GENERATED = {"de": 12_000, "en": 8_000}
STYLES = ("gsd", "silver", "ewt", "gum", "germeval", "generated", "corrected", "smartdata")


@dataclass(frozen=True)
class Corpus:
    """Sentences of one source.

    Attributes:
        style: whose conventions trees, tags and names follow.
        copies: how often they are seen in one epoch.
    """

    language: str
    style: str
    sentences: list[Sentence]
    copies: int = 1


def read_corpora(data: Path, sources: Mapping[str, int], silver: Path | None = None) -> list[Corpus]:
    """Read what a round is trained on.

    Args:
        data: the data directory.
        sources: names of sources, and how often each is seen in an epoch.
        silver: folder of silver files annotated again.
    """
    german = read_nationalities(data / "gazetteer/states.tsv", "de")
    english = read_nationalities(data / "gazetteer/states.tsv", "en")
    machine_made = list(read_silver(data, german, again=silver))
    corrected = list(correct_sentences(machine_made, read_corrections("train")))
    kept_aside = set(read_corrections("test"))
    if "corrected" in sources:
        kept_aside |= {sentence.id for sentence in corrected}
    readers: dict[str, Callable[[], list[Corpus]]] = {
        "silver": lambda: [Corpus("de", "silver", [s for s in machine_made if s.id not in kept_aside])],
        "corrected": lambda: [Corpus("de", "gsd", corrected)],
        "gsd": lambda: [Corpus("de", "gsd", drop_held_out(read_gsd_dev(data)))],
        "germeval": lambda: [Corpus("de", "germeval", drop_held_out(read_germeval_dev(data)))],
        "smartdata": lambda: [Corpus("de", "smartdata", list(read_smart_news(data, german)))],
        "ewt": lambda: [Corpus("en", "ewt", read_web_text(data, english))],
        "gum": lambda: [Corpus("en", "gum", [s for part in PARTS for s in read_gum(data, part, english)])],
        "generated": lambda: read_generated(data),
    }
    return [replace(corpus, copies=copies) for name, copies in sources.items() for corpus in readers[name]()]


def drop_held_out(sentences: list[Sentence]) -> list[Sentence]:
    """Leave out the sentences that models are chosen by."""
    return [sentence for number, sentence in enumerate(sentences) if number % HELD_OUT_EVERY]


def read_web_text(data: Path, nationalities: Nationalities) -> list[Sentence]:
    """Read EWT's training part, and of its dev part what is not held out."""
    return read_ewt(data, "train", nationalities) + read_ewt(data, "dev", nationalities)[DEV_SENTENCES:]


def read_smart_news(data: Path, nationalities: Nationalities) -> Iterator[Sentence]:
    """Read the names of German newswire."""
    path, lexicon = data / "ner/de_smartdata-train.json.gz", data / "lexicon/de_forms.tsv.xz"
    return read_smartdata(path, lexicon, nationalities)


def read_generated(data: Path) -> list[Corpus]:
    """Make sentences whose trees are known."""
    return [
        Corpus(language, "generated", list(generate_sentences(language, data, Random(1), count=count)))
        for language, count in GENERATED.items()
    ]


def read_held_out(data: Path) -> list[Corpus]:
    """Read what models are chosen by."""
    english = read_nationalities(data / "gazetteer/states.tsv", "en")
    return [
        Corpus("de", "gsd", read_gsd_dev(data)[::HELD_OUT_EVERY]),
        Corpus("de", "germeval", read_germeval_dev(data)[::HELD_OUT_EVERY]),
        Corpus("en", "ewt", read_ewt(data, "dev", english)[:DEV_SENTENCES]),
    ]


def read_silver(
    data: Path, nationalities: Nationalities, files: Sequence[str] = SILVER, *, again: Path | None = None
) -> Iterator[Sentence]:
    """Read the machine-made German trees, those that came with the data or those annotated again."""
    for name in files:
        file = again / f"de_silver-{name}.conllu" if again else data / f"ud/de_silver-{name}.conllu.xz"
        for sentence in read_conllu(file):
            yield clean_sentence(add_silver_names(sentence, nationalities))


def read_gsd_dev(data: Path) -> list[Sentence]:
    """Read the hand-made German trees."""
    return [clean_sentence(s) for s in read_conllu(data / "ud/de_gsd-dev-merged.conllu.xz")]


def read_germeval_dev(data: Path) -> list[Sentence]:
    """Read the hand-made German names."""
    return list(read_germeval(data / "ner/de_germeval2014-dev.tsv.xz"))
