"""Shared fixtures: hand-written parses, the real pipelines and a real Neo4j, each once a session."""

import hypothesis
import pytest
import spacy
from neo4j_server import neo4j
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.parsing import load_pipeline

__all__ = ["neo4j", "parse", "pipelines"]

BLANK = spacy.blank("xx")

# How long an example takes says nothing on a busy machine.
hypothesis.settings.register_profile("graphbuild", deadline=None)
hypothesis.settings.load_profile("graphbuild")


def parse(written: str) -> Doc:
    """Make a Doc from a hand-written parse: one word a line, "form lemma UPOS label head [feats] [tag]".

    Heads are numbered from 1 as in CoNLL-U, 0 is the root.
    """
    rows = [line.split() for line in written.strip().splitlines()]
    words = [row[0] for row in rows]
    heads = [int(row[4]) - 1 if row[4] != "0" else i for i, row in enumerate(rows)]
    spaces = [i + 1 < len(rows) and rows[i + 1][0] not in {".", ",", "?", "!"} for i in range(len(rows))]
    return Doc(
        BLANK.vocab,
        words=words,
        spaces=spaces,
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=["ROOT" if row[4] == "0" else row[3] for row in rows],
        heads=heads,
        morphs=[row[5] if len(row) > 5 and row[5] != "_" else "" for row in rows],
        tags=[row[6] if len(row) > 6 else "" for row in rows],
    )


@pytest.fixture(scope="session")
def pipelines() -> dict[str, Language]:
    """The two pipelines that ship."""
    return {code: load_pipeline(code) for code in ("de", "en")}
