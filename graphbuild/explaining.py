"""A sentence → how it is understood: parse, mentions, rules and triples."""

from dataclasses import dataclass

from graphbuild.model import Extraction, LanguageCode
from graphbuild.pipeline import prepare_text, resolve
from graphbuild.running import known_names


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text's parse (word, lemma, part of speech, label, head, features) and what was extracted."""

    words: tuple[tuple[str, ...], ...]
    extraction: Extraction


def explain(text: str, *, language: LanguageCode | None = None, published: str | None = None) -> Explanation:
    """Show how a text is understood: its parse, who is mentioned, and which rules made which triple."""
    from graphbuild.extracting import extract_triples
    from graphbuild.parsing import parse_articles

    article = prepare_text(text, language, published)
    assert article.language is not None
    (_, doc), *_ = parse_articles([article])
    words = tuple(
        (t.text, t.lemma_, t.pos_, t.dep_, t.head.text, str(t.morph)) for t in doc if not t.is_space
    )
    return Explanation(words, resolve(extract_triples(article, doc, known_names(article.language))))
