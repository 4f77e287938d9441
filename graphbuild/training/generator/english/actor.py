"""Somebody or something to speak of in English; names, genitives, joining several by "and"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphbuild.training.generator.english.table import TABLE, words
from graphbuild.training.generator.english.words import (
    comma,
)
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node

PRONOUNS = {
    "Masc": ("he", "him"),
    "Fem": ("she", "her"),
    "Neut": ("it", "it"),
    "Plur": ("they", "them"),
}


@dataclass(frozen=True)
class Actor:
    """Somebody to speak of; `make` says the phrase anew each time."""

    kind: str
    gender: str
    number: str
    make: Callable[[], Phrase]

    @property
    def has_pronoun(self) -> bool:
        """Whether it is known which pronoun fits; a state is hardly ever "it"."""
        return self.gender in ("Masc", "Fem") or self.number == "Plur"

    @property
    def key(self) -> str:
        """Which pronoun fits."""
        return "Plur" if self.number == "Plur" else self.gender or "Masc"

    def pronoun(self, case: str) -> Phrase:
        """Return a pronoun: "he", "him"."""
        forms = PRONOUNS[self.key]
        gender = "" if self.key == "Plur" else f"Gender={self.key}|"
        feats = f"Case={case}|{gender}Number={self.number}|Person=3|PronType=Prs"
        node = Node(forms[case == "Acc"], forms[0], "PRON", "PRP", feats)
        return Phrase([node], node, self.number, self.gender, pronoun=True)

    @property
    def possessive(self) -> str:
        """Return "his", "her", "its", "their"."""
        return {"Masc": "his", "Fem": "her", "Neut": "its", "Plur": "their"}[self.key]


def proper(form: str) -> Node:
    """Make a word of a name."""
    if form == "Philippines":
        return Node(form, form, "PROPN", "NNPS", "Number=Ptan")
    if form.endswith("s") and form in PLURAL_NAMES:
        return Node(form, form.removesuffix("s"), "PROPN", "NNPS", "Number=Plur")
    return Node(form, form, "PROPN", "NNP", "Number=Sing")


PLURAL_NAMES = frozenset(words(TABLE["classes"]["plural_names"]))


def name_nodes(form: Sequence[str]) -> list[Node]:
    """Make the words of a name, hyphens apart as the treebank has them, the first on top.

    Example: Jean-Marie Le Pen → Jean - Marie Le Pen
    """
    nodes: list[Node] = []
    for word in form:
        parts = word.split("-")
        for number, part in enumerate(parts):
            node = proper(part)
            if number:
                hyphen = Node("-", "-", "PUNCT", "HYPH", "", "punct", node, glued="left right")
                nodes.append(hyphen)
            nodes.append(node)
    for node in nodes[1:]:
        if node.xpos != "HYPH":
            hang_node(node, nodes[0], "flat")
    return nodes


def genitive(phrase: Phrase) -> Phrase:
    """Append "'s"."""
    if phrase.heavy:
        raise Unfit("heavy genitive")
    form = "'" if phrase.root.xpos in ("NNS", "NNPS") and phrase.nodes[-1].form.endswith("s") else "'s"
    phrase.nodes.append(Node(form, "'s", "PART", "POS", "", "case", phrase.root, glued="left"))
    return phrase


def join_phrases(phrases: Sequence[Phrase], word: str = "and") -> Phrase:
    """Join phrases: "A, B and C"."""
    if any(phrase.heavy for phrase in phrases[:-1]):
        raise Unfit(word)
    first = phrases[0]
    nodes = list(first.nodes)
    for number, phrase in enumerate(phrases[1:], 1):
        is_last = number == len(phrases) - 1
        nodes.append(
            Node(word, word, "CCONJ", "CC", "", "cc", phrase.root) if is_last else comma(phrase.root)
        )
        nodes += hang(phrase, first.root, "conj")
    return Phrase(nodes, first.root, "Plur", heavy=phrases[-1].heavy)
