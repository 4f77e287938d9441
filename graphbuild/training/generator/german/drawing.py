"""What all kinds of German sentences draw: propositions, tenses, adverbials, things.

In: the lexicon and the names. Out: `Plan`s and `Actor`s for the kinds of sentences in `sentences`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from graphbuild.training.generator.german.actor import Actor
from graphbuild.training.generator.german.actors import Cast
from graphbuild.training.generator.german.chunks import build_chunk
from graphbuild.training.generator.german.clauses import Clauses
from graphbuild.training.generator.german.lexicon import Lexicon, read_lexicon
from graphbuild.training.generator.german.parts import Plan, adverbials
from graphbuild.training.generator.german.propositions import Argument, Proposer, Proposition
from graphbuild.training.generator.german.table import TABLE, choices, words
from graphbuild.training.generator.german.verbs import MODALS, TENSES, Tense, modal_tense
from graphbuild.training.generator.names import read_names
from graphbuild.training.generator.nodes import Node, Phrase

AGAIN = frozenset({"wieder", "erneut", "auch"})
RETOLD = ("reported", "reported", "reported perfect", "reported perfect", "reported future")


def stop(root: Node, form: str = ".") -> Node:
    """Make a full stop."""
    return Node(form, form, "PUNCT", "$.", "", "punct", root, glued="left")


@dataclass(frozen=True)
class Drawer:
    """Draws the parts of sentences.

    Attributes:
        describers: what adds a relative clause to an actor.
        subordinates: what makes a clause to follow another, with its label.
    """

    random: Random
    lexicon: Lexicon
    cast: Cast
    proposer: Proposer
    clauses: Clauses
    describers: list[Callable[[Actor], Actor]] = field(default_factory=list)
    subordinates: list[Callable[[], tuple[Phrase, str]]] = field(default_factory=list)

    @classmethod
    def from_data(cls, data: Path, random: Random) -> "Drawer":
        """Set up everything from the data directory."""
        lexicon = read_lexicon(data)
        cast = Cast(read_names("de", data), lexicon, random)
        return cls(random, lexicon, cast, Proposer(lexicon, cast, random), Clauses(lexicon, cast, random))

    def chance(self, probability: float) -> bool:
        """Draw yes or no."""
        return self.random.random() < probability

    def pick(self, section: str, key: str) -> str:
        """Draw one of a list of words."""
        return self.random.choice(words(TABLE[section][key]))

    def pick_phrase(self, section: str, key: str) -> str:
        """Draw one of a list of phrases."""
        return self.random.choice(choices(TABLE[section][key]))

    # tenses and plans

    def tense(self) -> Tense:
        """Draw the tense of a main clause."""
        drawn = self.random.random()
        for limit, name in ((0.42, "past"), (0.58, "present"), (0.78, "perfect"), (0.83, "pluperfect")):
            if drawn < limit:
                return TENSES[name]
        if drawn < 0.87:
            return TENSES["future"]
        if drawn < 0.89:
            return TENSES["conditional"]
        modal = self.random.choice(sorted(MODALS))
        is_hearsay = modal in ("sollen", "könnte", "dürfen") and drawn > 0.95
        return modal_tense(modal, 0 if is_hearsay else self.random.choice([0, 0, 1, 3]), perfect=is_hearsay)

    def reported(self) -> Tense:
        """Draw the tense of reported speech: "rufe an", "habe angerufen", "wolle anrufen"."""
        if self.chance(0.2):
            return modal_tense(self.random.choice(sorted(MODALS)), 2)
        return TENSES[self.random.choice(RETOLD)]

    def plan(self, proposition: Proposition, tense: Tense | None = None, *, rich: float = 1.0) -> Plan:
        """Draw how to say a proposition."""
        tense = tense or self.tense()
        negation = ""
        if self.chance(0.07):
            negation = self.random.choice(["nicht", "nicht", "nicht", "nie", "nicht mehr"])
            if any(need[0].isupper() or need.startswith("ein") for need in proposition.needs):
                negation = "kein"
        return Plan(
            tense,
            passive=proposition.can_passive and self.chance(0.3),
            agent=self.chance(0.65),
            extras=self.extras(proposition, tense, rich),
            negation=negation,
            pronoun_subject=self.chance(0.07),
            pronoun_object=self.chance(0.07),
        )

    def extras(self, proposition: Proposition, tense: Tense, rich: float) -> tuple[tuple[str, str], ...]:
        """Draw phrases of time, place, manner and cause."""
        found = []
        if self.chance(0.5 * rich):
            found.append((self._time(proposition, tense), "time"))
        if self.chance(0.15 * rich):
            found.append(("@city" if self.chance(0.6) else adverbials(self.random, "places"), "place"))
        if self.chance(0.12 * rich):
            found.append((adverbials(self.random, "topics"), "topic"))
        if self.chance(0.17 * rich):
            word = self.pick("adverbials", "sentence_words")
            found.append((word, "again" if word in AGAIN else "sentence adverb"))
        has_adverb = any(need.startswith("adv:") for need in proposition.needs)
        if proposition.verb.lemma in self.clauses.manner_verbs and not has_adverb and self.chance(0.35):
            found.append((self.pick("adverbials", "manner"), "manner"))
        if self.chance(0.05 * rich):
            found.append(("@source", "topic"))
        return tuple(found)

    def _time(self, proposition: Proposition, tense: Tense) -> str:
        is_future = tense.kind in ("future", "modal") and not tense.perfect and tense.base != 1
        if proposition.verb.lemma in self.clauses.lasting_verbs and tense == TENSES["present"]:
            return adverbials(self.random, "lasting")
        if tense.base == 1 and self.chance(0.15):
            return "@date" if self.chance(0.5) else str(self.random.randint(1960, 2026))
        if self.chance(0.25):
            is_present = tense == TENSES["present"]
            key = "future_words" if is_future else "present_words" if is_present else "time_words"
            return self.pick("adverbials", key)
        key = "future" if is_future or (tense == TENSES["present"] and self.chance(0.5)) else "time"
        return adverbials(self.random, key)

    # things

    def thing(self, key: str = "objects") -> Actor:
        """Draw a thing: "den Vorschlag", "die Politik der Regierung"."""
        text = self.pick_phrase("things", key)
        kind = "nom:" if key == "subjects" else ""
        phrase, _ = build_chunk(kind + text, self.lexicon)
        owner = None
        if key == "objects" and self.chance(0.35) and phrase.nodes[0].form in ("den", "die", "das"):
            owner = self.cast.draw(self.random.choice(["person", "state", "organization"]))

        def make(case: str) -> Phrase:
            made, _ = build_chunk(kind + text, self.lexicon, case=case)
            return made if owner is None else self.possessed(made, owner)

        return Actor("thing", phrase.gender, phrase.number, make)

    def possessed(self, phrase: Phrase, owner: Actor) -> Phrase:
        """Say whose a thing is: "Trumps Vorschlag", "der Vorschlag der Regierung", "… von Trump"."""
        return self.clauses.possessed(phrase, owner)

    def with_thing(self) -> Proposition:
        """Draw somebody who does something about a thing: "lehnt den Vorschlag ab"."""
        verb = self.lexicon.verb(self.pick("things", "verbs"))
        subject = self.cast.draw(self.random.choice(["person", "person", "organization", "state", "group"]))
        return Proposition(verb, subject, (Argument(self.thing(), "Acc"),), can_passive=True)

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
            described = replace(first, actor=describe(first.actor))
            return replace(proposition, arguments=(described, *others))
        return replace(proposition, subject=describe(proposition.subject))

    def lengthened(self, plan: Plan, probability: float = 0.15) -> Plan:
        """Let a subordinate clause follow, now and then."""
        if plan.nachfeld or not self.subordinates or not self.chance(probability):
            return plan
        return replace(plan, nachfeld=[self.random.choice(self.subordinates)()])
