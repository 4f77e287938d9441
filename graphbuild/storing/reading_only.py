"""A statement that somebody wrote → the assurance that it only reads.

Neither store's read-only mode stops `LOAD CSV` or a second statement, so both are refused here,
and writing clauses with a plain word. Next: `rows` of either store.
"""

import re

from graphbuild.errors import QuestionError

# What is text of its own and never a keyword: comments, strings, quoted names.
NO_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`(?:[^`]|``)*`", re.DOTALL)
WRITING = re.compile(
    r"(?<![\w.:$])(LOAD\s+CSV|CREATE|MERGE|INSERT|NODETACH|DETACH|DELETE|SET|REMOVE|DROP|ALTER|FOREACH"
    r"|GRANT|DENY|REVOKE|RENAME|TERMINATE|START\s+DATABASE|STOP\s+DATABASE|USE|IN\s+(?:\d+\s+)?(?:CONCURRENT\s+)?TRANSACTIONS)"
    r"(?=[\s(']|$)(?!\s*[=<>.:,)])",
    re.IGNORECASE,
)


def check_reads_only(cypher: str) -> None:
    """Refuse a text that writes, reads a file or holds more than one statement.

    Raises:
        QuestionError: it does; the message names the clause.
    """
    code = NO_CODE.sub("''", cypher)
    if ";" in code.strip().rstrip("; \n\t"):
        raise QuestionError("a question is one statement: take out what stands after the semicolon")
    if match := WRITING.search(code):
        raise QuestionError(f"a question only reads: {' '.join(match[0].upper().split())} is not allowed")


def without_block_comments(cypher: str) -> str:
    """Take `/* comments */` out, which KGLite doesn't know; strings and names stay."""
    return NO_CODE.sub(lambda match: " " if match[0].startswith("/*") else match[0], cypher)
