"""The graph in files of other programs."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_graph import ACTORS, fill, open_small

from graphbuild.errors import GraphbuildError
from graphbuild.exporting import EDGE_FIELDS, FORMATS, clean, export_graph, read_graph


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the small graph."""
    folder = tmp_path_factory.mktemp("graph")
    fill(folder)
    return folder


def read(workspace: Path, **part: object) -> nx.MultiDiGraph:
    with open_small(workspace) as store:
        return read_graph(store, **part)  # type: ignore[arg-type]


def arrows(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    names = nx.get_node_attributes(graph, "name")
    return {(names[a], values["relation"], names[b]) for a, b, values in graph.edges(data=True)}


def test_the_whole_graph_is_read(workspace: Path) -> None:
    """Every actor is a node, every arrow an edge whose key is its id, with label and weight."""
    graph = read(workspace)
    assert set(graph) == {actor.id for actor in ACTORS.values()}
    assert graph.number_of_edges() == 8
    for *_, key, values in graph.edges(data=True, keys=True):
        assert key == values["id"]
        assert (values["label"], values["weight"]) == (values["relation"], values["evidence"])
    assert graph.nodes["Q22686"]["aliases"] == "Trump; Mr. Trump"
    assert None not in [value for _, values in graph.nodes(data=True) for value in values.values()]


def test_graphml_comes_back_the_same(workspace: Path, tmp_path: Path) -> None:
    """NetworkX reads the file back with all nodes, edges, keys and values."""
    graph = read(workspace)
    export_graph(graph, tmp_path / "g.graphml")
    again = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {(a, b, k): v for a, b, k, v in again.edges(keys=True, data=True)} == {
        (a, b, k): v for a, b, k, v in graph.edges(keys=True, data=True)
    }


def test_graphml_has_one_id_an_edge_and_one_type_a_column(workspace: Path, tmp_path: Path) -> None:
    """Gephi needs edge ids that differ and one declaration for each attribute."""
    export_graph(read(workspace), tmp_path / "g.graphml")
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(tmp_path / "g.graphml").getroot()
    ids = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(ids) == len(set(ids)) == 8
    declared = [
        (key.get("for"), key.get("attr.name")) for key in root.iter(f"{space}key") if key.get("attr.name")
    ]
    assert len(declared) == len(set(declared))
    assert ("edge", "weight") in declared and ("node", "label") in declared


def test_yed_draws_names_and_no_head_on_symmetric_arrows(workspace: Path, tmp_path: Path) -> None:
    """Every node has its label in yEd's own graphics; MEETS has no arrowhead, CALLS has one."""
    export_graph(read(workspace), tmp_path / "g.graphml")
    root = ElementTree.parse(tmp_path / "g.graphml").getroot()
    yed = "{http://www.yworks.com/xml/graphml}"
    assert "Donald Trump" in [label.text for label in root.iter(f"{yed}NodeLabel")]
    heads = {
        (line.findtext(f"{yed}EdgeLabel"), arrow.get("target"))
        for line in root.iter(f"{yed}PolyLineEdge")
        for arrow in line.iter(f"{yed}Arrows")
    }
    assert heads == {
        ("CALLS", "standard"),
        ("MEETS", "none"),
        ("CRITICIZES", "standard"),
        ("LEADS", "standard"),
    }


def test_gexf_and_json_hold_the_same_graph(workspace: Path, tmp_path: Path) -> None:
    """Both come back with the same nodes and edges."""
    graph = read(workspace)
    for name in ("g.gexf", "g.json"):
        export_graph(graph, tmp_path / name)
    gexf = nx.read_gexf(tmp_path / "g.gexf")
    document = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    from_json = nx.node_link_graph(document, edges="links")
    assert arrows(gexf) == arrows(from_json) == arrows(graph)


def test_csv_has_one_line_an_arrow(workspace: Path, tmp_path: Path) -> None:
    """The table begins with the columns that Gephi knows."""
    export_graph(read(workspace), tmp_path / "g.csv")
    with (tmp_path / "g.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    assert list(rows[0])[:3] == ["Source", "Target", "Type"] and set(EDGE_FIELDS) <= set(rows[0])


def test_a_part_is_what_is_near_an_actor(workspace: Path) -> None:
    """Depth counts arrows in either direction; depth 0 is the actor alone."""
    assert set(read(workspace, actors=["Q142"], depth=0)) == {"Q142"}
    assert arrows(read(workspace, actors=["Q142"])) == {("Emmanuel Macron", "LEADS", "France")}
    assert len(read(workspace, actors=["Q142"], depth=2)) == 5
    assert len(read(workspace, actors=["nobody"])) == 0


def test_a_part_can_be_some_relations(workspace: Path) -> None:
    """Only these arrows and the actors they join are left."""
    graph = read(workspace, relations=["MEETS"])
    assert {values["relation"] for *_, values in graph.edges(data=True)} == {"MEETS"}
    assert set(graph) == {"Q22686", "Q3052772", "Q7747"}


def test_days_choose_evidence_and_the_counters_follow(workspace: Path) -> None:
    """Of three calls one is in July; arrows without evidence in these days fall away."""
    graph = read(workspace, since="2025-07-01", until="2025-08-15")
    assert arrows(graph) == {
        ("Donald Trump", "CALLS", "Emmanuel Macron"),
        ("Donald Trump", "MEETS", "Vladimir Putin"),
    }
    (call,) = [values for *_, values in graph.edges(data=True) if values["relation"] == "CALLS"]
    assert (call["evidence"], call["asserted"], call["denied"], call["attributed"]) == (1, 1, 0, 1)
    assert (call["first_date"], call["last_date"], call["confidence"]) == ("2025-07-01", "2025-07-31", 0.9)


def test_labels_can_be_german(workspace: Path) -> None:
    """--names de writes the German name where there is one."""
    labels = nx.get_node_attributes(read(workspace, names="de"), "label")
    assert labels["Q7747"] == "Wladimir Putin" and labels["anna-kelly.person"] == "Anna Kelly"


def test_an_unknown_ending_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    """The format is the file's ending; another is one line."""
    with pytest.raises(GraphbuildError, match=r"\.xyz names no format \(known: \.graphml, \.gexf"):
        export_graph(nx.MultiDiGraph(), tmp_path / "g.xyz")
    with pytest.raises(GraphbuildError, match="can't be written"):
        export_graph(nx.MultiDiGraph(), tmp_path / "missing" / "g.graphml")


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    """The new file takes the old one's place only when it is whole."""
    path = tmp_path / "g.json"
    path.write_text("old")
    broken = nx.MultiDiGraph()
    broken.add_node("a", label=object())
    with pytest.raises(TypeError):
        export_graph(broken, path)
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    name=st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])),
    aliases=st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))),
)
def test_any_name_can_be_exported(tmp_path: Path, name: str, aliases: list[str]) -> None:
    """Whatever characters a name has, every format is written and GraphML can be read again."""
    row = {"id": "x", "name": name, "aliases": aliases, "description": None}
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("x", **clean(row, row), label=clean(row, ["name"])["name"])
    graph.add_edge(
        "x", "x", key="e", label="R", weight=1, **clean({"id": "e", "relation": name}, ["id", "relation"])
    )
    for suffix in FORMATS:
        export_graph(graph, tmp_path / f"g{suffix}")
    assert nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True).number_of_edges() == 1
