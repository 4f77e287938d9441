"""The files in `cypher/`: what every one of them keeps to."""

import re
from pathlib import Path

import pytest

from graphbuild.querying import NO_CODE, USED, load_questions

FOLDER = Path(__file__).parent.parent / "cypher"
QUESTIONS = list(load_questions().values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_parameter_is_declared_and_used(question) -> None:
    """`$names`, the header and the `:params` line to paste in Browser name the same parameters."""
    used = set(USED.findall(NO_CODE.sub("", question.cypher)))
    declared = {each.name for each in question.parameters}
    (pasted,) = re.findall(r"^// :params \{(.*)\}$", question.cypher, re.MULTILINE)
    assert used == declared == set(re.findall(r"(\w+): ", pasted))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_is_portable(question) -> None:
    """Nothing stands in it that one of the stores can't do, and rows come in a full order up to a limit."""
    code = NO_CODE.sub("''", question.cypher)
    forbidden = (r"/\*", r"\bid\(", r"\bSHORTEST\b", r"\bapoc\.", r"\(\w*:\w+\|", r"properties\(", r"keys\(")
    assert not [pattern for pattern in forbidden if re.search(pattern, code)]
    assert not re.search(r"ORDER BY[^\n]*count\(", code)
    assert re.search(r"ORDER BY .+\nLIMIT \$limit\s*$", code)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_an_actor_is_compared_by_id_name_and_alias(question) -> None:
    """Whoever pastes a question into Browser may write a name, a German name, an alias or an id."""
    for each in question.parameters:
        if each.type == "actor":
            pattern = (
                rf"\${each.name} IN \[(\w+)\.id, \1\.name, \1\.name_de\] OR \${each.name} IN \1\.aliases"
            )
            assert re.search(pattern, question.cypher), each.name


def test_the_first_line_is_the_title() -> None:
    """Browser names a saved query by its first comment."""
    for file in FOLDER.glob("*.cypher"):
        assert re.fullmatch(r"// [^:]+", file.read_text(encoding="utf-8").splitlines()[0]), file.name
