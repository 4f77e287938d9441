"""Text → its language, by how common its words are in German, in English and elsewhere."""

import csv
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

from graphbuild.languages import LANGUAGES, load_language
from graphbuild.languages.loader import HERE, read_toml
from graphbuild.model import Article, LanguageCode

WORD_COUNTS: Path = HERE / "word_counts.tsv"
FOREIGN_WORDS: Path = HERE / "foreign_words.toml"
WORD_ENDINGS: Path = HERE / "word_endings.toml"
WORD = re.compile(r"[^\W\d_]+")
LOUDEST = 3.0
SURE = 0.75
OFTEN = 40.0
WORDS_LOOKED_AT = 2000


def detect_language(text: str) -> LanguageCode | None:
    """Tell German from English, and both from anything else.

    Every word speaks once, for the language in which it is commoner and by how much, so that
    "die" or "war" alone decides nothing. None if it is neither, or too short to tell.

    Example: "Die hard fans die young." → en
    """
    weights = word_weights()
    words = islice(WORD.findall(text), WORDS_LOOKED_AT)
    evidence: dict[str, float] = dict.fromkeys((*LANGUAGES, "other"), 0.0)
    for word in {form.lower() if form.lower() in weights and form not in weights else form for form in words}:
        language, weight = weights.get(word) or predicate_weights().get(word) or spelling_weight(word)
        evidence[language] += weight
    (best, most), (_, second), _ = sorted(evidence.items(), key=lambda item: -item[1])
    return best if best != "other" and most - second >= SURE else None  # type: ignore[return-value]


def spelling_weight(word: str) -> tuple[str, float]:
    """Judge a word of no table by its letters."""
    if re.search("[äöüß]", word):
        return "de", 1.0
    if not word.isascii():
        return "other", 1.0
    language = next((code for code, endings in word_endings().items() if word.endswith(endings)), None)
    return (language, 1.5) if language and len(word) > 4 and word.islower() else ("other", 0.0)


@cache
def word_weights() -> Mapping[str, tuple[str, float]]:
    """Load which language each common word speaks for, and how strongly (a log ratio, capped)."""
    with WORD_COUNTS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        counts = {row["word"]: (float(row["de"]), float(row["en"])) for row in rows}
    ratios = {word: math.log((de + 5) / (en + 5)) for word, (de, en) in counts.items()}
    weights = {word: ("de" if x > 0 else "en", min(abs(x), LOUDEST)) for word, x in ratios.items()}
    foreign = (word for words in read_toml(FOREIGN_WORDS).values() for word in words)
    rare = (word for word in foreign if max(counts.get(word, (0, 0))) < OFTEN)
    return weights | dict.fromkeys(rare, ("other", LOUDEST))


@cache
def predicate_weights() -> Mapping[str, tuple[str, float]]:
    """Let the verbs and nouns of the predicate tables speak for their language ("anrufen")."""
    words = {code: {*load_language(code).plain_verbs, *load_language(code).nouns} for code in LANGUAGES}
    shared = set.intersection(*words.values())
    return {word: (code, LOUDEST) for code in LANGUAGES for word in words[code] - shared}


@cache
def word_endings() -> Mapping[str, tuple[str, ...]]:
    """Load the endings that are commoner in one language."""
    return {code: tuple(endings) for code, endings in read_toml(WORD_ENDINGS).items()}


def with_language(article: Article, language: LanguageCode | None = None) -> Article:
    """Return the article with its language: the one given, its own, or the one detected."""
    return replace(article, language=language or article.language or detect_language(article.text))
