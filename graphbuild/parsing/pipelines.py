"""Loads spaCy pipelines, ours or the user's, and runs articles through them.

A pipeline must parse in Universal Dependencies; those that ship lie in `graphbuild/pipelines`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.errors import PipelineError
from graphbuild.languages import LANGUAGES
from graphbuild.model import Article, LanguageCode

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

PIPELINES = Path(__file__).parent.parent / "pipelines"
ENCODER = "encoder"
BATCH = 64
UD_LABELS = frozenset({"nsubj", "obj", "obl", "nmod", "amod", "conj", "case"})


@cache
def load_pipeline(language: LanguageCode, name: str | None = None) -> "Pipeline":
    """Load the spaCy pipeline of a language: ours, or an installed one by name or path.

    Raises:
        PipelineError: it isn't there, or its labels are not Universal Dependencies.
    """
    import spacy

    import graphbuild.parsing.encoder.component
    import graphbuild.parsing.paragraphs  # noqa: F401

    if language not in LANGUAGES:
        raise PipelineError(f"no pipeline for language {language!r}; known: {', '.join(LANGUAGES)}")
    try:
        nlp = spacy.load(name or PIPELINES / language)
    except (OSError, ValueError) as error:
        hint = "is it installed?" if name else "is graphbuild installed whole?"
        raise PipelineError(
            f"the {language} pipeline {name or ''} can't be loaded ({hint}): {error}"
        ) from error
    parser = find_parser(nlp, name or language)
    if parser != ENCODER:  # the encoder keeps to paragraphs by itself
        nlp.add_pipe("graphbuild_paragraphs", before=parser)
    return nlp


def find_parser(nlp: "Pipeline", name: str) -> str:
    """Return the component that parses; refuse a pipeline without one, or with other labels than UD's."""
    parser = next((pipe for pipe in nlp.pipe_names if "token.dep" in nlp.get_pipe_meta(pipe).assigns), None)
    if parser is None:
        raise PipelineError(f"pipeline {name} has no parser; name one with Universal Dependencies labels")
    labels = {label.partition(":")[0] for label in nlp.pipe_labels[parser]}
    if missing := UD_LABELS - labels:
        raise PipelineError(
            f"pipeline {name} doesn't use Universal Dependencies labels (lacks {', '.join(sorted(missing))})"
        )
    return parser


def parse_articles(
    articles: Iterable[Article], *, pipelines: Mapping[LanguageCode, str | None] | None = None
) -> Iterator[tuple[Article, "Doc"]]:
    """Parse articles in batches, in their order; each must know its language."""
    names = pipelines or {}
    for batch in batched(articles, BATCH):
        docs: dict[int, Doc] = {}
        for language in LANGUAGES:
            chosen = [i for i, article in enumerate(batch) if article.language == language]
            if chosen:
                nlp = load_pipeline(language, names.get(language))
                parsed = nlp.pipe((batch[i].text for i in chosen), batch_size=16)
                docs.update(zip(chosen, parsed, strict=True))
        yield from ((batch[i], docs[i]) for i in sorted(docs))


def batched(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Cut a stream into lists."""
    stream = iter(articles)
    while batch := list(islice(stream, size)):
        yield batch
