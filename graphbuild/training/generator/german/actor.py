"""Somebody or something to speak of in German, said in any case; joining several by "und"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphbuild.training.generator.german.declension import (
    personal_pronoun,
)
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang

MakePhrase = Callable[[str], Phrase]


@dataclass(frozen=True)
class Actor:
    """Somebody to speak of; `make` says the phrase in a case, `kind` is as in the relation tables."""

    kind: str
    gender: str
    number: str
    make: MakePhrase

    @property
    def has_pronoun(self) -> bool:
        """Whether er, sie or sie (plural) can stand for it; a state is never es."""
        return self.gender in ("Masc", "Fem") or self.number == "Plur"

    def pronoun(self, case: str) -> Phrase:
        """Return a pronoun: "er", "ihn", "ihm"."""
        node = personal_pronoun(case, self.gender, self.number)
        is_marked = node.form in ("er", "ihn", "ihm")
        return Phrase([node], node, self.number, self.gender, marked=is_marked, pronoun=True)


def comma(head: Node) -> Node:
    """Make a comma."""
    return Node(",", ",", "PUNCT", "$,", "", "punct", head, glued="left")


def join_phrases(phrases: Sequence[Phrase], word: str = "und") -> Phrase:
    """Join phrases: "A, B und C"."""
    if any(phrase.heavy for phrase in phrases[:-1]):
        raise Unfit(word)
    first = phrases[0]
    nodes = list(first.nodes)
    for number, phrase in enumerate(phrases[1:], 1):
        is_last = number == len(phrases) - 1
        nodes.append(
            Node(word, word, "CCONJ", "KON", "", "cc", phrase.root) if is_last else comma(phrase.root)
        )
        nodes += hang(phrase, first.root, "conj")
    return Phrase(nodes, first.root, "Plur", "", heavy=phrases[-1].heavy)
