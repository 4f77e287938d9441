"""Words that know their head → `Sentence`s.

In: `Phrase`s, whose words point at each other. Out: the numbered words of `conllu`, with spacing,
a capital at the start, and the names that words belong to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graphbuild.training.conllu import ROOT, Name, Sentence, Word


class Unfit(Exception):  # noqa: N818 - a draw that did not work out, not an error
    """What was drawn by chance can't be said; draw again."""


@dataclass(frozen=True, eq=False)
class Tag:
    """One name in a sentence: all its words share the same tag."""

    label: str


@dataclass(eq=False, slots=True)
class Node:
    """A word; without a head it is the root. `glued` says on which sides no space stands."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str = ""
    label: str = ""
    head: "Node | None" = None
    tag: Tag | None = None
    glued: str = ""


@dataclass(slots=True)
class Phrase:
    """Words in order, the topmost of them, and what agrees with it or depends on it.

    Attributes:
        marked: whether the surface shows the case ("den Kanzler", not "Merz").
        heavy: whether the phrase ends in a clause or apposition, so that a comma must follow.
    """

    nodes: list[Node]
    root: Node
    number: str = "Sing"
    gender: str = ""
    person: int = 3
    marked: bool = False
    pronoun: bool = False
    heavy: bool = False
    closing: Node | None = field(default=None)


def hang(phrase: Phrase, head: Node, label: str) -> list[Node]:
    """Hang a phrase on a word and return its words."""
    phrase.root.head = head
    phrase.root.label = label
    return phrase.nodes


def hang_node(node: Node, head: Node, label: str) -> Node:
    """Hang a word on a word."""
    node.head = head
    node.label = label
    return node


def tag_name(nodes: Iterable[Node], label: str) -> None:
    """Say that words are one name."""
    tag = Tag(label)
    for node in nodes:
        node.tag = tag


def tidy(nodes: Sequence[Node]) -> list[Node]:
    """Drop commas before a stop, a closing mark or another comma, and at the end.

    Example: "Macron, der Präsident,." → "Macron, der Präsident."
    """
    kept: list[Node] = []
    for node in nodes:
        is_closing = node.form in (",", ".", ":", ")") or (node.xpos == "$(" and node.glued == "left")
        if kept and kept[-1].form == "," and is_closing:
            kept.pop()
        kept.append(node)
    while kept and kept[-1].form == ",":
        kept.pop()
    return kept


def finish(nodes: Sequence[Node], *, document: str = "generated") -> Sentence:
    """Number the words.

    Example: rief → Trump, an, . gives "Trump rief an." with one entity
    """
    index = {id(node): number for number, node in enumerate(nodes)}
    words = []
    for number, node in enumerate(nodes):
        following = nodes[number + 1] if number + 1 < len(nodes) else None
        is_glued = "right" in node.glued or following is None or "left" in following.glued
        head = number if node.head is None else index[id(node.head)]
        label = ROOT if node.head is None else node.label
        words.append(Word(node.form, not is_glued, node.lemma, node.upos, node.xpos, node.feats, head, label))
    words = _capitalise(words)
    return Sentence(words=tuple(words), document=document, names=tuple(_read_names(nodes)))


def _capitalise(words: list[Word]) -> list[Word]:
    """Begin with a capital, after a quotation mark too."""
    for number, word in enumerate(words):
        if word.upos != "PUNCT":
            form = word.form[0].upper() + word.form[1:]
            changed = Word(
                form, word.space, word.lemma, word.upos, word.xpos, word.feats, word.head, word.label
            )
            return [*words[:number], changed, *words[number + 1 :]]
    return words


def _read_names(nodes: Sequence[Node]) -> Iterable[Name]:
    start = 0
    while start < len(nodes):
        tag = nodes[start].tag
        end = start + 1
        while tag is not None and end < len(nodes) and nodes[end].tag is tag:
            end += 1
        if tag is not None:
            yield Name(start, end, tag.label)
        start = end
