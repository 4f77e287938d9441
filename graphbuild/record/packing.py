"""Extraction ⇄ bytes: how texts, mentions and triples lie in the record.

A packed object is JSON of the fields that differ from their defaults, in ASCII, so that lone
surrogates and control characters survive; the text is UTF-8 with `surrogatepass`. Both are
compressed. Triples point at mentions by number. `database` keeps what comes out of here.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from graphbuild.model import Extraction, Mention, Predicate, Triple

ROLES = ("subject", "object", "attribution")
DEFAULTS: Mapping[type, Mapping[str, Any]] = {
    kind: {field.name: field.default for field in fields(kind)} for kind in (Mention, Predicate, Triple)
}


def pack_text(text: str) -> bytes:
    """Compress a text; any Python string comes back the same."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack_text(packed: bytes) -> str:
    """Undo `pack_text`."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def pack_extraction(extraction: Extraction) -> bytes:
    """Pack mentions and triples, without what resolving adds (`actor`, `via`)."""
    known = [_unresolved(mention) for mention in extraction.mentions]
    listed = len(known)
    numbers: dict[Mention, int] = {}
    for number, mention in enumerate(known):
        numbers.setdefault(mention, number)

    def number_of(mention: Mention) -> int:
        if mention not in numbers:
            numbers[mention] = len(known)
            known.append(mention)
        return numbers[mention]

    triples = [_pack_triple(triple, number_of) for triple in extraction.triples]
    mentions = [_changed_fields(mention) for mention in known]
    document = {"listed": listed, "mentions": mentions, "triples": triples}
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode("ascii"))


def unpack_extraction(packed: bytes, article: str) -> tuple[tuple[Mention, ...], tuple[Triple, ...]]:
    """Undo `pack_extraction`: the mentions and triples of the article with this id."""
    document = json.loads(zlib.decompress(packed))
    mentions = [_read_mention(row) for row in document["mentions"]]
    triples = tuple(_read_triple(row, mentions, article) for row in document["triples"])
    return tuple(mentions[: document["listed"]]), triples


def _unresolved(mention: Mention) -> Mention:
    return replace(mention, actor=None, via="")


def _pack_triple(triple: Triple, number_of: Callable[[Mention], int]) -> dict[str, Any]:
    row = _changed_fields(triple)
    row.pop("article")
    row["predicate"] = _changed_fields(triple.predicate)
    for role in ROLES:
        mention: Mention | None = getattr(triple, role)
        if mention is not None:
            row[role] = number_of(_unresolved(mention))
    return row


def _read_mention(row: dict[str, Any]) -> Mention:
    row["modifiers"] = tuple(row.get("modifiers", ()))
    if row.get("antecedent"):
        row["antecedent"] = tuple(row["antecedent"])
    return Mention(**row)


def _read_triple(row: dict[str, Any], mentions: list[Mention], article: str) -> Triple:
    row["predicate"] = Predicate(**row["predicate"])
    row["rules"] = tuple(row.get("rules", ()))
    for role in ROLES:
        if role in row:
            row[role] = mentions[row[role]]
    return Triple(article=article, **row)


def _changed_fields(item: Mention | Predicate | Triple) -> dict[str, Any]:
    defaults = DEFAULTS[type(item)]
    return {name: value for name in defaults if (value := getattr(item, name)) != defaults[name]}
