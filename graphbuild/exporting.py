"""Graph → files for other programs.

Comes in: a store. Goes out: a NetworkX graph, then GraphML, GEXF, JSON or CSV, by the file's
name. Nodes are actors, edges are arrows; an edge's key is the arrow's id, because Gephi drops an
edge whose id it has seen.
"""

import csv
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from math import prod
from pathlib import Path
from typing import Any, Literal, Protocol
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.graphml import GraphMLWriter

from graphbuild.errors import GraphbuildError

Row = Mapping[str, Any]
NODE_FIELDS = ("id", "name", "name_de", "kind", "aliases", "wikidata", "description", "partial")
COUNTERS = ("evidence", "asserted", "planned", "reported", "possible", "denied", "attributed")
EDGE_FIELDS = (
    "id", "relation", "event_type", "quad_class", "symmetric", "predicates", *COUNTERS,
    "first_date", "last_date", "confidence",
)  # fmt: skip
# One type a column, or NetworkX declares it twice and Gephi shows two.
TYPES: Mapping[str, Callable[[Any], Any]] = {
    "partial": bool,
    "symmetric": bool,
    "quad_class": int,
    "confidence": float,
    **dict.fromkeys(COUNTERS, int),
}
# What XML 1.0 can't hold: NetworkX writes it and no reader takes the file.
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ACTORS = f"MATCH (a:Actor) RETURN {', '.join(f'a.{name} AS {name}' for name in NODE_FIELDS)} ORDER BY id"
ARROWS = f"""
MATCH (a:Actor)-[r]->(b:Actor)
WHERE $relations IS NULL OR r.relation IN $relations
RETURN a.id AS source, b.id AS target, {", ".join(f"r.{name} AS {name}" for name in EDGE_FIELDS)}
ORDER BY id
"""
# The counters of an arrow, counted from the evidence of some days only.
COUNTS = """
MATCH (e:Evidence)
WHERE e.independent AND ($relations IS NULL OR e.relation IN $relations)
  AND ($since IS NULL OR e.date_to >= $since) AND ($until IS NULL OR e.date_from <= $until)
RETURN e.relationship AS id, count(e) AS evidence,
  sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'asserted' THEN 1 ELSE 0 END) AS asserted,
  sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'planned' THEN 1 ELSE 0 END) AS planned,
  sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'alleged' THEN 1 ELSE 0 END) AS reported,
  sum(CASE WHEN e.polarity = 'positive' AND e.modality IN ['possible', 'conditional', 'requested']
      THEN 1 ELSE 0 END) AS possible,
  sum(CASE WHEN e.polarity = 'negative' THEN 1 ELSE 0 END) AS denied,
  sum(CASE WHEN e.polarity = 'positive' AND e.modality = 'asserted' AND e.attribution IS NOT NULL
      THEN 1 ELSE 0 END) AS attributed,
  collect(DISTINCT e.predicate) AS predicates,
  min(e.date_from) AS first_date, max(e.date_to) AS last_date, collect(e.confidence) AS chances
ORDER BY id
"""


class Answers(Protocol):
    """What a store does for an export."""

    def rows(self, cypher: str, parameters: Mapping[str, Any]) -> Iterable[Row]:
        """Run a reading statement."""


def read_graph(
    store: Answers,
    *,
    actors: Collection[str] = (),
    depth: int = 1,
    relations: Collection[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    names: Literal["de", "en"] = "en",
) -> "nx.MultiDiGraph[str]":
    """Read the graph, or the part around some actors, of some relations or of some days.

    Args:
        store: where the graph is.
        actors: ids of the actors to stay near; none means all.
        depth: how many arrows away from them, in either direction.
        relations: the only relations to take.
        since: first day (ISO) of the evidence that counts.
        until: last day of it.
        names: the language of the labels.
    """
    parameters = {"relations": list(relations) if relations else None}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in store.rows(ACTORS, {}):
        graph.add_node(row["id"], **clean(row, NODE_FIELDS), label=label_of(row, names))
    arrows: Iterable[Row] = store.rows(ARROWS, parameters)
    if since or until:
        days = {"since": since, "until": until}
        arrows = recount(arrows, store.rows(COUNTS, parameters | days))
    for row in arrows:
        values = clean(row, EDGE_FIELDS)
        labels = {"label": row["relation"], "weight": values.get("evidence", 0)}
        graph.add_edge(row["source"], row["target"], key=row["id"], **values, **labels)
    if relations or since or until:
        graph.remove_nodes_from([node for node, degree in graph.degree if degree == 0 and node not in actors])
    return neighbourhood(graph, actors, depth) if actors else graph


def recount(arrows: Iterable[Row], counts: Iterable[Row]) -> Iterable[Row]:
    """Replace the counters of each arrow; one without evidence that counts falls away."""
    counted = {row["id"]: row for row in counts}
    for arrow in arrows:
        if chosen := counted.get(arrow["id"]):
            yield {**arrow, **chosen, "confidence": chance_of_any(chosen["chances"])}


def chance_of_any(chances: Iterable[float]) -> float:
    """Return the chance that at least one piece of evidence is right."""
    return round(1 - prod(1 - chance for chance in chances), 4)


def neighbourhood(
    graph: "nx.MultiDiGraph[str]", actors: Collection[str], depth: int
) -> "nx.MultiDiGraph[str]":
    """Keep what lies at most `depth` arrows from the actors, whichever way the arrows point."""
    near = {actor for actor in actors if actor in graph}
    edge = near
    for _ in range(depth):
        edge = {other for node in edge for other in nx.all_neighbors(graph, node)} - near
        near = near | edge
    return graph.subgraph(near).copy()


def label_of(actor: Row, names: str) -> str:
    """Choose what is written beside a node."""
    return plain((names == "de" and actor["name_de"]) or actor["name"] or actor["id"])


def clean(row: Row, fields: Iterable[str]) -> dict[str, Any]:
    """Make values that every format holds: no None, lists as "a; b", no control characters."""
    values = {name: row[name] for name in fields if row.get(name) not in (None, [], ())}
    return {name: converter(name)(value) for name, value in values.items()}


def converter(name: str) -> Callable[[Any], Any]:
    """Return what makes a column's values of one type."""
    return TYPES.get(name, plain)


def plain(value: Any) -> str:
    """Write a value as text that XML can hold."""
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return NO_XML.sub("", text)


def write_graphml(graph: "nx.MultiDiGraph[str]", path: Path) -> None:
    """Write GraphML for yEd, Gephi, Cytoscape and NetworkX."""
    writer = GraphMLWriter(graph, encoding="utf-8", prettyprint=True)
    add_drawing(writer.xml, graph)
    with path.open("wb") as file:
        writer.dump(file)


def add_drawing(root: ElementTree.Element, graph: "nx.MultiDiGraph[str]") -> None:
    """Tell yEd to write the names and to draw no arrowhead where a relation has no direction.

    yEd shows labels only from graphics of its own; other programs pass over them.
    """
    root.set("xmlns:y", "http://www.yworks.com/xml/graphml")
    for kind in ("node", "edge"):
        key = {"id": f"{kind}-graphics", "for": kind, "yfiles.type": f"{kind}graphics"}
        root.insert(0, ElementTree.Element("key", key))
    for node in root.iter("node"):
        shape = drawing(node, "node-graphics", "y:ShapeNode")
        ElementTree.SubElement(shape, "y:NodeLabel").text = graph.nodes[node.get("id")]["label"]
    for edge in root.iter("edge"):
        values = graph.edges[edge.get("source"), edge.get("target"), edge.get("id")]
        line = drawing(edge, "edge-graphics", "y:PolyLineEdge")
        head = "none" if values.get("symmetric") else "standard"
        ElementTree.SubElement(line, "y:Arrows", source="none", target=head)
        ElementTree.SubElement(line, "y:EdgeLabel").text = values["label"]


def drawing(element: ElementTree.Element, key: str, shape: str) -> ElementTree.Element:
    """Add an empty drawing to a node or an edge."""
    return ElementTree.SubElement(ElementTree.SubElement(element, "data", key=key), shape)


def write_gexf(graph: "nx.MultiDiGraph[str]", path: Path) -> None:
    """Write GEXF for Gephi."""
    nx.write_gexf(graph, path, encoding="utf-8", prettyprint=True)


def write_json(graph: "nx.MultiDiGraph[str]", path: Path) -> None:
    """Write node-link JSON, as D3 and NetworkX read it."""
    document = nx.node_link_data(graph, edges="links")
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_csv(graph: "nx.MultiDiGraph[str]", path: Path) -> None:
    """Write the arrows as a table, one line each, with the columns that Gephi knows first."""
    columns = ("Source", "Target", "Type", "source_name", "target_name", "Label", "Weight", *EDGE_FIELDS)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for source, target, values in graph.edges(data=True):
            ends = {"source_name": graph.nodes[source]["label"], "target_name": graph.nodes[target]["label"]}
            shown = {name: values[name] for name in EDGE_FIELDS if name in values}
            head = {"Source": source, "Target": target, "Type": "Directed"}
            writer.writerow(head | ends | {"Label": values["label"], "Weight": values["weight"]} | shown)


FORMATS: Mapping[str, Callable[["nx.MultiDiGraph[str]", Path], None]] = {
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".json": write_json,
    ".csv": write_csv,
}


def check_format(path: str | Path) -> None:
    """Refuse a file name whose ending names no format.

    Raises:
        GraphbuildError: the ending is unknown.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise GraphbuildError(f"{path}: the ending {suffix or '(none)'} names no format (known: {known})")


def export_graph(graph: "nx.MultiDiGraph[str]", path: str | Path) -> None:
    """Write a graph to a file in the format that its name says; an old file stays until the new is whole."""
    check_format(path)
    path = Path(path)
    part = path.with_name(f".{path.name}.part")
    try:
        FORMATS[path.suffix.lower()](graph, part)
        part.replace(path)
    except OSError as error:
        raise GraphbuildError(f"{path} can't be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
