"""Event nouns and copulas → English phrases and sentences.

In: the noun rows of the predicate table. Out: "the meeting between Trump and Putin", "Trump's visit
to Kyiv" as subject, object or time; "Vance is vice president of the United States".
"""

from dataclasses import replace
from random import Random

from graphbuild.languages import Frame
from graphbuild.training.generator.english.actor import Actor, join_phrases
from graphbuild.training.generator.english.drawing import Drawer, stop
from graphbuild.training.generator.english.forms import is_plural, make_verb, plural
from graphbuild.training.generator.english.propositions import Argument, Proposition
from graphbuild.training.generator.english.table import TABLE, choices, words
from graphbuild.training.generator.english.verbs import BE, finite
from graphbuild.training.generator.english.words import (
    adjective,
    comma,
    common_noun,
    determiner,
    prepositional,
)
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node

POSSESSIVE = frozenset({"genitive", "of"})


class Events:
    """Draws sentences about events, and copulas."""

    def __init__(self, drawer: Drawer) -> None:
        self.drawer = drawer
        self.random: Random = drawer.random
        frames = [f for f in drawer.proposer.all_frames if not f.verb and f.noun and "-" not in f.noun]
        self.frames = [f for f in frames if f.who != ("subject",) and "subject" not in f.whom]
        self.roles = [f for f in frames if f.who == ("subject",)]
        self.queue: list[Frame] = []

    def next_frame(self) -> Frame:
        """Return an event noun; all come before any comes again."""
        if not self.queue:
            self.queue = list(self.frames)
            self.random.shuffle(self.queue)
        return self.queue.pop()

    def event(self) -> Actor:
        """Draw an event as something to speak of."""
        drawer = self.drawer
        frame = self.next_frame()
        word = str(frame.noun)
        if word in words(TABLE["events"]["plurals"]) and (word == "talk" or drawer.chance(0.7)):
            word = plural(word)
        kinds = drawer.proposer.example_kinds(frame)
        who, whom = drawer.cast.draw(kinds[0]), drawer.cast.draw(kinds[1])
        if who.make().root.lemma == whom.make().root.lemma:
            raise Unfit("the same twice")
        slots = self._slot(frame.who), self._slot(frame.whom)
        if slots[0] in POSSESSIVE and slots[1] in POSSESSIVE:
            slots = ("genitive", "of")
        old = drawer.pick("events", "adjectives") if drawer.chance(0.25) else ""

        def make() -> Phrase:
            before = (adjective(old),) if old else ()
            return self._fill(common_noun(word, det="the", adjectives=before), (who, whom), slots)

        return Actor("thing", "", "Plur" if is_plural(word) else "Sing", make)

    def _slot(self, slots: tuple[str, ...]) -> str:
        usable = [slot for slot in slots if slot != "compound"]
        if "between" in usable and self.drawer.chance(0.5):
            return "between"
        return self.random.choice([slot for slot in usable if slot != "between"] or usable)

    def _fill(self, phrase: Phrase, actors: tuple[Actor, Actor], slots: tuple[str, str]) -> Phrase:
        """Hang who and whom on the event."""
        if "between" in slots:
            joined = join_phrases([actor.make() for actor in actors])
            return self._hang(phrase, prepositional("between", joined))
        if slots == ("genitive", "of"):
            phrase = self._own(phrase, actors[0])
            return self._hang(phrase, prepositional("of", actors[1].make()))
        order = {"genitive": 0, "of": 1}
        for actor, slot in sorted(zip(actors, slots, strict=True), key=lambda pair: order.get(pair[1], 2)):
            if slot == "genitive":
                phrase = self.drawer.possessed(phrase, actor)
            else:
                phrase = self._hang(phrase, prepositional(slot, actor.make()))
        return phrase

    def _own(self, phrase: Phrase, owner: Actor) -> Phrase:
        said = owner.make()
        if said.heavy or len(said.nodes) > 5:
            raise Unfit("long owner")
        said.nodes.append(Node("'s", "'s", "PART", "POS", "", "case", said.root, glued="left"))
        phrase.nodes[0:1] = hang(said, phrase.root, "nmod:poss")
        return phrase

    @staticmethod
    def _hang(phrase: Phrase, under: Phrase) -> Phrase:
        if phrase.heavy:
            raise Unfit("heavy")
        phrase.nodes += hang(under, phrase.root, "nmod")
        phrase.heavy = under.heavy
        return phrase

    # sentences

    def as_subject(self) -> list[Node]:
        """Make "The meeting between Trump and Putin caused irritation"."""
        drawer = self.drawer
        subject = self.event() if drawer.chance(0.75) else drawer.thing("subjects")
        verb, *needs = self.random.choice(TABLE["things"]["events"].strip().splitlines()).split("|")
        texts = choices("|".join(needs))
        need = (self.random.choice(texts),) if texts else ()
        proposition = Proposition(make_verb(verb), subject, (), need)
        plan = replace(drawer.plan(proposition, rich=0.5), negation="")
        phrase = drawer.clauses.main(proposition, plan)
        return [*phrase.nodes, stop(phrase.root)]

    def as_object(self) -> list[Node]:
        """Make "Peskov confirmed the meeting between Trump and Putin"."""
        drawer = self.drawer
        verb = make_verb(drawer.pick("events", "object_verbs"))
        proposition = Proposition(verb, drawer.actor(), (Argument(self.event(), "obj"),), can_passive=True)
        plan = replace(drawer.plan(proposition, rich=0.6), pronoun_object=False)
        phrase = drawer.clauses.main(proposition, plan)
        return [*phrase.nodes, stop(phrase.root)]

    def as_time(self) -> list[Node]:
        """Make "After the meeting with Putin, Orban flew to Kyiv"."""
        drawer = self.drawer
        phrase = prepositional(drawer.pick("events", "prepositions"), self.event().make())
        proposition = drawer.proposition()
        plan = replace(drawer.plan(proposition, rich=0.3), opener="")
        clause = drawer.clauses.main(proposition, plan)
        is_first = drawer.chance(0.6)
        hang(phrase, clause.root, "obl")
        if is_first:
            nodes = [*phrase.nodes, comma(phrase.root), *clause.nodes]
        else:
            nodes = [*clause.nodes, *phrase.nodes]
        return [*nodes, stop(clause.root)]

    def existence(self) -> list[Node]:
        """Make "There was no meeting between Trump and Putin"."""
        phrase = self.event().make()
        first = phrase.nodes[0]
        number = phrase.number
        if first.form != "the" or first.head is not phrase.root:
            raise Unfit("no article")
        if number == "Sing":
            word = phrase.nodes[1].form
            form = "no" if self.drawer.chance(0.5) else ("an" if word[0] in "aeiou" else "a")
            phrase.nodes[0] = hang_node(determiner(form), phrase.root, "det")
        elif self.drawer.chance(0.5):
            phrase.nodes[0] = hang_node(determiner("no"), phrase.root, "det")
        else:
            phrase.nodes.pop(0)
        tense = self.random.choice(["pres", "past"])
        root = finite(BE[tense, number], "be", "VERB", tense, number)
        there = Node("there", "there", "PRON", "EX", "", "expl", root)
        time = []
        if tense == "past" and self.drawer.chance(0.5):
            time = self.drawer.clauses.extra(self.drawer.pick_phrase("adverbials", "time"), root).nodes
        return [there, root, *hang(phrase, root, "nsubj"), *time, stop(root)]

    def copula(self) -> list[Node]:
        """Make "Vance is vice president of the United States"."""
        drawer = self.drawer
        frame = self.random.choice(self.roles)
        who_kind, whom_kind = drawer.proposer.example_kinds(frame)
        subject, owner = drawer.cast.draw(who_kind), drawer.cast.draw(whom_kind)
        drawn = self.random.random()
        old = (adjective(drawer.pick("events", "role_adjectives")),) if drawn < 0.3 else ()
        det = "the" if drawn < 0.5 else "" if drawn < 0.65 else "a"
        phrase = common_noun("~" + str(frame.noun).replace(" ", "_"), adjectives=old)
        if det:
            form = det if det == "the" else "an" if phrase.nodes[0].form[0] in "aeiou" else "a"
            phrase.nodes.insert(0, hang_node(determiner(form), phrase.root, "det"))
        slot = self.random.choice([s for s in frame.whom if s != "compound"])
        if slot == "genitive":
            phrase.nodes += hang(prepositional("of", owner.make()), phrase.root, "nmod")
        else:
            phrase.nodes += hang(prepositional(slot, owner.make()), phrase.root, "nmod")
        return self._copular(subject, phrase)

    def _copular(self, subject: Actor, phrase: Phrase) -> list[Node]:
        drawer, top = self.drawer, phrase.root
        said = subject.make()
        number = subject.number
        if number == "Plur" and top.xpos == "NN":
            raise Unfit("number")
        drawn = self.random.random()
        tense = "past" if drawn < 0.5 else "pres"
        copula = finite(BE[tense, number], "be", "AUX", tense, number)
        before = [hang_node(copula, top, "cop")]
        if drawn > 0.9:
            modal = Node("will", "will", "AUX", "MD", "VerbForm=Fin", "aux", top)
            before = [modal, Node("be", "be", "AUX", "VB", "VerbForm=Inf", "cop", top)]
        if drawer.chance(0.12):
            before.insert(1, Node("not", "not", "PART", "RB", "Polarity=Neg", "advmod", top))
        time = []
        if tense == "past" and drawer.chance(0.25):
            time = drawer.clauses.extra(drawer.pick_phrase("adverbials", "time"), top).nodes
        return [*hang(said, top, "nsubj"), *before, *phrase.nodes, *time, stop(top)]

    def adjectival(self) -> list[Node]:
        """Make "The meeting between Trump and Putin is controversial"."""
        drawer = self.drawer
        subject = self.event() if drawer.chance(0.7) else drawer.thing("subjects")
        node = adjective(drawer.pick("events", "predicates"))
        return self._copular(subject, Phrase([node], node))
