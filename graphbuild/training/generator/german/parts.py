"""Propositions → the parts of German clauses, each with its label and its place in the middle field.

In: a `Proposition` and a `Plan`. Out: `Item`s, which `clauses` puts in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from graphbuild.training.generator.german.actor import Actor
from graphbuild.training.generator.german.actors import Cast
from graphbuild.training.generator.german.chunks import (
    MONTHS,
    adverb,
    build_chunk,
    date_phrase,
    parse_chunk,
    prepositional,
)
from graphbuild.training.generator.german.declension import reflexive_pronoun
from graphbuild.training.generator.german.lexicon import Lexicon
from graphbuild.training.generator.german.propositions import Argument, Proposition
from graphbuild.training.generator.german.table import TABLE, choices, words
from graphbuild.training.generator.german.verbs import Tense
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang

# places in the middle field
ORDER = {
    "pronoun subject": 0.0,
    "reflexive": 1.0,
    "pronoun object": 1.2,
    "pronoun dative": 1.4,
    "subject": 2.0,
    "sentence adverb": 2.6,
    "time": 3.0,
    "again": 3.3,
    "topic": 3.4,
    "dative": 4.0,
    "agent": 4.4,
    "before object": 4.6,
    "object": 5.0,
    "place": 5.6,
    "not": 6.0,
    "manner": 6.3,
    "indefinite": 6.6,
    "prepositional": 7.0,
    "fixed": 8.0,
    "predicative": 9.0,
}
DATIVE_FIRST = frozenset({"pronoun object", "pronoun dative"})


@dataclass
class Item:
    """A part of a clause with the place it takes."""

    phrase: Phrase
    label: str
    slot: str

    @property
    def order(self) -> float:
        """Its place in the middle field."""
        return ORDER[self.slot]


@dataclass(frozen=True)
class Plan:
    """How to say a proposition.

    Attributes:
        passive: with or without its agent.
        extras: phrases of time, place and manner, with their slots.
        negation: "", "nicht", "nie" or "kein".
        nachfeld: clauses that follow, each with its label.
    """

    tense: Tense
    passive: bool = False
    agent: bool = True
    extras: tuple[tuple[str, str], ...] = ()
    negation: str = ""
    pronoun_subject: bool = False
    pronoun_object: bool = False
    front: str = ""
    nachfeld: list[tuple[Phrase, str]] = field(default_factory=list)


class Parts:
    """Builds the parts of clauses."""

    def __init__(self, lexicon: Lexicon, cast: Cast, random: Random) -> None:
        self.lexicon = lexicon
        self.cast = cast
        self.random = random
        self.lasting_verbs = set(words(TABLE["adverbials"]["lasting_verbs"]))
        self.manner_verbs = set(words(TABLE["adverbials"]["manner_verbs"]))

    # parts

    def items(self, proposition: Proposition, plan: Plan, *, without: Argument | None = None) -> list[Item]:
        """Make the parts of a clause except subject and verb; `without` leaves out one argument."""
        found = []
        if proposition.reflexive and not plan.passive:
            node = reflexive_pronoun(proposition.reflexive)
            label = "obj" if proposition.reflexive == "Acc" else "obl:arg"
            found.append(Item(Phrase([node], node, pronoun=True), label, "reflexive"))
        arguments = [argument for argument in proposition.arguments if argument is not without]
        hosts = self._needs(proposition, plan, found, arguments)
        for argument in arguments:
            is_object = argument.case == "Acc" and not argument.preposition
            if argument.on_noun and hosts:
                self._hang_on_noun(hosts[0], argument)
            elif argument.on_noun and argument.case == "Gen":
                raise Unfit("no noun")
            elif not (plan.passive and is_object):
                found.append(self._argument(argument, plan))
        if plan.passive and plan.agent:
            found.append(self._agent(proposition.subject))
        found += [self.extra(text, slot) for text, slot in plan.extras]
        if plan.negation and plan.negation != "kein":
            found.append(Item(self._negation(plan.negation), "advmod", "not"))
        return found

    @staticmethod
    def _negation(text: str) -> Phrase:
        """Make "nicht", "nie", "nicht mehr"."""
        first, _, second = text.partition(" ")
        if first == "nie":
            return _single(Node("nie", "nie", "ADV", "ADV"))
        phrase = _single(Node("nicht", "nicht", "PART", "PTKNEG", "Polarity=Neg"))
        if second:
            phrase.nodes.append(Node(second, second, "ADV", "ADV", "", "advmod", phrase.root))
        return phrase

    def _needs(
        self, proposition: Proposition, plan: Plan, found: list[Item], arguments: Sequence[Argument]
    ) -> list[Phrase]:
        """Add what the verb needs and return the phrases that something may hang on."""
        hosts = []
        subject = proposition.subject
        owner = "Fem" if subject.gender == "Fem" or subject.number == "Plur" else "Masc"
        has_object = any(a.case == "Acc" and not a.preposition for a in arguments)
        for text in proposition.needs:
            if plan.negation == "kein" and (negated := negate_chunk(text, self.lexicon)):
                text = negated
            phrase, label = build_chunk(text, self.lexicon, owner=owner)
            slot = "fixed" if label in ("obl", "xcomp", "obl:arg") else "indefinite"
            if label == "advmod":
                slot = "manner"
            if text.startswith("adj:"):
                slot = "predicative"
            if label == "obj" and has_object:
                raise Unfit(text)
            if label == "obj" and plan.passive:
                raise Unfit("passive with two objects")
            hosts.append(phrase)
            found.append(Item(phrase, label, slot))
        hosts.sort(key=lambda phrase: phrase.nodes[0].upos == "ADP")
        return hosts

    def _hang_on_noun(self, host: Phrase, argument: Argument) -> None:
        if argument.case == "Gen":
            self.possessed(host, argument.actor, before=False)
            return
        phrase = prepositional(argument.preposition, argument.actor.make(argument.case))
        host.nodes += hang(phrase, host.root, "nmod")
        host.heavy = phrase.heavy

    def possessed(self, phrase: Phrase, owner: Actor, *, before: bool = True) -> Phrase:
        """Say whose something is: "Trumps Vorschlag", "der Vorschlag der Regierung", "… von Trump"."""
        try:
            genitive = owner.make("Gen")
        except Unfit:
            genitive = None
        is_name = genitive is not None and genitive.nodes[0].upos == "PROPN"
        if genitive is not None and is_name and before and self._can_precede(phrase, genitive):
            phrase.nodes[0:1] = hang(genitive, phrase.root, "nmod")
            phrase.marked = False
            return phrase
        if genitive is None or (is_name and self.random.random() < 0.6):
            genitive = prepositional("von", owner.make("Dat"))
        phrase.nodes += hang(genitive, phrase.root, "nmod")
        phrase.heavy = genitive.heavy
        return phrase

    def _can_precede(self, phrase: Phrase, genitive: Phrase) -> bool:
        """Whether a genitive may take the article's place: "Trumps Vorschlag"."""
        first = phrase.nodes[0]
        has_article = first.xpos == "ART" and first.head is phrase.root
        has_adjective = any(node.xpos == "ADJA" for node in phrase.nodes)
        is_short = len(genitive.nodes) < 4 and not genitive.heavy
        return has_article and is_short and not has_adjective and self.random.random() < 0.5

    def _argument(self, argument: Argument, plan: Plan) -> Item:
        actor, case = argument.actor, argument.case
        if argument.preposition:
            phrase = prepositional(argument.preposition, actor.make(case))
            return Item(phrase, "obl", "before object" if argument.early else "prepositional")
        is_pronoun = plan.pronoun_object and actor.has_pronoun
        phrase = actor.pronoun(case) if is_pronoun else actor.make(case)
        if case == "Dat":
            return Item(phrase, "obl:arg", "pronoun dative" if is_pronoun else "dative")
        return Item(phrase, "obj", "pronoun object" if is_pronoun else "object")

    def _agent(self, actor: Actor) -> Item:
        word = "durch" if actor.kind in ("organization", "state") and self.random.random() < 0.08 else "von"
        phrase = prepositional(word, actor.make("Acc" if word == "durch" else "Dat"))
        return Item(phrase, "obl:agent", "agent")

    def extra(self, text: str, slot: str) -> Item:
        """Make a phrase of time, place, manner or cause."""
        if text == "@city":
            return Item(prepositional("in", self.cast.city()), "obl", slot)
        if text.startswith("@source"):
            phrase = self.source()
            return Item(phrase, "obl", slot)
        if text == "@date":
            year = str(self.random.randint(1990, 2026)) if self.random.random() < 0.4 else ""
            month = self.random.choice(sorted(MONTHS))
            return Item(date_phrase(self.random.randint(1, 28), month, year), "obl", slot)
        if " " not in text and ":" not in text:
            node = adverb(text)
            return Item(Phrase([node], node), "obl" if text.isdigit() else "advmod", slot)
        phrase, label = build_chunk(text, self.lexicon)
        return Item(phrase, label, slot)

    def source(self) -> Phrase:
        """Say who says so: "laut Politico", "Peskow zufolge", "nach Angaben von Peskow"."""
        drawn = self.random.random()
        actor = self.cast.draw(self.random.choice(["person", "organization", "organization"]))
        if drawn < 0.5:
            return prepositional("laut", actor.make("Dat"))
        if drawn < 0.75:
            phrase = actor.make("Dat")
            if phrase.heavy:
                raise Unfit("zufolge")
            phrase.nodes.append(Node("zufolge", "zufolge", "ADP", "APPO", "", "case", phrase.root))
            return phrase
        phrase, _ = build_chunk("nach Angaben", self.lexicon)
        return self.possessed(phrase, actor, before=False)

    def subject(self, proposition: Proposition, plan: Plan) -> Item:
        """Make the subject, in the passive the object."""
        actor = self.subject_actor(proposition, plan)
        label = "nsubj:pass" if plan.passive else "nsubj"
        if plan.pronoun_subject and actor.has_pronoun:
            return Item(actor.pronoun("Nom"), label, "pronoun subject")
        return Item(actor.make("Nom"), label, "subject")

    @staticmethod
    def subject_actor(proposition: Proposition, plan: Plan) -> Actor:
        """Return whom the verb agrees with."""
        if not plan.passive:
            return proposition.subject
        argument = proposition.argument("Acc")
        if argument is None:
            raise Unfit("no object")
        return argument.actor


def _single(node: Node) -> Phrase:
    return Phrase([node], node)


def negate_chunk(text: str, lexicon: Lexicon) -> str:
    """Return an object with "kein" instead of "ein" or no article, or nothing.

    Example: "einen Brief" → "keinen Brief"; "Kritik" → "keine Kritik"
    """
    try:
        chunk = parse_chunk(text, lexicon)
    except Unfit:
        return ""
    if chunk.kind or chunk.preposition or chunk.quantifier or chunk.determiner not in ("", "ein"):
        return ""
    key = f"kein:{text}"
    lexicon.cache[key] = replace(chunk, determiner="kein")
    return key


def adverbials(random: Random, table_key: str) -> str:
    """Draw a phrase of the tables."""
    return random.choice(choices(TABLE["adverbials"][table_key]))
