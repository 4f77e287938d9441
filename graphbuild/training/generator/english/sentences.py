"""All kinds of English sentences, drawn by weight.

In: a data directory and chance. Out: `Sentence`s. The kinds come from `events`, `speech`, `nesting`;
plain sentences and headlines are made here.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from graphbuild.training.conllu import Sentence
from graphbuild.training.generator.english.drawing import Drawer, stop
from graphbuild.training.generator.english.events import Events
from graphbuild.training.generator.english.nesting import Nesting
from graphbuild.training.generator.english.speech import Speech
from graphbuild.training.generator.nodes import Node, Unfit, finish, tidy

PATIENCE = 100
LONGEST = 52


class EnglishSentences:
    """Draws sentences."""

    def __init__(self, data: Path, random: Random) -> None:
        self.random = random
        self.drawer = Drawer.from_data(data, random)
        events, speech, nesting = Events(self.drawer), Speech(self.drawer), Nesting(self.drawer)
        self.kinds: list[tuple[float, Callable[[], list[Node]]]] = [
            (9, self.simple),
            (2.5, self.headline),
            (1.5, self.thing),
            (2.5, speech.that),
            (1.6, speech.afterwards),
            (2.4, speech.quotation),
            (0.8, speech.first_said),
            (1.5, events.as_subject),
            (1.5, events.as_object),
            (1, events.as_time),
            (0.5, events.existence),
            (2, events.copula),
            (0.5, events.adjectival),
            (3.2, nesting.relative),
            (1.3, nesting.before),
            (1.8, nesting.after),
            (0.9, nesting.gerund),
            (1, nesting.that_verb),
            (1.2, nesting.purpose),
            (2.2, nesting.control),
            (1.6, nesting.same_subject),
            (1.2, nesting.two_clauses),
        ]

    def sentences(self, count: int) -> Iterator[Sentence]:
        """Draw sentences; with a lexicon that lacks nearly everything, fewer than asked."""
        weights = [weight for weight, _ in self.kinds]
        makers = [make for _, make in self.kinds]
        made = 0
        for _ in range(PATIENCE * (count + 10)):
            if made == count:
                return
            make = self.random.choices(makers, weights)[0]
            try:
                nodes = tidy(make())
            except Unfit:
                continue
            if 3 <= len(nodes) <= LONGEST:
                made += 1
                yield finish(nodes)

    def simple(self) -> list[Node]:
        """Make "Trump called Macron on Monday"."""
        proposition = self.drawer.proposer.draw()
        plan = self.drawer.plan(proposition)
        phrase = self.drawer.clauses.main(self.drawer.enriched(proposition, 0.06), plan)
        return [*phrase.nodes, stop(phrase.root)]

    def thing(self) -> list[Node]:
        """Make "The government rejected Macron's proposal"."""
        proposition = self.drawer.with_thing()
        phrase = self.drawer.clauses.main(proposition, self.drawer.plan(proposition))
        return [*phrase.nodes, stop(phrase.root)]

    def headline(self) -> list[Node]:
        """Make "Government rejects criticism": present tense, no stop, few articles."""
        proposition = self.drawer.proposition()
        plan = replace(
            self.drawer.plan(proposition, ("pres", "", ""), rich=0.25), opener="", pronoun_subject=False
        )
        nodes = self.drawer.clauses.main(proposition, plan).nodes
        return drop_articles(nodes) if self.random.random() < 0.7 else nodes


def drop_articles(nodes: list[Node]) -> list[Node]:
    """Drop articles, as headlines do, and the "is" of a passive now and then.

    Example: "The army is attacked by rebels" → "Army attacked by rebels"
    """
    kept = [node for node in nodes if node.upos != "DET" or node.form.lower() not in ("the", "a", "an")]
    passive = [node for node in kept if node.label == "aux:pass"]
    is_plain = not any(node.label == "aux" or node.lemma == "not" for node in kept)
    if len(passive) == 1 and is_plain:
        kept.remove(passive[0])
    return kept
