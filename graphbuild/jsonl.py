"""Triples → lines of the extraction record (JSON Lines), whose keys are a contract.

Comes in: extractions whose mentions know their actors. Used by the command line.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graphbuild.errors import GraphbuildError
from graphbuild.languages import load_relations
from graphbuild.model import Extraction, Mention, Triple

RECORD = "record/1"


def write_lines(lines: Iterable[str], output: Path | None) -> None:
    """Write lines to a file, or to standard output."""
    if output is None:
        sys.stdout.writelines(line + "\n" for line in lines)
        return
    try:
        with output.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(line + "\n" for line in lines)
    except OSError as error:
        raise GraphbuildError(f"{output} can't be written: {error.strerror}") from error


def triple_lines(extractions: Iterable[Extraction], *, is_open: bool = False) -> Iterator[str]:
    """Yield one line a triple, article by article."""
    for extraction in extractions:
        for each in to_objects(extraction, extraction.article.path, is_open=is_open):
            yield to_line(each)


def to_line(value: dict[str, Any]) -> str:
    """Write an object as one line."""
    return json.dumps(value, ensure_ascii=False)


def write_record(extractions: Iterable[Extraction], folder: Path) -> None:
    """Write the whole record: `articles.jsonl`, `mentions.jsonl` and `triples.jsonl`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            names = ("articles", "mentions", "triples")
            files = [
                stack.enter_context((folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
                for name in names
            ]
            for extraction in extractions:
                for file, rows in zip(files, record_rows(extraction), strict=True):
                    file.writelines(to_line({"graphbuild": RECORD, **row}) + "\n" for row in rows)
    except OSError as error:
        raise GraphbuildError(f"{folder} can't be written: {error.strerror}") from error


def record_rows(extraction: Extraction) -> tuple[list[dict[str, Any]], ...]:
    """Return the rows of an article, of its mentions and of its triples."""
    article = {**asdict(extraction.article), "sentences": extraction.sentences}
    mentions = [
        {
            "article": extraction.article.id,
            **asdict(mention),
            "actor": mention.actor.id if mention.actor else None,
        }
        for mention in extraction.mentions
    ]
    triples = [to_object(triple, extraction, extraction.article.path) for triple in extraction.triples]
    return [article], mentions, triples


def to_objects(extraction: Extraction, path: str, *, is_open: bool = False) -> Iterator[dict[str, Any]]:
    """Yield one object a triple; one whose ends are no two actors only if `is_open`."""
    for triple in extraction.triples:
        if is_open or (triple.subject.actor and triple.object.actor):
            yield to_object(triple, extraction, path)


def to_object(triple: Triple, extraction: Extraction, path: str) -> dict[str, Any]:
    """Write one triple with everything that is known of it."""
    relation = load_relations()[triple.relation]
    predicate = triple.predicate
    return {
        "id": triple.id,
        "article": path,
        "language": extraction.article.language,
        "published": extraction.article.published,
        "sentence": triple.sentence,
        "start": triple.start,
        "end": triple.end,
        "subject": mention_object(triple.subject),
        "predicate": {
            "text": predicate.text,
            "lemma": predicate.lemma,
            "start": predicate.start,
            "end": predicate.end,
        },
        "relation": triple.relation,
        "event_type": relation.event_type,
        "quad_class": relation.quad_class,
        "object": mention_object(triple.object),
        "polarity": triple.polarity,
        "modality": triple.modality,
        "attribution": mention_object(triple.attribution) if triple.attribution else None,
        "event_date": triple.event_date,
        "confidence": round(triple.confidence, 4),
        "rules": list(triple.rules),
    }


def mention_object(mention: Mention) -> dict[str, Any]:
    """Write a mention with its actor, if it has one."""
    actor = mention.actor
    written = {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "actor": actor.id if actor else None,
        "name": actor.name if actor else None,
        "kind": actor.kind if actor else mention.kind or "other",
        "via": mention.via or None,
    }
    return written | ({"partial": True} if actor and actor.partial else {})
