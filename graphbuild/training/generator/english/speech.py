"""Who said what: reported speech, quotations, attributions in English."""

from dataclasses import replace
from random import Random

from graphbuild.training.generator.english.actor import Actor
from graphbuild.training.generator.english.drawing import Drawer, stop
from graphbuild.training.generator.english.forms import make_verb
from graphbuild.training.generator.english.propositions import Argument, Proposition
from graphbuild.training.generator.english.table import TABLE
from graphbuild.training.generator.english.verbs import Plan, finite
from graphbuild.training.generator.english.words import comma
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang

QUOTES = (("“", "”"), ("“", "”"), ('"', '"'), ('"', '"'), ("‘", "’"), ("'", "'"))
RETOLD = (
    ("past", "perfect", ""),
    ("past", "", ""),
    ("past", "", ""),
    ("pres", "", "would"),
    ("pres", "", "could"),
    ("past", "progressive", ""),
    ("pres", "perfect", "might"),
)
DIRECT = (
    ("pres", "", "will"),
    ("pres", "perfect", ""),
    ("pres", "", ""),
    ("pres", "", "must"),
    ("past", "", ""),
)


class Speech:
    """Draws sentences with speech in them."""

    def __init__(self, drawer: Drawer) -> None:
        self.drawer = drawer
        self.random: Random = drawer.random

    def retold(self, *, mark: str = "") -> Phrase:
        """Make "(that) Trump had called Macron"."""
        drawer = self.drawer
        proposition = drawer.proposition()
        plan = replace(drawer.plan(proposition, self.random.choice(RETOLD), rich=0.5), opener="")
        plan = drawer.lengthened(plan)
        return drawer.clauses.main(drawer.enriched(proposition), plan, mark=mark)

    def direct(self) -> Phrase:
        """Draw what somebody says in his own words, now and then with "we"."""
        drawer = self.drawer
        proposition = drawer.proposition()
        plan = drawer.plan(proposition, self.random.choice(DIRECT), rich=0.4)
        if not drawer.chance(0.4) or proposition.reflexive:
            return drawer.clauses.main(drawer.enriched(proposition, 0.08), drawer.lengthened(plan))
        if any(need.split()[0] in ("its", "his") for need in proposition.needs):
            raise Unfit("our")
        proposition = replace(proposition, subject=WE)
        plan = replace(plan, passive=False, pronoun_subject=False, adverb="")
        phrase = drawer.clauses.main(proposition, plan)
        for node in phrase.nodes:
            if ("Person=3|Tense" in node.feats and node.head is phrase.root) or node is phrase.root:
                node.feats = node.feats.replace("Person=3", "Person=1")
        return phrase

    def speaker(self) -> Actor:
        """Draw who says something."""
        return self.drawer.actor("person", "person", "person", "body", "organization")

    def _speech_plan(self, lemma: str) -> tuple[Proposition, Plan]:
        drawer = self.drawer
        speaker = self.speaker()
        proposition = Proposition(make_verb(lemma), speaker)
        tense = "past" if drawer.chance(0.85) else "pres"
        extras = drawer.extras(proposition, (tense, "", ""), 0.4)
        extras = tuple(e for e in extras if e not in TABLE["adverbials"]["topics"] or e == "@city")
        return proposition, Plan(tense, extras=extras[:1], pronoun_subject=drawer.chance(0.2))

    # sentences

    def that(self) -> list[Node]:
        """Make "Peskov said (that) Trump had called Putin"."""
        drawer = self.drawer
        mark = "that" if drawer.chance(0.55) else ""
        lemma = drawer.pick("speech", "verbs")
        proposition, plan = self._speech_plan(lemma if mark or lemma in ("say", "claim") else "say")
        clause = self.retold(mark=mark)
        if proposition.verb.lemma == "tell":
            listener = drawer.actor("person", "organization")
            root_plan = replace(plan, nachfeld=[(clause, "ccomp", False)], extras=())
            phrase = drawer.clauses.main(
                replace(proposition, arguments=(Argument(listener, "iobj"),)), root_plan
            )
        else:
            phrase = drawer.clauses.main(proposition, replace(plan, nachfeld=[(clause, "ccomp", False)]))
        return [*phrase.nodes, stop(phrase.root)]

    def said(self, key: str = "quote_verbs") -> Phrase:
        """Make "Peskov said on Monday" or "said Peskov"."""
        drawer = self.drawer
        lemma = drawer.pick("speech", key)
        proposition, plan = self._speech_plan(lemma)
        if not drawer.chance(0.35) or plan.pronoun_subject:
            return drawer.clauses.main(proposition, plan)
        subject = proposition.subject.make()
        number = proposition.subject.number
        verb = proposition.verb
        form = verb.past if plan.tense == "past" else verb.third if number == "Sing" else verb.lemma
        root = finite(form, verb.lemma, "VERB", plan.tense, number)
        return Phrase([root, *hang(subject, root, "nsubj")], root, heavy=subject.heavy)

    def afterwards(self) -> list[Node]:
        """Make "Trump had called Putin, Peskov said"."""
        clause = self.retold()
        said = self.said()
        hang(clause, said.root, "ccomp")
        return [*clause.nodes, comma(clause.root), *said.nodes, stop(said.root)]

    def quotation(self) -> list[Node]:
        """Make "“We will support Ukraine,” Macron said"."""
        clause = self.direct()
        said = self.said()
        opening, closing = self._quotes(clause.root)
        hang(clause, said.root, "ccomp")
        return [opening, *clause.nodes, comma(clause.root), closing, *said.nodes, stop(said.root)]

    def first_said(self) -> list[Node]:
        """Make "Macron said: “We will support Ukraine.”"."""
        proposition, plan = self._speech_plan("say")
        said = self.drawer.clauses.main(proposition, plan)
        clause = self.direct()
        opening, closing = self._quotes(clause.root)
        closing.head = said.root
        first = clause.nodes[0]
        first.form = first.form[0].upper() + first.form[1:]
        mark = ":" if self.drawer.chance(0.5) else ","
        xpos = ":" if mark == ":" else ","
        break_ = Node(mark, mark, "PUNCT", xpos, "", "punct", clause.root, glued="left")
        hang(clause, said.root, "ccomp")
        return [*said.nodes, break_, opening, *clause.nodes, stop(said.root), closing]

    def _quotes(self, root: Node) -> tuple[Node, Node]:
        opening, closing = self.random.choice(QUOTES)
        lemma = '"' if opening in '“"' else "'"
        first = Node(opening, lemma, "PUNCT", "``", "", "punct", root, glued="right")
        return first, Node(closing, lemma, "PUNCT", "''", "", "punct", root, glued="left")


def _we() -> Phrase:
    feats = "Case=Nom|Number=Plur|Person=1|PronType=Prs"
    node = Node("we", "we", "PRON", "PRP", feats)
    return Phrase([node], node, "Plur", pronoun=True)


WE = Actor("group", "", "Plur", _we)
