"""What the README says, run as written."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from graphbuild.cli import main
from graphbuild.querying import load_questions

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "graph", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", "build", "dist"
)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.startswith(".venv/bin/graphbuild") and "neo4j" not in line]


def run(arguments: list[str]) -> int:
    try:
        main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def shown_after(command: str) -> str:
    """The output that the README shows after the block with a command."""
    return README.split(command, 1)[1].split("```\n", 2)[2].split("```", 1)[0]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the example articles are loaded, as after the README's first command."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["load", "examples/articles"]) == 0
    return folder


@pytest.mark.install
def test_first_command_installs_and_loads(tmp_path: Path) -> None:
    """On a machine with Python and git the first line makes an environment and a graph."""
    first = next(line for block in blocks("sh") for line in block.splitlines())
    assert first.endswith("load examples/articles")
    clone = tmp_path / "clone"
    shutil.copytree(ROOT, clone, ignore=LEFT_OUT)
    done = subprocess.run(["bash", "-euc", first], cwd=clone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "12 new, 0 unchanged" in done.stderr
    assert (clone / "graph" / "graph.kgl").is_file()
    asked = [".venv/bin/graphbuild", "query", "who-called-whom"]
    rows = subprocess.run(asked, cwd=clone, capture_output=True, text=True, check=True).stdout
    assert "Olaf Scholz" in rows and "Vladimir Putin" in rows


def test_the_output_shown_is_real(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the README shows of loading and of the first question is what a user sees."""
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert run(["load", str(loaded / "examples" / "articles")]) == 0
    assert capsys.readouterr().err == shown_after("load examples/articles\n")
    assert run(["query", "who-called-whom"]) == 0
    rows = shown_after("query who-called-whom\n").rstrip("\n").split("\n")
    assert capsys.readouterr().out.strip("\n").split("\n")[: len(rows) - 1] == rows[:-1]


@pytest.mark.parametrize("command", commands())
def test_every_command_runs(command: str, loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each graphbuild command of the README runs after the first one."""
    monkeypatch.chdir(loaded)
    assert run(shlex.split(command)[1:]) == 0


def test_python_example_runs(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python lines run on a folder of articles."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(loaded / "examples", tmp_path / "examples")
    (code,) = blocks("python")
    namespace: dict[str, object] = {}
    exec(code, namespace)
    assert namespace["network"].number_of_nodes() > 0  # type: ignore[attr-defined]


def test_every_question_is_listed() -> None:
    """The table of questions names every file of `cypher/`, and no other."""
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", README, re.MULTILINE))
    assert listed == set(load_questions())
