"""Questions → rows.

Comes in: a question of `cypher/`, a file or a text, and parameters. Goes out: rows from a store,
which refuses to write for a question. A question says in its header what it asks and takes:

    // Who called whom?
    // question: Who telephoned whom, and how often?
    // parameters: actor: actor = null, since: date = null, limit: integer = 25
"""

import json
import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

from graphbuild.errors import QuestionError

ParameterType = Literal["actor", "string", "list", "date", "integer", "any"]
Row = Mapping[str, Any]
HERE = Path(__file__).parent
# In a wheel the questions lie inside the package, in a checkout beside it.
FOLDERS = (HERE / "cypher", HERE.parent / "cypher")
HEADER = re.compile(r"//\s*(?:(question|parameters):|(:params))?\s*(.*)")
OPTION = re.compile(r"\s*(\w+)\s*:\s*(\w+)\s*(?:=\s*(.+?)\s*)?")
LIST_SEPARATOR = re.compile(r",(?![^\[]*\])")
USED = re.compile(r"\$(\w+)")
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Everything in a query that is text of its own and never a keyword: comments, strings, quoted names.
NO_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)


class Answers(Protocol):
    """What a store does for a question."""

    def rows(self, cypher: str, parameters: Mapping[str, Any]) -> Iterable[Row]:
        """Run a reading statement."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question takes; `default` counts only if the parameter is not `required`."""

    name: str
    type: ParameterType
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its header says of it."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    cypher: str


@cache
def load_questions() -> Mapping[str, Question]:
    """Load the questions that ship, by name."""
    folder = next((folder for folder in FOLDERS if folder.is_dir()), None)
    if folder is None:
        raise QuestionError("the questions are missing: install graphbuild again")
    files = sorted(folder.glob("*.cypher"))
    questions = (parse_question(file.stem, file.read_text(encoding="utf-8")) for file in files)
    return {question.name: question for question in questions if question.question}


def find_question(name: str) -> Question:
    """Find a question by its name, or read it from a file.

    Raises:
        QuestionError: there is no such question.
    """
    questions = load_questions()
    if name.removesuffix(".cypher") in questions:
        return questions[name.removesuffix(".cypher")]
    path = Path(name)
    if path.is_file():
        try:
            return parse_question(path.stem, path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise QuestionError(f"{name} can't be read as a question: {error}") from error
    close = get_close_matches(name, questions, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(questions)}"
    raise QuestionError(f"no question {name!r}: {hint}")


def parse_question(name: str, text: str) -> Question:
    """Read a question and its header; a text without one takes whatever `$names` it uses."""
    title = asked = ""
    parameters: tuple[Parameter, ...] | None = None
    for line in text.splitlines():
        match = HEADER.fullmatch(line.strip())
        if match is None:
            break
        if match[1] == "question":
            asked = match[3]
        elif match[1] == "parameters":
            parameters = parse_parameters(name, match[3])
        elif not match[2]:
            title = title or match[3]
    if parameters is None:
        used = dict.fromkeys(USED.findall(NO_CODE.sub("", text)))
        parameters = tuple(Parameter(each, "any") for each in used)
    return Question(name, title or name, asked, parameters, text)


def parse_parameters(question: str, header: str) -> tuple[Parameter, ...]:
    """Read `actor: actor, since: date = null, limit: integer = 25`."""
    if header.strip() in {"", "none", "-"}:
        return ()
    return tuple(parse_parameter(question, part) for part in LIST_SEPARATOR.split(header))


def parse_parameter(question: str, part: str) -> Parameter:
    """Read one parameter of a header."""
    match = OPTION.fullmatch(part)
    if match is None or match[2] not in get_args(ParameterType):
        known = ", ".join(get_args(ParameterType))
        raise QuestionError(
            f"question {question}: {part.strip()!r} must read `name: type = default`, type one of {known}"
        )
    name, type_, default = match.groups()
    bare = Parameter(name, type_)  # type: ignore[arg-type]  # checked above
    if default is None:
        return bare
    return Parameter(name, bare.type, required=False, default=convert(bare, default))


def convert(parameter: Parameter, value: Any) -> Any:
    """Turn what a user wrote into the parameter's type; `null` stays open.

    Raises:
        QuestionError: the value is not of that type.
    """
    if value is None or value == "null":
        return None
    try:
        return CONVERTERS[parameter.type](parameter.name, value)
    except (TypeError, ValueError, QuestionError) as error:
        raise QuestionError(
            f"parameter {parameter.name}: {value!r} is no {parameter.type}{HINTS[parameter.type]}"
        ) from error


def to_text(_: str, value: Any) -> str:
    """Take a text as it is."""
    if not isinstance(value, str):
        raise TypeError
    return value.strip("'\"") if value[:1] == value[-1:] and value[:1] in {"'", '"'} else value


def to_list(_: str, value: Any) -> list[str]:
    """Read a list: ["CALLS", "MEETS"], [CALLS, MEETS] or CALLS,MEETS."""
    if isinstance(value, str):
        parts = value.strip().removeprefix("[").removesuffix("]").split(",")
        return [part.strip().strip("'\"") for part in parts if part.strip()]
    return [str(item) for item in value]


def to_integer(_: str, value: Any) -> int:
    """Read a whole number that is not negative, as LIMIT needs it."""
    number = int(str(value))
    if number < 0:
        raise ValueError
    return number


def to_date(name: str, value: Any) -> str:
    """Read a date as a day: the first that it can mean, of `until` the last."""
    return as_day(str(value), last=name == "until")


def as_day(date: str, *, last: bool = False) -> str:
    """Complete a date as precise as known to its first or last day: "2025-07" → 2025-07-01.

    Raises:
        QuestionError: there is no such date.
    """
    match = DATE.fullmatch(date.strip())
    year, month, day = match.groups() if match else ("", "", "")
    month = month or ("12" if last else "01")
    days = monthrange(int(year), int(month))[1] if year and 1 <= int(month) <= 12 else 0
    day = day or (f"{days:02}" if last else "01")
    if not 1 <= int(day) <= days:
        raise QuestionError(f"{date!r} is no date: write 2025, 2025-07 or 2025-07-05")
    return f"{year}-{month}-{day}"


def to_any(_: str, value: Any) -> Any:
    """Read a parameter of a text without header: a number, true or a list as JSON, else text."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


CONVERTERS: Mapping[str, Callable[[str, Any], Any]] = {
    "actor": to_text,
    "string": to_text,
    "list": to_list,
    "date": to_date,
    "integer": to_integer,
    "any": to_any,
}
HINTS = {
    "actor": "",
    "string": "",
    "any": "",
    "list": " (CALLS,MEETS)",
    "date": " (2025, 2025-07 or 2025-07-05)",
    "integer": "",
}


def fill_parameters(question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give every parameter of a question a value of its type.

    Raises:
        QuestionError: a parameter is unknown, missing or of the wrong type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    takes = ", ".join(known) or "none"
    if unknown := [name for name in given if name not in known]:
        raise QuestionError(
            f"question {question.name} has no parameter {', '.join(unknown)} (it takes: {takes})"
        )
    missing = [name for name, each in known.items() if each.required and given.get(name) in (None, "")]
    if missing:
        raise QuestionError(f"question {question.name} needs --param {missing[0]}=… (it takes: {takes})")
    return {
        name: convert(each, given[name]) if name in given else each.default for name, each in known.items()
    }


def run_query(
    store: Answers,
    question: Question | str,
    params: Mapping[str, Any] | None = None,
    *,
    find_actor: Callable[[str], str] | None = None,
) -> list[Row]:
    """Ask a store a question.

    Args:
        store: where to ask.
        question: a question, its name or its file.
        params: parameter → value, as typed or as text.
        find_actor: turns a name as users write it into one that the graph knows, or its id.

    Raises:
        QuestionError: no such question, a wrong parameter, or a text that would write.
    """
    if isinstance(question, str):
        question = find_question(question)
    values = fill_parameters(question, params or {})
    for parameter in question.parameters:
        if parameter.type == "actor" and values[parameter.name] and find_actor:
            values[parameter.name] = find_actor(values[parameter.name])
    return list(store.rows(question.cypher, values))


FIND_ACTORS = """
MATCH (a:Actor)
WHERE a.id IN $ids OR $name IN [a.id, a.name, a.name_de] OR $name IN a.aliases
   OR toLower($name) IN [toLower(a.name), toLower(a.name_de)]
RETURN a.id AS id, a.name AS name
ORDER BY id
"""


def find_actors(store: Answers, name: str, ids: Collection[str] = ()) -> list[Row]:
    """Find the actors of the graph that have a name, or one of some ids."""
    return list(store.rows(FIND_ACTORS, {"name": name, "ids": list(ids)}))


def split_parameter(text: str) -> tuple[str, str]:
    """Split `key=value` as typed on the command line.

    Raises:
        QuestionError: there is no "=".
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise QuestionError(f"--param {text}: write it as key=value")
    return name.strip(), value.strip()


def describe(question: Question) -> Row:
    """Write a question as a row: name, what it asks, and its parameters as typed."""
    written = (
        each.name if each.required else f"[{each.name}={shown(each.default)}]" for each in question.parameters
    )
    return {"name": question.name, "question": question.question, "parameters": " ".join(written)}


def shown(default: Any) -> str:
    """Write a default; one that stays open is left empty."""
    return "" if default is None else ",".join(default) if isinstance(default, list) else str(default)
