"""The whole flow on real files, real pipelines and a real store."""

import shutil
from pathlib import Path

import networkx as nx
import pytest

import graphbuild
from graphbuild import pipeline
from graphbuild.asking import query, search_actors, show
from graphbuild.checking import check
from graphbuild.errors import GraphbuildError, ReadingError, RecordError
from graphbuild.explaining import explain
from graphbuild.parse_key import parse_key
from graphbuild.reading import read_articles
from graphbuild.workspace import open_graph, open_record

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
CALL = "Donald Trump hat Emmanuel Macron angerufen. Wladimir Putin traf Donald Trump in Alaska.\n"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pipeline.LoadSummary]:
    """A workspace with the bundled articles; tests only read it."""
    workspace = tmp_path_factory.mktemp("loaded") / "graph"
    return workspace, pipeline.load(EXAMPLES, workspace=workspace)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "2025-07-01_anruf.txt").write_text(CALL, encoding="utf-8")
    text = "Emmanuel Macron criticised Vladimir Putin on Monday. He met Donald Trump in Paris.\n"
    (folder / "2025-07-02_paris.txt").write_text(text, encoding="utf-8")
    return folder


def content(workspace: Path) -> tuple[object, ...]:
    """Everything that a workspace's graph holds."""
    with open_graph(workspace) as store:
        versions = store.versions()
        arrows = store.rows(
            "MATCH (a:Actor)-[r]->(b:Actor) RETURN r.id AS id, r.evidence AS evidence ORDER BY id"
        )
        actors = store.rows("MATCH (a:Actor) RETURN a.id AS id ORDER BY id")
    return versions, arrows, actors


def test_the_bundled_articles_make_a_graph(loaded: tuple[Path, pipeline.LoadSummary]) -> None:
    """All twelve are read, and the graph holds actors, arrows and a sentence behind each."""
    workspace, summary = loaded
    assert (summary.read, summary.new, summary.skipped) == (12, 12, [])
    assert summary.actors > 20 and summary.arrows > 20 and summary.triples >= summary.arrows
    graph = graphbuild.graph(workspace=workspace)
    assert isinstance(graph, nx.MultiDiGraph) and graph.number_of_edges() == summary.arrows
    assert all(values["evidence"] >= 1 for *_, values in graph.edges(data=True))


def test_paths_in_the_graph_are_relative(loaded: tuple[Path, pipeline.LoadSummary]) -> None:
    """An article is shown by its path under the folder that was given."""
    with open_graph(loaded[0]) as store:
        paths = {row["path"] for row in store.rows("MATCH (a:Article) RETURN a.path AS path ORDER BY path")}
    assert paths == {path.name for path in EXAMPLES.iterdir()}


def test_everything_is_in_order(loaded: tuple[Path, pipeline.LoadSummary]) -> None:
    """`check` finds tables, pipelines, record and graph as they should be."""
    findings = list(check(workspace=loaded[0]))
    assert [finding.text for finding in findings if not finding.is_ok] == []
    assert len(findings) == 5


def test_a_second_load_writes_nothing(folder: Path, tmp_path: Path) -> None:
    """What the record knows isn't parsed again, and the graph stays as it is."""
    first = pipeline.load(folder, workspace=tmp_path / "graph")
    before = content(tmp_path / "graph")
    second = pipeline.load([folder], workspace=tmp_path / "graph")
    assert (first.new, first.unchanged, first.written) == (2, 0, 2)
    assert (second.new, second.unchanged, second.written) == (0, 2, 0)
    assert content(tmp_path / "graph") == before


@pytest.mark.parametrize("count_reprints", [False, True])
def test_what_an_article_repeats_counts_once(tmp_path: Path, count_reprints: bool) -> None:
    """The same sentence twice in one article is one piece of evidence that counts."""
    said = "Donald Trump hat Wladimir Putin angerufen."
    (tmp_path / "twice.txt").write_text(f"{said}\n\nIn Berlin regnete es.\n\n{said}\n", encoding="utf-8")
    workspace = tmp_path / "graph"
    pipeline.load(tmp_path / "twice.txt", workspace=workspace, count_reprints=count_reprints)
    (row,) = query("who-called-whom", workspace=workspace)
    assert row["said"] == 1


def test_the_order_of_loading_does_not_matter(folder: Path, tmp_path: Path) -> None:
    """Two files loaded one after the other, in either order, give the graph of both at once."""
    files = sorted(folder.iterdir())
    pipeline.load(folder, workspace=tmp_path / "both")
    for name, order in (("forward", files), ("backward", files[::-1])):
        for file in order:
            pipeline.load(file, workspace=tmp_path / name)
        assert content(tmp_path / name) == content(tmp_path / "both")


def test_a_changed_file_replaces_what_it_said(folder: Path, tmp_path: Path) -> None:
    """The old text's evidence goes with it, and so do actors that nothing holds any more."""
    workspace = tmp_path / "graph"
    pipeline.load(folder, workspace=workspace)
    (folder / "2025-07-01_anruf.txt").write_text(
        "Am Montag hat es in Berlin viel geregnet.\n", encoding="utf-8"
    )
    summary = pipeline.load(folder, workspace=workspace)
    assert (summary.new, summary.unchanged) == (1, 1)
    assert not query("who-called-whom", workspace=workspace)


def test_forgetting_undoes_loading(folder: Path, tmp_path: Path) -> None:
    """After forgetting one file the graph is that of the other; the file need not exist any more."""
    first, second = sorted(folder.iterdir())
    pipeline.load(second, workspace=tmp_path / "one")
    pipeline.load(folder, workspace=tmp_path / "two")
    first.unlink()
    assert pipeline.forget(first, workspace=tmp_path / "two").forgotten == 1
    assert content(tmp_path / "two") == content(tmp_path / "one")


def test_prune_forgets_what_is_gone(folder: Path, tmp_path: Path) -> None:
    """Only missing files are forgotten, and only if the question is answered with yes."""
    workspace = tmp_path / "graph"
    pipeline.load(folder, workspace=workspace)
    (folder / "2025-07-01_anruf.txt").unlink()
    assert pipeline.load(folder, workspace=workspace, prune=True, confirm=lambda number: False).forgotten == 0
    assert query("who-called-whom", workspace=workspace)
    summary = pipeline.load(folder, workspace=workspace, prune=True)
    assert summary.forgotten == 1 and not query("who-called-whom", workspace=workspace)


def test_rebuilding_gives_the_same_graph(folder: Path, tmp_path: Path) -> None:
    """The graph is a function of the record: made again, even from nothing, it is the same."""
    workspace = tmp_path / "graph"
    pipeline.load(folder, workspace=workspace)
    before = content(workspace)
    for path in workspace.glob("graph.kgl*"):
        path.unlink()
    summary = pipeline.rebuild(workspace=workspace)
    assert content(workspace) == before and summary.written == 2


def test_again_extracts_from_the_stored_texts(folder: Path, tmp_path: Path) -> None:
    """With `again` what the record holds is extracted anew, without its files, to the same graph."""
    workspace = tmp_path / "graph"
    pipeline.load(folder, workspace=workspace)
    before = content(workspace)
    (folder / "2025-07-01_anruf.txt").unlink()
    summary = pipeline.load(folder, workspace=workspace, again=True)
    assert (summary.new, summary.unchanged) == (2, 1)
    assert content(workspace) == before


def test_a_dry_run_touches_nothing(folder: Path, tmp_path: Path) -> None:
    """It says what would be new, and leaves no workspace behind."""
    summary = pipeline.load(folder, workspace=tmp_path / "graph", dry_run=True)
    assert summary.new == 2 and summary.triples > 0
    assert not (tmp_path / "graph").exists()


def test_a_copy_counts_once(folder: Path, tmp_path: Path) -> None:
    """The same text under another name adds a path, no evidence; forgetting it takes only the path."""
    workspace = tmp_path / "graph"
    pipeline.load(folder, workspace=workspace)
    before = content(workspace)
    copy = folder / "zz" / "copy.txt"
    copy.parent.mkdir()
    shutil.copy(folder / "2025-07-01_anruf.txt", copy)
    pipeline.load(folder, workspace=workspace)
    assert content(workspace) == before
    assert pipeline.forget(copy, workspace=workspace).forgotten == 1
    assert content(workspace) == before


def test_settings_are_remembered(folder: Path, tmp_path: Path) -> None:
    """--min-confidence holds for later loads until it is given anew."""
    workspace = tmp_path / "graph"
    assert pipeline.load(folder, workspace=workspace, min_confidence=1.0).arrows == 0
    assert pipeline.load(folder, workspace=workspace).arrows == 0
    assert pipeline.load(folder, workspace=workspace, min_confidence=0.0).arrows > 0


def test_several_processes_find_the_same(folder: Path, tmp_path: Path) -> None:
    """Two workers give the graph that one gives."""
    pipeline.load(folder, workspace=tmp_path / "one")
    pipeline.load(folder, workspace=tmp_path / "two", workers=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_what_is_skipped_is_named(folder: Path, tmp_path: Path) -> None:
    """A language that is neither German nor English, and a missing file, are skipped with the reason."""
    text = "Le président français a rencontré mardi le chancelier allemand dans la capitale.\n"
    (folder / "french.txt").write_text(text, encoding="utf-8")
    summary = pipeline.load([folder, tmp_path / "nothing"], workspace=tmp_path / "graph")
    assert {(Path(each.path).name, each.reason.split(",")[0]) for each in summary.skipped} == {
        ("french.txt", "neither German nor English"),
        ("nothing", "no such file or folder"),
    }


def test_the_parse_key_follows_what_matters(folder: Path) -> None:
    """Text, language and date change it; the path doesn't."""
    from dataclasses import replace

    article = next(iter(read_articles([folder], language="de")))
    key = parse_key(article, {})  # type: ignore[arg-type]
    assert key == parse_key(replace(article, path="/elsewhere"), {})  # type: ignore[arg-type]
    others = (replace(article, language="en"), replace(article, published="2024"), replace(article, id="x"))
    assert len({key, *(parse_key(other, {}) for other in others)}) == 4


def test_extract_gives_triples_with_actors() -> None:
    """A sentence in, who did what to whom out; an unknown language is refused."""
    (triple,) = graphbuild.extract("Donald Trump hat Emmanuel Macron angerufen.", published="2025-07")
    assert triple.subject.actor is not None and triple.object.actor is not None
    assert (triple.subject.actor.id, triple.relation, triple.object.actor.id) == (
        "Q22686",
        "CALLS",
        "Q3052772",
    )
    with pytest.raises(ReadingError, match="name its language"):
        graphbuild.extract("12345")


def test_explain_shows_the_parse() -> None:
    """Every word has its label, and the triple names its rules."""
    explained = explain("Donald Trump met Vladimir Putin.")
    assert [word[0] for word in explained.words] == ["Donald", "Trump", "met", "Vladimir", "Putin", "."]
    assert explained.extraction.triples[0].rules


def test_show_and_search(folder: Path, tmp_path: Path) -> None:
    """An actor's arrows come with a sentence, evidence with its place in the file, names in any spelling."""
    workspace = tmp_path / "graph"
    pipeline.load(folder, workspace=workspace)
    (arrow,) = [row for row in show(["Trump", "Macron"], workspace=workspace) if row["relation"] == "CALLS"]
    assert arrow["sentence"] == "Donald Trump hat Emmanuel Macron angerufen."
    (evidence,) = show([arrow["evidence_id"]], workspace=workspace)
    assert evidence["files"] == [str(folder / "2025-07-01_anruf.txt")] and evidence["line"] == 1
    assert evidence["after"].startswith("Wladimir Putin traf")
    assert search_actors("macr", workspace=workspace)[0]["name"] == "Emmanuel Macron"
    with pytest.raises(GraphbuildError, match="nobody in the graph"):
        show(["Niemand"], workspace=workspace)


def test_a_workspace_without_record_is_one_line(tmp_path: Path) -> None:
    """Forgetting and rebuilding need a record, and say how to make one."""
    with pytest.raises(RecordError, match="graphbuild load"):
        pipeline.rebuild(workspace=tmp_path)
    with open_record(tmp_path / "dry", dry_run=True) as record:
        assert record.ids() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trump rief am Montag Macron an.", ("positive", "asserted")),
        ("Macron wurde von Trump angerufen.", ("positive", "asserted")),
        ("Macron was phoned by Trump.", ("positive", "asserted")),
        ("Trumps Anruf bei Macron dauerte eine Stunde.", ("positive", "asserted")),
        ("Trump rief Macron nicht an.", ("negative", "asserted")),
        ("Trump will Macron anrufen.", ("positive", "planned")),
    ],
)
def test_one_arrow_however_it_is_said(text: str, said: tuple[str, str]) -> None:
    """Active, passive, nominal, German or English: the same arrow; a denial or a plan is no event."""
    (triple,) = pipeline.extract(text, published="2025-07-09")
    assert triple.subject.actor and triple.subject.actor.name == "Donald Trump"
    assert triple.object.actor and triple.object.actor.name == "Emmanuel Macron"
    assert (triple.relation, triple.polarity, triple.modality) == ("CALLS", *said)
