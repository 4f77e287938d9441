"""The commands, run as a user runs them: through `main`."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from graphbuild import __version__
from graphbuild.cli import main

COMMANDS = [
    "load",
    "extract",
    "query",
    "questions",
    "show",
    "export",
    "explain",
    "forget",
    "rebuild",
    "check",
]
TEXT = (
    "date 2025-07 Donald Trump hat Emmanuel Macron angerufen. Wladimir Putin traf Donald Trump in Alaska.\n"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run a command in an empty folder; give exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    for name in ("GRAPHBUILD_WORKSPACE", "GRAPHBUILD_STORE"):
        monkeypatch.delenv(name, raising=False)

    def run_command(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as leave:
            code = leave.code if isinstance(leave.code, int) else 0
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "anruf.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [*COMMANDS, "actors list", "actors search"])
def test_every_command_has_help_with_an_example(run, command: str) -> None:
    """--help shows an example of the command itself."""
    code, out, _ = run(*command.split(), "--help")
    assert code == 0 and f"graphbuild {command}" in out.split("Example:")[1]


def test_the_version_is_printed(run) -> None:
    """--version prints one line."""
    assert run("--version") == (0, f"graphbuild {__version__}\n", "")


def test_the_module_is_the_command() -> None:
    """`python -m graphbuild` does the same."""
    done = subprocess.run([sys.executable, "-m", "graphbuild", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"graphbuild {__version__}\n")


def test_load_query_export(run, news: Path) -> None:
    """The main job, with its results on standard output and everything else on standard error."""
    code, out, err = run("load", news)
    assert (code, out) == (0, "")
    rows = [line.split() for line in err.splitlines()]
    assert ["articles", "read", "1", "1", "new,", "0", "unchanged"] in rows
    assert ["arrows", "2"] in rows and "graphbuild query" in err
    code, out, err = run("query", "who-called-whom", "--format", "json")
    (row,) = json.loads(out)
    assert code == 0 and "reading embedded graph" in err
    assert (row["caller"]["properties"]["name"], row["arrow"]["type"]) == ("Donald Trump", "CALLS")
    assert run("export", "g.graphml", "--actor", "Macron", "--names", "de")[0] == 0
    assert nx.read_graphml("g.graphml").number_of_edges() == 1


def test_rows_are_printed_in_four_formats(run, news: Path) -> None:
    """Table for people, JSON, JSON Lines and CSV for scripts, of the same rows."""
    run("load", news)
    ask = ("query", "strongest-relations", "--param", "actor=Trump", "--format")
    assert "Emmanuel Macron" in run(*ask, "table")[1]
    lines = run(*ask, "jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == json.loads(run(*ask, "json")[1])
    table = list(csv.DictReader(io.StringIO(run(*ask, "csv")[1])))
    assert {row["arrow"] for row in table} == {"CALLS", "MEETS"} and len(table) == len(lines) == 2


def test_a_query_of_ones_own(run, news: Path) -> None:
    """--cypher takes a text with parameters; writing, and wrong Cypher, are one line."""
    run("load", news)
    text = "MATCH (a:Actor) WHERE a.kind = $kind RETURN a.name AS name ORDER BY name LIMIT $n"
    _, out, _ = run(
        "query", "--cypher", text, "--param", "kind=person", "--param", "n=1", "--format", "jsonl"
    )
    assert json.loads(out) == {"name": "Donald Trump"}
    for wrong in ("CREATE (n)", "MATCH (a RETURN a"):
        code, out, err = run("query", "--cypher", wrong)
        assert (code, out) == (1, "") and err.splitlines()[-1].startswith("graphbuild: ")
    assert run("query")[0] == 2


def test_the_extraction_record_keeps_its_contract(run, news: Path) -> None:
    """JSON Lines with the agreed keys; offsets are slices of the text without its marker."""
    code, out, _ = run("extract", news)
    lines = [json.loads(line) for line in out.splitlines()]
    text = TEXT.removeprefix("date 2025-07 ")
    assert code == 0 and [line["relation"] for line in lines] == ["CALLS", "MEETS"]
    call = lines[0]
    assert (call["article"], call["language"], call["published"]) == ("anruf.txt", "de", "2025-07")
    assert (call["event_type"], call["quad_class"], call["attribution"]) == ("CONSULT", 1, None)
    assert (call["subject"]["actor"], call["subject"]["kind"]) == ("Q22686", "person")
    assert call["object"]["name"] == "Emmanuel Macron"
    for line in lines:
        for part in (line["subject"], line["predicate"], line["object"]):
            assert text[part["start"] : part["end"]] == part["text"]
        assert text[line["start"] : line["end"]] == line["sentence"]
    assert not Path("graph").exists()


def test_extract_writes_a_file_or_the_whole_record(run, news: Path) -> None:
    """-o writes a file; --format record needs a folder and marks every line."""
    run("extract", news, "-o", "t.jsonl")
    assert len(Path("t.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert run("extract", news, "--format", "record")[0] == 1
    run("extract", news, "--format", "record", "-o", "record")
    for file in Path("record").iterdir():
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        assert rows and all(row["graphbuild"] == "record/1" for row in rows)


def test_open_triples_are_numbered_by_line(run, tmp_path: Path) -> None:
    """Every line is a sentence; what comes out is its number and words of its own."""
    path = tmp_path / "s.txt"
    sentences = ["Macron wurde von Trump empfangen.", "", "Die Firma verkaufte das Werk."]
    path.write_text("\n".join(sentences) + "\n", encoding="utf-8")
    code, out, _ = run("extract", path, "--format", "openie", "--language", "de")
    rows = [line.split("\t") for line in out.splitlines()]
    assert code == 0 and {row[0] for row in rows} == {"1", "3"}
    for number, *parts in rows:
        assert all(word in sentences[int(number) - 1] for part in parts for word in part.split())


def test_what_is_skipped_decides_the_exit_code(run, news: Path) -> None:
    """0 if anything was read, 1 if nothing or under --strict; images are only counted."""
    (news / "empty.txt").write_text("")
    (news / "photo.png").write_bytes(b"\x89PNG")
    code, _, err = run("extract", news)
    assert code == 0 and f"skipped {news / 'empty.txt'}: empty file" in err
    assert "skipped 1 file that holds no article (.png)" in err and "photo" not in err
    assert run("extract", news, "--strict")[0] == 1
    assert run("extract", news / "empty.txt")[0] == 1
    assert run("load", news / "missing")[0] == 1


def test_wrong_usage_is_exit_code_two(run, news: Path) -> None:
    """An unknown option, format or language is Typer's own message."""
    for arguments in (
        ("load",),
        ("load", news, "--language", "fr"),
        ("query", "x", "--format", "xml"),
        ("oops",),
    ):
        assert run(*arguments)[0] == 2


def test_errors_are_one_line(run, news: Path) -> None:
    """What a user can mend is one line on standard error, without a traceback."""
    run("load", news)
    for arguments in (
        ("query", "no-such-question"),
        ("query", "strongest-relations"),
        ("query", "who-called-whom", "--param", "since=tomorrow"),
        ("query", "who-called-whom", "--param", "since"),
        ("export", "g.xyz"),
        ("export", "g.json", "--since", "yesterday"),
        ("extract", news, "--published", "soon"),
        ("show", "Niemand"),
        ("forget", "elsewhere"),
        ("rebuild", "--workspace", "nowhere"),
        ("query", "who-called-whom", "--store", "postgres"),
    ):
        code, out, err = run(*arguments)
        lines = [line for line in err.splitlines() if line.startswith("graphbuild: ")]
        assert (code, out, len(lines)) == (1, "", 1), (arguments, err)
        assert "Traceback" not in err


def test_an_unknown_name_is_said(run, news: Path) -> None:
    """No rows because nobody is called so is told apart from no rows."""
    run("load", news)
    code, _, err = run("query", "strongest-relations", "--param", "actor=Niemand")
    assert code == 0 and "nobody in the graph is called 'Niemand'" in err and "no rows" in err


def test_the_workspace_can_stand_in_the_environment(run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GRAPHBUILD_WORKSPACE names the folder as --workspace does."""
    monkeypatch.setenv("GRAPHBUILD_WORKSPACE", "other")
    run("load", news)
    assert Path("other", "record.sqlite").is_file() and not Path("graph").exists()


def test_explain_show_actors_check_forget_rebuild(run, news: Path) -> None:
    """The other commands do what they say."""
    assert "CALLS" in run("explain", "Donald Trump hat Emmanuel Macron angerufen.")[1]
    run("load", news)
    assert "Donald Trump hat Emmanuel" in run("show", "Macron")[1]
    assert "Emmanuel Macron" in run("actors", "list")[1]
    assert json.loads(run("actors", "search", "putin", "--format", "jsonl")[1])["id"] == "Q7747"
    assert run("rebuild")[0] == 0
    code, out, _ = run("check")
    assert code == 0 and out.count("ok") == 5
    code, _, err = run("forget", news)
    assert code == 0 and "forgot 1 file" in err and "0 arrows" in err


def test_a_log_file_tells_what_was_skipped(run, news: Path) -> None:
    """--log-file keeps every skipped file with its reason."""
    (news / "empty.txt").write_text("")
    run("load", news, "--log-file", "run.log")
    assert "empty.txt: empty file" in Path("run.log").read_text(encoding="utf-8")


def test_prune_asks_before_it_forgets_much(run, tmp_path: Path) -> None:
    """Above ten articles nothing is forgotten without --yes or an answer."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(
            f"Donald Trump traf Wladimir Putin zum {number}. Mal.", encoding="utf-8"
        )
    run("load", folder)
    for file in list(folder.iterdir())[1:]:
        file.unlink()
    assert "11 articles whose files are gone are kept" in run("load", folder, "--prune")[2]
    rows = run("load", folder, "--prune", "--yes")[2].splitlines()
    assert ["articles", "forgotten", "11"] in [row.split()[:3] for row in rows]
