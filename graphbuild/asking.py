"""Questions about a workspace's graph → rows: by name, of an actor, of one sentence.

Names are resolved through the catalogue first, so that a question may be asked in any spelling.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphbuild.errors import QuestionError
from graphbuild.querying import Question, Row, find_actors, find_question, run_query
from graphbuild.workspace import WORKSPACE, open_graph, open_record

if TYPE_CHECKING:
    from graphbuild.storing import Store

logger = logging.getLogger(__name__)


def query(
    question: Question | str,
    params: Mapping[str, Any] | None = None,
    *,
    workspace: str | Path = WORKSPACE,
    store: str | None = None,
) -> list[Row]:
    """Ask the graph a question of `cypher/`, by name, or one of your own.

    Args:
        question: a question, its name or its file.
        params: parameter → value.
        workspace: whose graph.
        store: where it is, by default where it was last.
    """
    with open_graph(workspace, store) as graph_store:
        return run_query(graph_store, question, params, find_actor=partial(find_actor, graph_store))


def find_actor(graph_store: "Store", name: str) -> str:
    """Turn a name as people write it into the id of the actor in the graph, or give it back.

    Example: "Selensky" → Q3874799
    """
    known = catalogue_ids(name)
    present = [row["id"] for row in find_actors(graph_store, name, known)]
    if not present:
        logger.warning("nobody in the graph is called %r; try: graphbuild actors search NAME", name)
    chosen = next((id_ for id_ in (name, *known) if id_ in present), None)
    return chosen or (present[0] if len(present) == 1 else name)


def catalogue_ids(name: str) -> list[str]:
    """Return the actors of the catalogue that a name can mean, the likeliest first."""
    from graphbuild.languages import LANGUAGES
    from graphbuild.resolving import load_catalogue

    catalogue = load_catalogue()
    return list(dict.fromkeys(found.actor for code in LANGUAGES for found in catalogue.named(name, code)))


SEARCH = """
MATCH (a:Actor)
WHERE a.id IN $ids OR a.id = $name OR toLower(a.name) CONTAINS toLower($name)
   OR toLower(a.name_de) CONTAINS toLower($name)
   OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($name))
OPTIONAL MATCH (a)-[r]-(:Actor)
WITH a, coalesce(sum(r.evidence), 0) AS evidence
RETURN a.name AS name, a.name_de AS name_de, a.kind AS kind, evidence, a.aliases AS aliases,
       a.description AS description, a.id AS id
ORDER BY evidence DESC, id
LIMIT $limit
"""
ONE_EVIDENCE = """
MATCH (who:Actor)<-[:SUBJECT]-(e:Evidence {id: $id})-[:OBJECT]->(whom:Actor)
MATCH (e)-[:FROM]->(article:Article)
RETURN who.name AS who, e.relation AS relation, whom.name AS whom,
       e.polarity AS polarity, e.modality AS modality, e.attribution AS attribution,
       e.date_from AS date_from, e.date_to AS date_to,
       e.subject_via AS subject_via, e.object_via AS object_via,
       e.predicate AS predicate, e.rules AS rules, e.confidence AS confidence,
       e.text AS text, e.start_char AS start_char, e.end_char AS end_char,
       article.id AS article_id, article.path AS article, article.title AS title, article.url AS url
"""
BEST_EVIDENCE = """
MATCH (e:Evidence)-[:FROM]->(article:Article)
WHERE e.relationship IN $arrows
WITH e.relationship AS arrow, e.text AS sentence, article.path AS article,
     e.confidence AS confidence, e.id AS id,
     CASE WHEN e.modality = 'asserted' THEN 0 ELSE 1 END AS rank
RETURN arrow, sentence, article, id
ORDER BY arrow, rank, confidence DESC, id
"""


def search_actors(
    name: str, *, limit: int = 25, workspace: str | Path = WORKSPACE, store: str | None = None
) -> list[Row]:
    """Find the actors of the graph whose name, alias or id holds what is searched."""
    values = {"name": name, "ids": catalogue_ids(name), "limit": limit}
    with open_graph(workspace, store) as graph_store:
        return list(graph_store.rows(SEARCH, values))


def show(
    what: Sequence[str], *, limit: int = 25, workspace: str | Path = WORKSPACE, store: str | None = None
) -> list[Row]:
    """Show an actor's arrows or those between two, each with its best sentence; or one piece of evidence.

    Raises:
        QuestionError: nobody is called so, and no evidence has this id.
    """
    with open_graph(workspace, store) as graph_store:
        if len(what) == 1 and (evidence := list(graph_store.rows(ONE_EVIDENCE, {"id": what[0]}))):
            return [with_context(evidence[0], workspace)]
        actors = [find_actor(graph_store, name) for name in what]
        for name, actor in zip(what, actors, strict=True):
            if not find_actors(graph_store, actor):
                raise QuestionError(f"nobody in the graph is called {name!r}; try: graphbuild actors list")
        return arrows_of(graph_store, actors, limit)


def arrows_of(graph_store: "Store", actors: Sequence[str], limit: int) -> list[Row]:
    """List the arrows of an actor, or between two, with the best sentence behind each."""
    question = find_question("strongest-relations")
    rows = run_query(
        graph_store, question, {"actor": actors[0], "limit": limit if len(actors) == 1 else 100_000}
    )
    if len(actors) > 1:
        rows = [row for row in rows if is_between(row, actors[1])][:limit]
    best: dict[str, Row] = {}
    for row in graph_store.rows(
        BEST_EVIDENCE, {"arrows": [row["arrow"]["properties"]["id"] for row in rows]}
    ):
        best.setdefault(row["arrow"], row)
    return [shown_arrow(row, best.get(row["arrow"]["properties"]["id"], {})) for row in rows]


def is_between(row: Row, actor: str) -> bool:
    """Tell whether an arrow ends at an actor, named as a question names it."""
    ends = (row[end]["properties"] for end in ("who", "whom"))
    return any(actor in (end["id"], end["name"], end.get("name_de"), *end.get("aliases", ())) for end in ends)


def shown_arrow(row: Row, best: Row) -> Row:
    """Write one arrow as a flat row."""
    return {
        "who": row["who"]["properties"]["name"],
        "relation": row["arrow"]["properties"]["relation"],
        "whom": row["whom"]["properties"]["name"],
        "evidence": row["evidence"],
        "asserted": row["asserted"],
        "denied": row["denied"],
        "first": row["first"],
        "last": row["last"],
        "sentence": best.get("sentence"),
        "article": best.get("article"),
        "evidence_id": best.get("id"),
    }


def with_context(row: Row, workspace: str | Path) -> Row:
    """Add what stands before and after the sentence, the file's line and where it was read from."""
    with open_record(workspace) as record:
        article = record.extraction(row["article_id"]).article
        paths = record.paths_of(article.id)
    start, end = row["start_char"], row["end_char"]
    before = article.text[:start].rstrip().rpartition("\n")[2][-300:]
    after = article.text[end:].lstrip().partition("\n")[0][:300]
    place = {"before": before, "sentence": row["text"], "after": after, "files": paths}
    return {**row, **place, "line": article.text.count("\n", 0, start) + 1}
