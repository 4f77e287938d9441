"""All kinds of German sentences, drawn by weight.

In: a data directory and chance. Out: `Sentence`s. The kinds come from `events`, `speech`, `nesting`;
plain sentences and headlines are made here.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from graphbuild.training.conllu import Sentence
from graphbuild.training.generator.german.chunks import prepositional
from graphbuild.training.generator.german.drawing import Drawer, stop
from graphbuild.training.generator.german.events import Events
from graphbuild.training.generator.german.nesting import Nesting
from graphbuild.training.generator.german.speech import Speech
from graphbuild.training.generator.german.verbs import TENSES, modal_tense, participle
from graphbuild.training.generator.nodes import Node, Unfit, finish, hang, tidy

PATIENCE = 100
LONGEST = 48


class GermanSentences:
    """Draws sentences."""

    def __init__(self, data: Path, random: Random) -> None:
        self.random = random
        self.drawer = Drawer.from_data(data, random)
        events, speech, nesting = Events(self.drawer), Speech(self.drawer), Nesting(self.drawer)
        self.kinds: list[tuple[float, Callable[[], list[Node]]]] = [
            (9, self.simple),
            (2.5, self.headline),
            (0.5, self.participle_headline),
            (1.5, self.thing),
            (1.2, speech.that),
            (1.8, speech.embedded),
            (1.8, speech.afterwards),
            (2.2, speech.quotation),
            (0.6, speech.colon),
            (1.5, events.as_subject),
            (1.5, events.as_object),
            (1, events.as_time),
            (0.4, events.existence),
            (2, events.copula),
            (0.5, events.adjectival),
            (3, nesting.relative),
            (0.6, nesting.participial),
            (1.5, nesting.before),
            (2, nesting.after),
            (1, nesting.that_verb),
            (1.2, nesting.purpose),
            (2.2, nesting.control),
            (1.6, nesting.same_subject),
            (1.2, nesting.two_clauses),
            (0.5, nesting.long_title),
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
        """Make "Gestern rief Trump den französischen Präsidenten an"."""
        proposition = self.drawer.proposer.draw()
        plan = self.drawer.plan(proposition)
        phrase = self.drawer.clauses.main(self.drawer.enriched(proposition, 0.06), plan)
        return [*phrase.nodes, stop(phrase.root)]

    def thing(self) -> list[Node]:
        """Make "Den Vorschlag Macrons lehnte die Regierung ab"."""
        proposition = self.drawer.with_thing()
        phrase = self.drawer.clauses.main(proposition, self.drawer.plan(proposition))
        return [*phrase.nodes, stop(phrase.root)]

    def headline(self) -> list[Node]:
        """Make "Regierung weist Kritik zurück": present tense, no stop, few articles."""
        proposition = self.drawer.proposition()
        tense = (
            TENSES["present"]
            if self.random.random() < 0.8
            else modal_tense(self.random.choice(["wollen", "sollen"]))
        )
        plan = replace(
            self.drawer.plan(proposition, tense, rich=0.25), pronoun_subject=False, front="subject"
        )
        nodes = self.drawer.clauses.main(proposition, plan).nodes
        return drop_articles(nodes) if self.random.random() < 0.7 else nodes

    def participle_headline(self) -> list[Node]:
        """Make "Trump von Richter verurteilt"."""
        proposition = self.drawer.proposer.draw()
        argument = proposition.argument("Acc")
        if not proposition.can_passive or argument is None or proposition.needs:
            raise Unfit("no participle")
        root = participle(proposition.verb)
        subject = argument.actor.make("Nom")
        nodes = hang(subject, root, "nsubj:pass")
        if self.random.random() < 0.6:
            nodes += hang(prepositional("von", proposition.subject.make("Dat")), root, "obl:agent")
        if self.random.random() < 0.4:
            nodes += hang(self.drawer.clauses.extra("@city", "place").phrase, root, "obl")
        return drop_articles([*nodes, root])


def drop_articles(nodes: list[Node]) -> list[Node]:
    """Drop the articles of nouns without adjectives, as headlines do.

    Example: "Die Regierung kritisiert den Papst" → "Regierung kritisiert Papst"
    """
    weak = {id(node.head) for node in nodes if node.xpos == "ADJA" or node.label == "case"}
    weak |= {id(node) for node in nodes if node.upos != "NOUN" or "Case=Gen" in node.feats}
    return [node for node in nodes if node.xpos != "ART" or id(node.head) in weak]
