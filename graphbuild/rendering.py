"""Rows, triples and summaries → text for people and scripts. Used by the command line only.

A row's values are plain, or nodes, relationships and paths as objects with their `properties`.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal, TextIO

from graphbuild.model import Mention, Triple

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

    from graphbuild.pipeline import LoadSummary

Format = Literal["table", "json", "jsonl", "csv"]
Row = Mapping[str, Any]
# So wide that each row is one line for `grep` and `less -S`.
PIPED_WIDTH = 10_000
FOLDED_WIDTH = 40


def write_rows(rows: Sequence[Row], format_: Format, out: TextIO | None = None) -> None:
    """Write rows in a format; `out` is standard output if not given."""
    out = out or sys.stdout
    if format_ == "table":
        write_table(rows, out)
    elif format_ == "csv":
        write_csv(rows, out)
    elif format_ == "json":
        lines = ",\n ".join(map(to_json, rows))
        out.write(f"[{lines}]\n")
    else:
        out.writelines(to_json(row) + "\n" for row in rows)


def summary_rows(summary: "LoadSummary", *, dry_run: bool) -> list[Row]:
    """Return what a load read, found and wrote as rows: what, how many, and a remark."""
    reasons = Counter(item.reason for item in summary.skipped)
    skipped = ", ".join(f"{number} {reason}" for reason, number in reasons.most_common())
    rows = [
        ("articles read", summary.read, f"{summary.new} new, {summary.unchanged} unchanged"),
        ("sentences", summary.sentences, "of what is new"),
        ("triples", summary.triples, "of what is new"),
    ]
    if summary.forgotten:
        rows.append(("articles forgotten", summary.forgotten, "their files are gone"))
    if not dry_run:
        rows += [("actors", summary.actors, f"in {summary.store}"), ("arrows", summary.arrows, "")]
    rows.append(("skipped", len(summary.skipped), skipped))
    return [{"load": what, "number": number, "remark": remark} for what, number, remark in rows]


def to_json(value: Any) -> str:
    """Write a value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, default=str)


def write_csv(rows: Sequence[Row], out: TextIO) -> None:
    """Write rows as CSV with a head, nodes and arrows by their names."""
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    writer.writerows([plain(value) for value in row.values()] for row in rows)


def plain(value: Any) -> str:
    """Write one value for a program: numbers whole, yes and no as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else cell(value)


def write_table(rows: Sequence[Row], out: TextIO) -> None:
    """Write rows as a table; columns that are empty in every row are left out.

    In a terminal that is too narrow each row is a block of lines instead.
    """
    from rich.console import Console

    columns = [name for name in (rows[0] if rows else ()) if any(cell(row[name]) for row in rows)]
    if not columns:
        return
    if out.isatty():
        console = Console(file=out, highlight=False)
        is_narrow = natural_width(rows, columns) > console.width
        console.print(make_blocks(rows, columns) if is_narrow else make_table(rows, columns))
        return
    console = Console(file=StringIO(), width=PIPED_WIDTH)
    with console.capture() as captured:
        console.print(make_table(rows, columns))
    out.writelines(line.rstrip() + "\n" for line in captured.get().strip("\n").split("\n"))


def natural_width(rows: Sequence[Row], columns: Sequence[str]) -> int:
    """Return how wide a table is whose columns fold only long texts."""
    widths = (max(len(name), *(len(cell(row[name])) for row in rows)) for name in columns)
    return sum(min(width, FOLDED_WIDTH) + 3 for width in widths)


def make_table(rows: Sequence[Row], columns: Sequence[str]) -> "Table":
    """Lay rows out side by side, numbers to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        is_number = all(isinstance(row[name], int | float | None) for row in rows)
        table.add_column(name.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row[name])) for name in columns))
    return table


def make_blocks(rows: Sequence[Row], columns: Sequence[str]) -> "Group":
    """Lay rows out one under the other, a line for each value."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    blocks: list[Table | Text] = []
    for row in rows:
        block = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        block.add_column(style="dim", no_wrap=True)
        block.add_column(overflow="fold")
        for name in columns:
            if value := cell(row[name]):
                block.add_row(name.replace("_", " "), Text(value))
        blocks += [block, Text()]
    return Group(*blocks)


def cell(value: Any) -> str:
    """Write one value in a few words: of a node its name, of an arrow its relation."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, Mapping):
        return element(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    return str(value)


def element(value: Mapping[str, Any]) -> str:
    """Write a node, a relationship, a path or a map."""
    if "nodes" in value and "relationships" in value:
        return path(value)
    properties = value.get("properties")
    if not isinstance(properties, Mapping):
        return to_json(value)
    if "labels" in value:
        return next((str(properties[name]) for name in ("name", "title", "id") if properties.get(name)), "")
    return str(properties.get("relation") or value.get("type", ""))


def path(value: Mapping[str, Any]) -> str:
    """Write a path: "Emmanuel Macron -CALLS- Donald Trump"."""
    nodes = [element(node) for node in value["nodes"]]
    arrows = [f" -{element(arrow)}- " for arrow in value["relationships"]] + [""]
    return "".join(text for pair in zip(nodes, arrows, strict=True) for text in pair)


def explanation_tables(explanation: Any) -> Iterable[tuple[str, list[Row]]]:
    """Yield the tables that explain a sentence, each with its title."""
    names = ("word", "lemma", "part of speech", "label", "head", "features")
    yield "Parse", [dict(zip(names, word, strict=True)) for word in explanation.words]
    extraction = explanation.extraction
    yield "Mentions", [mention_row(mention) for mention in extraction.mentions]
    yield "Triples", [triple_row(triple) for triple in extraction.triples]


def mention_row(mention: Mention) -> Row:
    """Write a mention: what it says, who that is and why."""
    actor = mention.actor
    return {
        "text": mention.text,
        "form": mention.form,
        "chain": mention.chain,
        "reason": mention.reason,
        "actor": actor.name if actor else None,
        "kind": actor.kind if actor else mention.kind,
        "via": mention.via,
        "id": actor.id if actor else None,
    }


def triple_row(triple: Triple) -> Row:
    """Write a triple with the rules that made it."""
    who, whom = (each.actor.name if each.actor else each.text for each in (triple.subject, triple.object))
    return {
        "who": who,
        "relation": triple.relation,
        "whom": whom,
        "polarity": triple.polarity,
        "modality": triple.modality,
        "attribution": triple.attribution.text if triple.attribution else None,
        "event_date": triple.event_date,
        "confidence": triple.confidence,
        "rules": triple.rules,
    }
