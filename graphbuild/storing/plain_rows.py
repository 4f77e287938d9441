"""Nodes, relationships and paths of any store → plain dicts of one shape. Next: querying, exporting."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from graphbuild.storing.store import Row

ENDS = ("start", "end")


class PlainValues:
    """Makes plain values of the rows of one answer.

    A relationship knows its ends only by the store's own element ids; `name_ends` puts the ids
    of the nodes in their place when all rows are made.
    """

    def __init__(self) -> None:
        self._ids: dict[str, Any] = {}
        self._relationships: list[Row] = []

    def node(self, element: str, labels: Iterable[str], properties: Mapping[str, Any]) -> Row:
        """Make a node."""
        self._ids[element] = properties.get("id")
        return {"labels": sorted(labels), "properties": set_properties(properties)}

    def relationship(self, kind: str, properties: Mapping[str, Any], start: str, end: str) -> Row:
        """Make a relationship between two elements."""
        row = {"type": kind, "properties": set_properties(properties), "start": start, "end": end}
        self._relationships.append(row)
        return row

    def name_ends(self, find_ids: Callable[[list[str]], Mapping[str, Any]]) -> None:
        """Name the ends of all relationships; `find_ids` maps elements that no row shows to ids."""
        ends = {row[end] for row in self._relationships for end in ENDS}
        if unknown := sorted(ends - self._ids.keys()):
            self._ids.update(find_ids(unknown))
        for row in self._relationships:
            row.update({end: self._ids.get(row[end]) for end in ENDS})


def set_properties(properties: Mapping[str, Any]) -> Row:
    """Keep the properties that are set, by name."""
    return {name: plain_time(properties[name]) for name in sorted(properties) if properties[name] is not None}


def plain_time(value: Any) -> Any:
    """Write dates and times as ISO 8601; everything else stays."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value
