"""Resolved articles → the statements that put them into a graph or take them out of it.

Each function runs inside one transaction of a store and leaves every counter equal to its
evidence. Comes in: `ResolvedArticle`s. Next: nothing, the graph holds them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any

from graphbuild.model import Actor, Article, Evidence, ResolvedArticle
from graphbuild.storing import statements as say
from graphbuild.storing.store import Row, Transaction

ARTICLE_PROPERTIES = ("id", "path", "title", "published", "language", "source", "url", "author")
ARROW_PROPERTIES = ("subject", "relation", "object", "event_type", "quad_class", "symmetric")
Arrows = dict[str, Row]
"""Arrow id → its id and the ids of its ends."""


def put_articles(transaction: Transaction, articles: Sequence[ResolvedArticle]) -> int:
    """Write articles in place of what the graph holds of them; return how many needed it."""
    latest = {article.article.id: article for article in articles}
    known = transaction.read(say.VERSIONS_OF, ids=sorted(latest))
    held = {row["id"]: row["version"] for row in known}
    fresh = [latest[id_] for id_ in sorted(latest) if held.get(id_) != latest[id_].version]
    if fresh:
        arrows, actors = _take_out(transaction, [article.article.id for article in fresh])
        _put_nodes(transaction, fresh)
        _put_links(transaction, fresh)
        new = _put_arrows(transaction, [evidence for article in fresh for evidence in article.evidence])
        _remove_lonely(transaction, arrows, actors)
        _recount(transaction, arrows | new)
        versions = [{"id": article.article.id, "version": article.version} for article in fresh]
        transaction.write(say.PUT_VERSIONS, rows=versions)
    return len(fresh)


def remove_articles(transaction: Transaction, ids: Iterable[str]) -> int:
    """Take articles out with their evidence, and what nothing else holds."""
    held = [row["id"] for row in transaction.read(say.VERSIONS_OF, ids=sorted(set(ids)))]
    if held:
        arrows, actors = _take_out(transaction, sorted(held))
        transaction.write(say.REMOVE_ARTICLES, ids=held)
        _remove_lonely(transaction, arrows, actors)
        _recount(transaction, arrows)
    return len(held)


def _take_out(transaction: Transaction, ids: Sequence[str]) -> tuple[Arrows, set[str]]:
    """Take out what articles say; return the arrows and actors that they held."""
    transaction.write(say.LOCK_ARTICLES, ids=ids)
    arrows = {row["id"]: row for row in transaction.read(say.HELD_ARROWS, ids=ids)}
    held = (say.HELD_ACTORS, say.EVIDENCE_ACTORS)
    actors = {row["id"] for statement in held for row in transaction.read(statement, ids=ids)}
    for statement in (say.REMOVE_EVIDENCE, say.REMOVE_LINKS):
        transaction.write(statement, ids=ids)
    return arrows, actors


def _put_nodes(transaction: Transaction, articles: Sequence[ResolvedArticle]) -> None:
    transaction.write(say.PUT_ARTICLES, rows=[_article_row(article) for article in articles])
    actors = {actor.id: actor for article in articles for actor in article.actors}
    by_kind = defaultdict(list)
    for id_ in sorted(actors):
        by_kind[actors[id_].kind].append(_row(actors[id_]))
    for kind in sorted(by_kind):
        transaction.write(say.put_actors(kind), rows=by_kind[kind])
    evidence = [_row(evidence) for article in articles for evidence in article.evidence]
    if evidence:
        transaction.write(say.PUT_EVIDENCE, rows=evidence)


def _put_links(transaction: Transaction, articles: Sequence[ResolvedArticle]) -> None:
    ends = [
        {"id": e.id, "article": article.article.id, "subject": e.subject, "object": e.object}
        for article in articles
        for e in article.evidence
    ]
    attributions = [
        {"id": e.id, "attributed_to": e.attributed_to}
        for article in articles
        for e in article.evidence
        if e.attributed_to
    ]
    mentions = [
        {"article": article.article.id, "actor": actor, "count": count}
        for article in articles
        for actor, count in article.mentions.items()
    ]
    reprints = [
        {"article": article.article.id, "reprint_of": article.reprint_of}
        for article in articles
        if article.reprint_of
    ]
    for statement, rows in (
        (say.PUT_ENDS, ends),
        (say.PUT_ATTRIBUTIONS, attributions),
        (say.PUT_MENTIONS, mentions),
        (say.PUT_REPRINTS, reprints),
    ):
        if rows:
            transaction.write(statement, rows=rows)


def _put_arrows(transaction: Transaction, evidence: Iterable[Evidence]) -> Arrows:
    """Make the arrows that evidence speaks of, relation by relation."""
    arrows: dict[str, Arrows] = defaultdict(dict)
    for one in evidence:
        properties = {name: getattr(one, name) for name in ARROW_PROPERTIES}
        arrows[one.relation][one.relationship] = {"id": one.relationship, **properties}
    for relation in sorted(arrows):
        transaction.write(say.put_arrows(relation), rows=_in_order(arrows[relation]))
    return {id_: row for rows in arrows.values() for id_, row in rows.items()}


def _remove_lonely(transaction: Transaction, arrows: Arrows, actors: Collection[str]) -> None:
    """Remove those arrows and actors that nothing holds any more."""
    if arrows:
        transaction.write(say.REMOVE_EMPTY_ARROWS, rows=_in_order(arrows))
    if actors:
        transaction.write(say.REMOVE_LONELY_ACTORS, ids=sorted(actors))


def _recount(transaction: Transaction, arrows: Arrows) -> None:
    """Count the evidence of arrows anew."""
    if arrows:
        for statement in (say.RECOUNT_ARROWS, say.NAME_PREDICATES):
            transaction.write(statement, rows=_in_order(arrows))


def _in_order(arrows: Arrows) -> list[Row]:
    """List arrows by id: processes that lock the same ones in the same order don't block each other."""
    return [arrows[id_] for id_ in sorted(arrows)]


def _article_row(article: ResolvedArticle) -> Row:
    properties = {name: _storable(getattr(article.article, name)) for name in ARTICLE_PROPERTIES}
    return {**properties, "added": article.added}


def _row(item: Actor | Evidence | Article) -> Row:
    return {field.name: _storable(getattr(item, field.name)) for field in fields(item)}


def _storable(value: Any) -> Any:
    """Return a value as a graph can hold it: lists for tuples, and no half of a surrogate pair."""
    if isinstance(value, str):
        return (
            value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    if isinstance(value, tuple):
        return [_storable(item) for item in value]
    return value
