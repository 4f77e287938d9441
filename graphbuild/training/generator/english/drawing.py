"""What all kinds of English sentences draw: propositions, tenses, adverbials, things."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from graphbuild.training.generator.english.actor import Actor, genitive
from graphbuild.training.generator.english.actors import Cast
from graphbuild.training.generator.english.clauses import Clauses
from graphbuild.training.generator.english.forms import make_verb
from graphbuild.training.generator.english.propositions import Argument, Proposer, Proposition
from graphbuild.training.generator.english.table import TABLE, choices, words
from graphbuild.training.generator.english.verbs import Plan
from graphbuild.training.generator.english.words import build_chunk, prepositional
from graphbuild.training.generator.names import read_names
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang

MODALS = ("will", "would", "could", "may", "might", "should", "must", "can", "will", "would")


def stop(root: Node, form: str = ".") -> Node:
    """Make a full stop."""
    return Node(form, form, "PUNCT", ".", "", "punct", root, glued="left")


@dataclass(frozen=True)
class Drawer:
    """Draws the parts of sentences.

    Attributes:
        describers: what adds a relative clause to an actor.
        subordinates: what makes a clause to follow another: with its label and whether after a comma.
    """

    random: Random
    cast: Cast
    proposer: Proposer
    clauses: Clauses
    describers: list[Callable[[Actor], Actor]] = field(default_factory=list)
    subordinates: list[Callable[[], tuple[Phrase, str, bool]]] = field(default_factory=list)

    @classmethod
    def from_data(cls, data: Path, random: Random) -> "Drawer":
        """Set up everything from the data directory."""
        cast = Cast(read_names("en", data), random)
        return cls(random, cast, Proposer(cast, random), Clauses(cast, random))

    def chance(self, probability: float) -> bool:
        """Draw yes or no."""
        return self.random.random() < probability

    def pick(self, section: str, key: str) -> str:
        """Draw one of a list of words."""
        return self.random.choice(words(TABLE[section][key]))

    def pick_phrase(self, section: str, key: str) -> str:
        """Draw one of a list of phrases."""
        return self.random.choice(choices(TABLE[section][key]))

    def actor(self, *kinds: str) -> Actor:
        """Draw an actor of one of the kinds."""
        return self.cast.draw(
            self.random.choice(kinds or ("person", "person", "organization", "state", "group"))
        )

    # plans

    def tense(self) -> tuple[str, str, str]:
        """Draw tense, aspect, modal."""
        drawn = self.random.random()
        if drawn < 0.5:
            return "past", "", ""
        if drawn < 0.58:
            return "pres", "", ""
        if drawn < 0.7:
            return "pres", "perfect", ""
        if drawn < 0.78:
            return "past", "perfect", ""
        if drawn < 0.83:
            return self.random.choice(["pres", "past"]), "progressive", ""
        modal = self.random.choice(MODALS)
        return (
            "pres",
            "perfect" if drawn > 0.95 and modal in ("may", "might", "could", "would") else "",
            modal,
        )

    def plan(
        self, proposition: Proposition, tense: tuple[str, str, str] | None = None, *, rich: float = 1.0
    ) -> Plan:
        """Draw how to say a proposition."""
        name, aspect, modal = tense or self.tense()
        negation = ""
        if self.chance(0.07):
            negation = self.random.choice(["not", "not", "n't", "never", "no longer", "no"])
            if negation == "n't" and modal in ("may", "might", "can", "will", "must"):
                negation = "not"
            if negation == "no" and not any(" " not in need for need in proposition.needs):
                negation = "not"
        adverb = self.pick("adverbials", "before_verb") if not negation and self.chance(0.12 * rich) else ""
        extras = self.extras(proposition, (name, aspect, modal), rich)
        opener = ""
        if extras and self.chance(0.22) and extras[-1] != "@city" and not extras[-1].startswith("over"):
            opener, extras = extras[-1], extras[:-1]
        elif self.chance(0.04 * rich):
            opener = self.pick("adverbials", "openers")
        elif self.chance(0.04 * rich):
            opener = "@source"
        return Plan(
            name,
            aspect,
            modal,
            passive=proposition.can_passive and self.chance(0.3),
            agent=self.chance(0.65),
            negation=negation,
            adverb=adverb,
            opener=opener,
            extras=extras,
            pronoun_subject=self.chance(0.08),
            pronoun_object=self.chance(0.08),
        )

    def extras(self, proposition: Proposition, tense: tuple[str, str, str], rich: float) -> tuple[str, ...]:
        """Draw phrases of manner, place, cause and time, in this order."""
        found = []
        if proposition.verb.lemma in self.clauses.manner_verbs and self.chance(0.22):
            found.append(self.pick("adverbials", "manner_words"))
        if self.chance(0.2 * rich):
            found.append("@city" if self.chance(0.6) else self.pick_phrase("adverbials", "places"))
        if self.chance(0.1 * rich) and not found:
            found.append(self.pick_phrase("adverbials", "topics"))
        time = self._time(tense)
        if time and self.chance(0.55 * rich):
            found.append(time)
        return tuple(found)

    def _time(self, tense: tuple[str, str, str]) -> str:
        name, aspect, modal = tense
        if modal and aspect != "perfect":
            return self.pick_phrase("adverbials", "future")
        if name == "pres" and aspect == "perfect" and not modal:
            return self.pick_phrase("adverbials", "perfect_time")
        if name == "pres" and not modal:
            return self.pick_phrase("adverbials", "present_time") if self.chance(0.4) else ""
        if self.chance(0.08):
            return f"@year {self.random.randint(1960, 2026)}"
        if self.chance(0.12):
            return self.pick("adverbials", "time_words")
        return self.pick_phrase("adverbials", "time")

    # things

    def thing(self, key: str = "objects") -> Actor:
        """Draw a thing: "the proposal", "Macron's plan", "the policy of the government"."""
        text = self.pick_phrase("things", key)
        phrase, _ = build_chunk(text)
        owner = self.actor("person", "state", "organization") if self.chance(0.35) else None

        def make() -> Phrase:
            made, _ = build_chunk(text)
            return made if owner is None or made.nodes[0].form != "the" else self.possessed(made, owner)

        return Actor("thing", "", phrase.number, make)

    def possessed(self, phrase: Phrase, owner: Actor) -> Phrase:
        """Say whose a thing is: "Trump's plan", "the plan of the French president"."""
        said = owner.make()
        if not said.heavy and len(said.nodes) < 6 and phrase.nodes[0].form == "the" and self.chance(0.65):
            phrase.nodes[0:1] = hang(genitive(said), phrase.root, "nmod:poss")
            return phrase
        phrase.nodes += hang(prepositional("of", said), phrase.root, "nmod")
        phrase.heavy = said.heavy
        return phrase

    def with_thing(self) -> Proposition:
        """Draw somebody who does something about a thing."""
        verb = make_verb(self.pick("things", "verbs"))
        return Proposition(verb, self.actor(), (Argument(self.thing(), "obj"),), can_passive=True)

    def proposition(self, *, subject: Actor | None = None) -> Proposition:
        """Draw a proposition of the predicate table, now and then one about a thing."""
        if self.chance(0.1):
            drawn = self.with_thing()
            return drawn if subject is None else replace(drawn, subject=subject)
        return self.proposer.draw(subject=subject)

    def enriched(self, proposition: Proposition, probability: float = 0.12) -> Proposition:
        """Add a relative clause to one of the actors, now and then."""
        if not self.describers or not self.chance(probability):
            return proposition
        describe = self.random.choice(self.describers)
        if proposition.arguments and self.chance(0.5):
            first, *others = proposition.arguments
            if first.slot == "gen":
                raise Unfit("genitive")
            return replace(proposition, arguments=(replace(first, actor=describe(first.actor)), *others))
        return replace(proposition, subject=describe(proposition.subject))

    def lengthened(self, plan: Plan, probability: float = 0.15) -> Plan:
        """Let a subordinate clause follow, now and then."""
        if plan.nachfeld or not self.subordinates or not self.chance(probability):
            return plan
        return replace(plan, nachfeld=[self.random.choice(self.subordinates)()])
