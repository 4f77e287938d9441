"""Clauses in clauses: relative, subordinate, infinitive, participial; coordination in English."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from graphbuild.training.generator.english.actor import Actor
from graphbuild.training.generator.english.clauses import Clauses
from graphbuild.training.generator.english.drawing import Drawer, stop
from graphbuild.training.generator.english.forms import make_verb
from graphbuild.training.generator.english.propositions import Argument, Proposition
from graphbuild.training.generator.english.verbs import Plan, verb_nodes
from graphbuild.training.generator.english.words import comma, noun
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node

Tense = tuple[str, str, str]
PAST, PRESENT, FUTURE = ("past", "", ""), ("pres", "", ""), ("pres", "", "will")
PERFECT, PLUPERFECT = ("pres", "perfect", ""), ("past", "perfect", "")
# the tenses of a subordinate clause and of the main clause beside it, by conjunction
MARKS: dict[str, tuple[tuple[Tense, ...], tuple[Tense, ...]]] = {
    "because": ((PAST, PLUPERFECT), (PAST,)),
    "after": ((PAST, PLUPERFECT), (PAST,)),
    "before": ((PAST,), (PAST, PLUPERFECT)),
    "although": ((PAST, PLUPERFECT), (PAST,)),
    "while": ((PAST, PRESENT), (PAST, PRESENT)),
    "when": ((PAST,), (PAST,)),
    "if": ((PRESENT,), (FUTURE,)),
    "unless": ((PRESENT,), (FUTURE,)),
    "once": ((PRESENT, PERFECT), (FUTURE,)),
    "as": ((PAST,), (PAST,)),
    "since": ((PAST,), (PERFECT,)),
}
OWNED = "party government spokesman lawyer predecessor adviser army successor coalition country aide"


class Nesting:
    """Draws sentences of several clauses."""

    def __init__(self, drawer: Drawer) -> None:
        self.drawer = drawer
        self.clauses: Clauses = drawer.clauses
        self.random: Random = drawer.random
        drawer.describers.append(self.described)
        drawer.subordinates.append(self.reason)

    def _short(self, tense: Tense, proposition: Proposition | None = None) -> tuple[Proposition, Plan]:
        proposition = proposition or self.drawer.proposition()
        return proposition, replace(self.drawer.plan(proposition, tense, rich=0.35), opener="")

    @staticmethod
    def _stopped(phrase: Phrase) -> list[Node]:
        return [*phrase.nodes, stop(phrase.root)]

    # relative clauses

    def described(self, actor: Actor) -> Actor:
        """Say an actor with a relative clause: "Trump, who had called Macron,"."""
        if actor.kind == "thing":
            raise Unfit("things are not described")
        drawn = self.random.random()
        tense = self.random.choice([PAST, PAST, PERFECT, PLUPERFECT])
        if drawn < 0.45:
            build = self._as_subject(actor, tense)
        elif drawn < 0.75:
            build = self._as_argument(actor, tense)
        elif drawn < 0.87:
            build = self._as_owner(actor, tense)
        else:
            build = self._as_participle(actor)
        label = "acl" if drawn >= 0.87 else "acl:relcl"

        def make() -> Phrase:
            phrase = actor.make()
            if phrase.heavy:
                raise Unfit("heavy")
            clause = build()
            is_loose = any(node.tag is not None for node in phrase.nodes)
            under = hang(clause, phrase.root, label)
            if not is_loose:
                return Phrase([*phrase.nodes, *under], phrase.root, actor.number, heavy=clause.heavy)
            nodes = [*phrase.nodes, comma(clause.root), *under, comma(phrase.root)]
            return Phrase(nodes, phrase.root, actor.number, heavy=True)

        return Actor(actor.kind, actor.gender, actor.number, make)

    def _pronoun(self, actor: Actor, *, is_object: bool = False) -> str:
        if actor.kind in ("person", "group"):
            return "whom" if is_object else "who"
        return "which"

    def _as_subject(self, actor: Actor, tense: Tense) -> Callable[[], Phrase]:
        proposition, plan = self._short(tense, self.drawer.proposition(subject=actor))
        plan = replace(plan, passive=False)
        pronoun = self._pronoun(actor)
        return lambda: self.clauses.relative(actor, proposition, plan, None, pronoun)

    def _as_argument(self, actor: Actor, tense: Tense) -> Callable[[], Phrase]:
        proposition, plan = self._short(tense)
        usable = [a for a in proposition.arguments if not a.on_noun and a.preposition != "between"]
        usable = [a for a in usable if a.actor.kind == actor.kind and a.slot != "iobj"]
        if not usable or proposition.verb.particle:
            raise Unfit("nothing to relate")
        argument = usable[0]
        if argument.slot == "obj" and proposition.can_passive and self.drawer.chance(0.45):
            passive = replace(plan, passive=True, pronoun_subject=False)
            about = replace(proposition, arguments=(replace(argument, actor=actor),))
            pronoun = self._pronoun(actor)
            return lambda: self.clauses.relative(actor, about, passive, None, pronoun)
        plan = replace(plan, passive=False)
        pronoun = self._pronoun(actor, is_object=True)
        return lambda: self.clauses.relative(actor, proposition, plan, argument, pronoun)

    def _as_owner(self, actor: Actor, tense: Tense) -> Callable[[], Phrase]:
        word = self.random.choice(OWNED.split())

        def make_owned() -> Phrase:
            head = noun(word)
            whose = Node("whose", "whose", "PRON", "WP$", "Poss=Yes|PronType=Rel")
            return Phrase([hang_node(whose, head, "nmod:poss"), head], head)

        owned = Actor("thing", "Neut", "Sing", make_owned)
        proposition, plan = self._short(tense, self.drawer.proposition(subject=owned))
        plan = replace(plan, passive=False, pronoun_subject=False, adverb="")
        return lambda: self.clauses.main(proposition, plan)

    def _as_participle(self, actor: Actor) -> Callable[[], Phrase]:
        dismissal = self.drawer.proposer.draw()
        argument = dismissal.argument("obj")
        if argument is None or not dismissal.can_passive or argument.actor.kind != actor.kind:
            raise Unfit("no participle")
        plan = Plan(
            passive=True, agent=self.drawer.chance(0.7), extras=self.drawer.extras(dismissal, PAST, 0.4)
        )
        return lambda: self.clauses.participle(dismissal, plan)

    def relative(self) -> list[Node]:
        """Make "Trump, who had called Macron, rejected the proposal"."""
        proposition, plan = self._short(self.drawer.tense())
        plan = replace(plan, pronoun_subject=False, pronoun_object=False)
        return self._stopped(self.clauses.main(self.drawer.enriched(proposition, 1.0), plan))

    # subordinate clauses

    def _marked(self) -> tuple[str, Tense, Tense]:
        mark = self.random.choice(list(MARKS))
        inner, outer = MARKS[mark]
        return mark, self.random.choice(inner), self.random.choice(outer)

    def reason(self) -> tuple[Phrase, str, bool]:
        """Make "because Macron had rejected the sanctions"."""
        mark, inner, _ = self._marked()
        proposition, plan = self._short(inner)
        return self.clauses.main(proposition, plan, mark=mark), "advcl", False

    def before(self) -> list[Node]:
        """Make "After Trump had called Macron, he flew to Paris"."""
        mark, inner, outer = self._marked()
        first, first_plan = self._short(inner)
        clause = self.clauses.main(first, replace(first_plan, pronoun_subject=False), mark=mark)
        second, plan = self._short(outer)
        if self.drawer.chance(0.4) and first.subject.has_pronoun and not first_plan.passive:
            second = replace(second, subject=first.subject)
            plan = replace(plan, pronoun_subject=True, passive=False)
        main = self.clauses.main(second, plan)
        return [*hang(clause, main.root, "advcl"), comma(clause.root), *main.nodes, stop(main.root)]

    def after(self) -> list[Node]:
        """Make "Trump called Macron because he rejected the sanctions"."""
        mark, inner, outer = self._marked()
        first, plan = self._short(outer)
        second, inner_plan = self._short(inner)
        if self.drawer.chance(0.4) and first.subject.has_pronoun and not plan.passive:
            second = replace(second, subject=first.subject)
            inner_plan = replace(inner_plan, pronoun_subject=True, passive=False)
        clause = self.clauses.main(second, inner_plan, mark=mark)
        plan = replace(plan, nachfeld=[(clause, "advcl", mark in ("although", "while"))])
        return self._stopped(self.clauses.main(self.drawer.enriched(first), plan))

    def gerund(self) -> list[Node]:
        """Make "After meeting Putin, Orban flew to Kyiv"."""
        drawer = self.drawer
        proposition, plan = self._short(PAST)
        plan = replace(plan, passive=False)
        inner = drawer.proposition(subject=proposition.subject)
        mark = self.random.choice(["after", "before", "by", "without", "instead_"]).replace(
            "instead_", "after"
        )
        inner_plan = Plan(extras=tuple(e for e in drawer.extras(inner, PRESENT, 0.3) if e == "@city"))
        clause = self.clauses.gerund(inner, inner_plan, mark)
        if mark in ("after", "before") and drawer.chance(0.5):
            main = self.clauses.main(proposition, plan)
            return [*hang(clause, main.root, "advcl"), comma(clause.root), *main.nodes, stop(main.root)]
        plan = replace(plan, nachfeld=[(clause, "advcl", False)])
        return self._stopped(self.clauses.main(proposition, plan))

    def that_verb(self) -> list[Node]:
        """Make "Macron expects that Trump will support Zelensky"."""
        drawer = self.drawer
        proposition, plan = self._short(self.random.choice([FUTURE, PERFECT, PAST, PRESENT]))
        clause = self.clauses.main(drawer.enriched(proposition), drawer.lengthened(plan), mark="that")
        outer = Proposition(make_verb(drawer.pick("control", "that")), drawer.actor())
        outer_plan = Plan(self.random.choice(["past", "pres"]), nachfeld=[(clause, "ccomp", False)])
        return self._stopped(self.clauses.main(outer, outer_plan))

    # infinitives

    def _to(self, subject: Actor, *, opening: str = "") -> Phrase:
        if self.drawer.chance(0.12):
            return self._to_passive(subject, opening)
        inner = self.drawer.proposition(subject=subject)
        extras = self.drawer.extras(inner, FUTURE, 0.4)
        return self.clauses.infinitive(inner, Plan(extras=extras), opening=opening)

    def _to_passive(self, subject: Actor, opening: str) -> Phrase:
        """Make "to be received by Macron"."""
        inner = self.drawer.proposer.draw()
        argument = inner.argument("obj")
        if not inner.can_passive or argument is None or argument.actor.kind != subject.kind:
            raise Unfit("no passive")
        plan = Plan(passive=True, agent=self.drawer.chance(0.6))
        return self.clauses.infinitive(inner, plan, opening=opening)

    def purpose(self) -> list[Node]:
        """Make "Macron flew to Kyiv to meet Zelensky"."""
        proposition, plan = self._short(self.random.choice([PAST, PERFECT, FUTURE]))
        clause = self._to(proposition.subject, opening=self.random.choice(["", "", "in order"]))
        plan = replace(plan, passive=False, negation="", nachfeld=[(clause, "advcl", False)])
        return self._stopped(self.clauses.main(self.drawer.enriched(proposition), plan))

    def control(self) -> list[Node]:
        """Make "Trump refused to meet Macron."; "Scholz urged Xi to call Putin"."""
        drawer = self.drawer
        key = self.random.choice(["subject", "object"])
        verb = make_verb(drawer.pick("control", key))
        subject = drawer.actor("person", "person", "organization", "state")
        arguments: tuple[Argument, ...] = ()
        controller = subject
        if key == "object":
            controller = drawer.actor("person", "person", "organization", "state")
            slot = "iobj" if verb.lemma in ("ask", "tell") else "obj"
            arguments = (Argument(controller, slot),)
        clause = self._to(controller)
        proposition = Proposition(
            verb, subject, arguments, can_passive=key == "object" and verb.lemma != "ask"
        )
        plan = drawer.plan(proposition, rich=0.25)
        plan = replace(plan, pronoun_object=False, nachfeld=[(clause, "xcomp", False)], extras=())
        return self._stopped(self.clauses.main(drawer.enriched(proposition, 0.08), plan))

    # coordination

    def same_subject(self) -> list[Node]:
        """Make "Trump called Macron and invited him to Washington"."""
        tense = self.random.choice([PAST, PAST, PRESENT, FUTURE])
        first, plan = self._short(tense)
        plan = replace(plan, passive=False)
        main = self.clauses.main(first, plan)
        second, second_plan = self._short(tense, self.drawer.proposition(subject=first.subject))
        second_plan = replace(second_plan, passive=False, negation="", adverb="")
        if tense == FUTURE:
            second_plan = replace(second_plan, modal="", tense="pres")
        usable = [a for a in second.arguments if not a.on_noun]
        if usable and first.arguments and first.arguments[0].actor.has_pronoun and self.drawer.chance(0.4):
            shared = replace(usable[0], actor=first.arguments[0].actor)
            second = replace(second, arguments=(shared,))
            second_plan = replace(second_plan, pronoun_object=True)
        number = "Plur" if tense == FUTURE else first.subject.number
        root, before = verb_nodes(second, second_plan, number)
        if tense == FUTURE:
            root.xpos, root.feats = "VB", "VerbForm=Inf"
        rest = Phrase([*before, root, *self.clauses.rest(second, second_plan, root)], root)
        main.nodes.append(Node("and", "and", "CCONJ", "CC", "", "cc", root))
        return [*main.nodes, *hang(rest, main.root, "conj"), stop(main.root)]

    def two_clauses(self) -> list[Node]:
        """Make "Trump praised Putin, but Macron criticized him"."""
        tense = self.random.choice([PAST, PAST, PRESENT, PERFECT])
        first, plan = self._short(tense)
        second, second_plan = self._short(tense)
        main = self.clauses.main(self.drawer.enriched(first), plan)
        other = self.clauses.main(second, self.drawer.lengthened(second_plan))
        word = self.random.choice(["but", "and", "but", "and", "while_"]).replace("while_", "but")
        nodes = [*main.nodes, comma(other.root), Node(word, word, "CCONJ", "CC", "", "cc", other.root)]
        return [*nodes, *hang(other, main.root, "conj"), stop(main.root)]
