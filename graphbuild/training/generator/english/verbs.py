"""A verb in tense, aspect and voice → its auxiliaries, adverbs among them, and itself.

In: a `Proposition` and a `Plan`. Out: nodes such as "has reportedly been called".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphbuild.training.generator.english.propositions import Proposition
from graphbuild.training.generator.english.words import (
    adverb,
)
from graphbuild.training.generator.nodes import Node, Phrase, hang_node

BE = {("pres", "Sing"): "is", ("pres", "Plur"): "are", ("past", "Sing"): "was", ("past", "Plur"): "were"}
HAVE = {("pres", "Sing"): "has", ("pres", "Plur"): "have", ("past", "Sing"): "had", ("past", "Plur"): "had"}
DO = {("pres", "Sing"): "does", ("pres", "Plur"): "do", ("past", "Sing"): "did", ("past", "Plur"): "did"}
REFLEXIVES = {"his": "himself", "her": "herself", "its": "itself", "their": "themselves"}


@dataclass(frozen=True)
class Plan:
    """How to say a proposition.

    Attributes:
        tense: "past", "pres", or, with a modal, its form.
        aspect: "", "perfect", "progressive".
        extras: phrases at the end, each with the text of a table or "@city".
    """

    tense: str = "past"
    aspect: str = ""
    modal: str = ""
    passive: bool = False
    agent: bool = True
    negation: str = ""
    adverb: str = ""
    opener: str = ""
    extras: tuple[str, ...] = ()
    pronoun_subject: bool = False
    pronoun_object: bool = False
    nachfeld: list[tuple[Phrase, str, bool]] = field(default_factory=list)


def finite_feats(tense: str, number: str) -> str:
    """Write the features of a finite form."""
    name = {"past": "Past", "pres": "Pres"}[tense]
    return f"Mood=Ind|Number={number}|Person=3|Tense={name}|VerbForm=Fin"


def finite(form: str, lemma: str, upos: str, tense: str, number: str) -> Node:
    """Make a finite form with its tag."""
    xpos = "VBD" if tense == "past" else "VBZ" if number == "Sing" else "VBP"
    return Node(form, lemma, upos, xpos, finite_feats(tense, number))


def verb_nodes(proposition: Proposition, plan: Plan, number: str) -> tuple[Node, list[Node]]:
    """Make the main verb and everything before it, adverbs and not included.

    Example: "has reportedly been called"
    """
    verb = proposition.verb
    chain = auxiliaries(plan, number)
    if plan.passive:
        root = Node(verb.participle, verb.lemma, "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass")
    elif plan.aspect == "progressive":
        root = Node(verb.gerund, verb.lemma, "VERB", "VBG", "Tense=Pres|VerbForm=Part")
    elif plan.aspect == "perfect":
        root = Node(verb.participle, verb.lemma, "VERB", "VBN", "Tense=Past|VerbForm=Part")
    elif chain:
        root = Node(verb.lemma, verb.lemma, "VERB", "VB", "VerbForm=Inf")
    else:
        present = verb.third if number == "Sing" else verb.lemma
        root = finite(verb.past if plan.tense == "past" else present, verb.lemma, "VERB", plan.tense, number)
    for node in chain:
        node.head = root
        node.label = "aux"
    if plan.passive:
        chain[-1].label = "aux:pass"
    return root, with_adverbs(chain, root, plan)


def auxiliaries(plan: Plan, number: str) -> list[Node]:
    """Make the auxiliaries: modal, have, be, do."""
    chain: list[Node] = []
    if plan.modal:
        chain.append(Node(plan.modal, plan.modal, "AUX", "MD", "VerbForm=Fin"))
    is_perfect = plan.aspect == "perfect"
    if is_perfect and chain:
        chain.append(Node("have", "have", "AUX", "VB", "VerbForm=Inf"))
    elif is_perfect:
        chain.append(finite(HAVE[plan.tense, number], "have", "AUX", plan.tense, number))
    if plan.aspect == "progressive":
        chain.append(_be(chain, plan, number))
    if plan.passive:
        if plan.aspect == "progressive":
            chain.append(Node("being", "be", "AUX", "VBG", "Tense=Pres|VerbForm=Part"))
        elif is_perfect:
            chain.append(Node("been", "be", "AUX", "VBN", "Tense=Past|VerbForm=Part"))
        else:
            chain.append(_be(chain, plan, number))
    if plan.negation in ("not", "n't") and not chain:
        chain.append(finite(DO[plan.tense, number], "do", "AUX", plan.tense, number))
    return chain


def _be(chain: Sequence[Node], plan: Plan, number: str) -> Node:
    if chain:
        return Node("be", "be", "AUX", "VB", "VerbForm=Inf")
    return finite(BE[plan.tense, number], "be", "AUX", plan.tense, number)


def with_adverbs(chain: list[Node], root: Node, plan: Plan) -> list[Node]:
    """Put adverbs and negation after the first auxiliary."""
    nodes = list(chain)
    at = 1 if chain else 0
    if plan.adverb and plan.adverb not in ("again",):
        nodes.insert(at, hang_node(adverb(plan.adverb), root, "advmod"))
    if plan.negation in ("not", "n't"):
        negation = Node(plan.negation, "not", "PART", "RB", "Polarity=Neg", "advmod", root)
        is_joined = plan.negation == "n't" or (plan.modal == "can" and at == 1)
        negation.glued = "left" if is_joined else ""
        nodes.insert(at, negation)
    elif plan.negation == "never":
        nodes.insert(at, Node("never", "never", "ADV", "RB", "", "advmod", root))
    elif plan.negation == "no longer":
        longer = Node("longer", "long", "ADV", "RBR", "Degree=Cmp", "advmod", root)
        nodes[at:at] = [Node("no", "no", "ADV", "RB", "", "advmod", longer), longer]
    return nodes
