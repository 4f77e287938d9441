"""`decisions.toml` → what people decided about actors and arrows.

Read before every load; a decision survives upgrades and rebuilds, and is undone by removing its
entry. Contradictions stop with a TableError that names the lines. Example:

    [[same]]                                  # these names are one actor
    names = ["Hans Müller", "Hans-Peter Müller"]

    [[different]]                             # the Hans Müller of this article is someone else
    name = "Hans Müller"
    article = "2025/bahn.txt"

    [[different]]                             # these names are never one actor
    names = ["Hans Müller", "Horst Müller"]

    [[alias]]                                 # this name means that actor (a name or an id)
    name = "der Dealmaker"
    actor = "Donald Trump"

    [[kind]]
    name = "Nexta"
    kind = "organization"

    [[ignore]]                                # not an actor
    name = "Stand"

    [[reject]]                                # this sentence does not say that
    sentence = "…"
    relation = "CALLS"                        # optional, like subject and object

    [[relabel]]
    sentence = "…"
    relation = "CALLS"
    to = "MEETS"
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from graphbuild.errors import TableError
from graphbuild.languages.loader import load_relations, read_toml
from graphbuild.model import Actor, Article, Kind, Triple
from graphbuild.resolving.names import name_key, slug

ACTOR_KEYS = frozenset({"kind", "article"})
KEYS = {
    "same": (frozenset({"names"}), ACTOR_KEYS),
    "different": (frozenset(), frozenset({"name", "names", "article", "kind"})),
    "alias": (frozenset({"name", "actor"}), ACTOR_KEYS),
    "kind": (frozenset({"name", "kind"}), frozenset({"article"})),
    "ignore": (frozenset({"name"}), ACTOR_KEYS),
    "reject": (frozenset({"sentence"}), frozenset({"relation", "subject", "object", "article"})),
    "relabel": (frozenset({"sentence", "to"}), frozenset({"relation", "subject", "object", "article"})),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the file: its sort ("same"), its values and its line."""

    sort: str
    line: int
    values: Mapping[str, Any]

    def error(self, problem: str) -> TableError:
        """Make the error that names this entry."""
        return TableError(f"decisions.toml, line {self.line} ([[{self.sort}]]): {problem}")

    def get(self, key: str) -> str:
        """Return a value as text, empty if it isn't there."""
        return str(self.values.get(key, ""))

    def is_about(self, article: Article) -> bool:
        """Tell whether the entry holds for an article; one without `article` holds for all."""
        wanted = self.get("article")
        return not wanted or wanted == article.id or ("/" + article.path).endswith("/" + wanted.lstrip("/"))

    def is_of_kind(self, kind: Kind | None) -> bool:
        """Tell whether the entry holds for actors of a kind; unknown kinds pass."""
        return not self.get("kind") or kind is None or self.get("kind") == kind


@dataclass(frozen=True, slots=True)
class Decisions:
    """Every decision, by sort. Without entries it changes nothing."""

    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def about(self, sort: str, article: Article, kind: Kind | None = None) -> Iterator[Entry]:
        """Yield the entries of a sort that hold for an article and a kind."""
        for entry in self.entries.get(sort, ()):
            if entry.is_about(article) and (sort == "kind" or entry.is_of_kind(kind)):
                yield entry

    def alias_of(self, name: str, kind: Kind | None, article: Article) -> str | None:
        """Return the name or id of the actor that a name was decided to mean."""
        key = name_key(name)
        for entry in self.about("alias", article, kind):
            if name_key(entry.get("name")) == key:
                return entry.get("actor")
        return None

    def decide(self, actor: Actor, article: Article, known: Mapping[str, Actor]) -> Actor | None:
        """Return the actor that people want in place of one, None to ignore it."""
        if any(is_named(actor, entry.get("name")) for entry in self.about("ignore", article, actor.kind)):
            return None
        for entry in self.about("kind", article):
            if is_named(actor, entry.get("name")) and actor.kind != entry.get("kind"):
                actor = with_kind(actor, entry.get("kind"))
        if names := self.same_names(actor, article):
            actor = find_same(actor, names, known)
        for entry in self.about("different", article, actor.kind):
            if entry.get("name") and is_named(actor, entry.get("name")):
                actor = replace(actor, id=f"{slug(actor.name)}.{actor.kind}@{article.id}", wikidata=None)
        return actor

    def same_names(self, actor: Actor, article: Article) -> list[str]:
        """Return all names that were decided to be the actor's, over several entries if need be."""
        groups = [[str(name) for name in e.values["names"]] for e in self.about("same", article, actor.kind)]
        joined = [group for group in groups if any(is_named(actor, name) for name in group)]
        names = [name for group in joined for name in group]
        for _ in groups:
            keys = {name_key(name) for name in names}
            names = [name for group in groups if keys & set(map(name_key, group)) for name in group]
        return list(dict.fromkeys(names))

    def is_rejected(self, triple: Triple, article: Article) -> bool:
        """Tell whether people said that a sentence does not say this."""
        return any(is_triple(entry, triple) for entry in self.about("reject", article))

    def relation_of(self, triple: Triple, article: Article) -> str:
        """Return the relation of a triple, after what people decided about its sentence."""
        for entry in self.about("relabel", article):
            if is_triple(entry, triple):
                return entry.get("to")
        return triple.relation


NO_DECISIONS = Decisions()


def is_named(actor: Actor, name: str) -> bool:
    """Tell whether a name or id is the actor's: its own names count, not the aliases."""
    return name == actor.id or name_key(name) in (name_key(actor.name), name_key(actor.name_de or actor.name))


def is_triple(entry: Entry, triple: Triple) -> bool:
    """Tell whether an entry means a triple: same sentence, and same parts where it states them."""
    if " ".join(entry.get("sentence").split()) != " ".join(triple.sentence.split()):
        return False
    if entry.get("relation") and entry.get("relation") != triple.relation:
        return False
    for part, mention in (("subject", triple.subject), ("object", triple.object)):
        wanted = entry.get(part)
        named = mention.actor is not None and is_named(mention.actor, wanted)
        if wanted and not named and name_key(wanted) != name_key(mention.text):
            return False
    return True


def with_kind(actor: Actor, kind: str) -> Actor:
    """Return the actor with another kind, and with the kind in its id if it is a slug."""
    for known in get_args(Kind):
        if known == kind:
            id_ = actor.id if actor.wikidata else actor.id.replace(f".{actor.kind}", f".{kind}", 1)
            return replace(actor, kind=known, id=id_)
    return actor


def find_same(actor: Actor, names: list[str], known: Mapping[str, Actor]) -> Actor:
    """Return the one actor that several names are: a known one if there is, else the first."""
    for name in names:
        for candidate in known.values():
            if is_named(candidate, name):
                return candidate
    first = names[0]
    return Actor(f"{slug(first)}.{actor.kind}", first, actor.kind, aliases=tuple(names[1:]))


def load_decisions(path: Path) -> Decisions:
    """Read and check the decisions of a workspace; a missing file decides nothing.

    Raises:
        TableError: an entry is wrong, or two contradict each other; names the lines.
    """
    if not path.exists():
        return NO_DECISIONS
    tables = read_toml(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    if unknown := tables.keys() - KEYS.keys():
        raise TableError(
            f"{path.name}: unknown entries {', '.join(sorted(unknown))}; known are {', '.join(KEYS)}"
        )
    entries = {sort: tuple(read_entries(path, sort, tables.get(sort, []), lines)) for sort in KEYS}
    check_contradictions(entries)
    return Decisions(entries)


def read_entries(path: Path, sort: str, rows: Any, lines: list[str]) -> Iterator[Entry]:
    """Yield the checked entries of a sort, each with the line of its header."""
    starts = [number for number, line in enumerate(lines, 1) if line.split("#")[0].strip() == f"[[{sort}]]"]
    if not isinstance(rows, list) or len(rows) != len(starts):
        raise TableError(f"{path.name}: write every {sort} entry as [[{sort}]] on a line of its own")
    needed, optional = KEYS[sort]
    for line, values in zip(starts, rows, strict=True):
        entry = Entry(sort, line, values)
        if missing := needed - values.keys():
            raise entry.error(f"lacks {', '.join(sorted(missing))}")
        if unknown := values.keys() - needed - optional:
            raise entry.error(f"unknown key {', '.join(sorted(unknown))}")
        check_values(entry)
        yield entry


def check_values(entry: Entry) -> None:
    """Check the values of an entry: kinds, relations, at least two names.

    Raises:
        TableError: a value is wrong.
    """
    if (kind := entry.get("kind")) and kind not in get_args(Kind):
        raise entry.error(f"unknown kind {kind}; kinds are {', '.join(get_args(Kind))}")
    for key in ("relation", "to"):
        if (relation := entry.get(key)) and relation not in load_relations():
            raise entry.error(f"unknown relation {relation}")
    names = entry.values.get("names", ["", ""])
    if not isinstance(names, list) or len(names) < 2 or not all(isinstance(name, str) for name in names):
        raise entry.error("names must be a list of at least two names")
    if entry.sort == "different" and ("names" in entry.values) == {"name", "article"}.issubset(entry.values):
        raise entry.error("needs either name and article, or names")
    for key in entry.values.keys() - {"names"}:
        if not isinstance(entry.values[key], str) or not entry.values[key].strip():
            raise entry.error(f"{key} must be a text")


def check_contradictions(entries: Mapping[str, tuple[Entry, ...]]) -> None:
    """Check that no two entries decide the same question differently.

    Raises:
        TableError: they do; names both lines.
    """
    check_groups(entries)
    answers: dict[tuple[str, ...], tuple[str, Entry]] = {}
    for sort in KEYS:
        for entry in entries[sort]:
            for question, answer in answers_of(entry):
                other, earlier = answers.setdefault(question, (answer, entry))
                if other != answer:
                    raise entry.error(
                        f"contradicts line {earlier.line} ([[{earlier.sort}]]) about {question[1]!r}"
                    )


def check_groups(entries: Mapping[str, tuple[Entry, ...]]) -> None:
    """Check that names said to be one actor, in one step or several, are not said to be different.

    Raises:
        TableError: they are; names both lines.
    """
    groups: dict[str, tuple[set[str], int]] = {}
    for entry in entries["same"]:
        keys = {name_key(name) for name in entry.values["names"]}
        joined = keys.union(*(groups[key][0] for key in keys if key in groups))
        groups.update(dict.fromkeys(joined, (joined, entry.line)))
    for entry in entries["different"]:
        first, *others = (name_key(name) for name in entry.values.get("names", [""]))
        same, line = groups.get(first, (set(), 0))
        if same & set(others):
            raise entry.error(f"contradicts line {line} ([[same]]) about {entry.values['names'][0]!r}")


def answers_of(entry: Entry) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield which questions an entry answers, and how.

    Example: [[ignore]] "Stand" answers "is Stand an actor?" with no, [[alias]] "Stand" with who.
    """
    where = (entry.get("article"), entry.get("kind") if entry.sort != "kind" else "")
    name = name_key(entry.get("name"))
    match entry.sort:
        case "alias":
            yield ("who", name, *where), name_key(entry.get("actor"))
        case "ignore":
            yield ("who", name, *where), "nobody"
        case "kind":
            yield ("kind", name, where[0]), entry.get("kind")
        case "reject" | "relabel":
            parts = (entry.get("relation"), entry.get("subject"), entry.get("object"), entry.get("article"))
            yield ("says", " ".join(entry.get("sentence").split()), *parts), entry.get("to") or "nothing"
