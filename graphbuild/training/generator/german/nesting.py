"""Clauses in clauses: relative, subordinate, infinitive; coordination of clauses in German."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from graphbuild.training.generator.german.actor import Actor, comma
from graphbuild.training.generator.german.chunks import noun_phrase, prepositional
from graphbuild.training.generator.german.declension import adjective
from graphbuild.training.generator.german.drawing import Drawer, stop
from graphbuild.training.generator.german.parts import Plan
from graphbuild.training.generator.german.propositions import Argument, Proposition
from graphbuild.training.generator.german.table import TABLE, words
from graphbuild.training.generator.german.verbs import TENSES, Tense
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node

# the tenses of a subordinate clause and of the main clause beside it, by conjunction
MARKS = {
    "weil": (("past", "perfect", "present"), ("past", "present", "perfect")),
    "obwohl": (("past", "perfect"), ("past", "perfect")),
    "da": (("past", "present"), ("past", "present")),
    "nachdem": (("pluperfect",), ("past",)),
    "bevor": (("past",), ("past",)),
    "während": (("past", "present"), ("past", "present")),
    "als": (("past",), ("past",)),
    "wenn": (("present",), ("future", "present")),
    "falls": (("present",), ("future", "present")),
    "sofern": (("present",), ("future",)),
    "solange": (("present",), ("future", "present")),
    "sobald": (("present", "perfect"), ("future",)),
}


class Nesting:
    """Draws sentences of several clauses."""

    def __init__(self, drawer: Drawer) -> None:
        self.drawer = drawer
        self.random: Random = drawer.random
        drawer.describers.append(self.described)
        drawer.subordinates.append(self.reason)

    def reason(self) -> tuple[Phrase, str]:
        """Make "weil Macron die Sanktionen ablehnt"."""
        mark, inner, _ = self._marked()
        proposition, plan = self._short(inner)
        return self.drawer.clauses.final(proposition, plan, mark), "advcl"

    def _short(self, tense: Tense, proposition: Proposition | None = None) -> tuple[Proposition, Plan]:
        proposition = proposition or self.drawer.proposition()
        return proposition, self.drawer.plan(proposition, tense, rich=0.4)

    def _stopped(self, phrase: Phrase) -> list[Node]:
        return [*phrase.nodes, stop(phrase.root)]

    # relative clauses

    def described(self, actor: Actor) -> Actor:
        """Say an actor with a relative clause: "Trump, der Macron angerufen hatte,"."""
        if actor.kind == "thing":
            raise Unfit("things are not described")
        drawn = self.random.random()
        tense = TENSES[self.random.choice(["past", "perfect", "pluperfect", "present"])]
        if drawn < 0.5:
            build = self._as_subject(actor, tense)
        elif drawn < 0.85:
            build = self._as_argument(actor, tense)
        else:
            build = self._as_owner(actor, tense)
        clause = build()

        def make(case: str) -> Phrase:
            phrase = actor.make(case)
            if phrase.heavy:
                raise Unfit("heavy")
            fresh = build() if clause.root.head is not None else clause
            nodes = [*phrase.nodes, comma(fresh.root), *hang(fresh, phrase.root, "acl"), comma(phrase.root)]
            return Phrase(nodes, phrase.root, phrase.number, phrase.gender, marked=phrase.marked, heavy=True)

        return Actor(actor.kind, actor.gender, actor.number, make)

    def _as_subject(self, actor: Actor, tense: Tense) -> Callable[[], Phrase]:
        proposition, plan = self._short(tense, self.drawer.proposition(subject=actor))
        if plan.passive:
            plan = replace(plan, passive=False)
        return lambda: self.drawer.clauses.relative(actor, proposition, plan, None)

    def _as_argument(self, actor: Actor, tense: Tense) -> Callable[[], Phrase]:
        proposition, plan = self._short(tense)
        usable = [a for a in proposition.arguments if not a.on_noun and a.preposition != "zwischen"]
        usable = [a for a in usable if a.actor.kind == actor.kind and a.case in ("Acc", "Dat")]
        if not usable:
            raise Unfit("nothing to relate")
        argument = usable[0]
        is_object = argument.case == "Acc" and not argument.preposition
        if is_object and proposition.can_passive and self.drawer.chance(0.35):
            proposition = replace(proposition, arguments=(replace(argument, actor=actor),))
            passive = replace(plan, passive=True, pronoun_subject=False)
            return lambda: self.drawer.clauses.relative(actor, proposition, passive, None)
        plan = replace(plan, passive=False)
        return lambda: self.drawer.clauses.relative(actor, proposition, plan, argument)

    def _as_owner(self, actor: Actor, tense: Tense) -> Callable[[], Phrase]:
        noun = self.drawer.lexicon.noun(self.drawer.pick("classes", "owned"))
        proposition, plan = self._short(tense)
        plan = replace(plan, passive=False, pronoun_subject=False)
        return lambda: self.drawer.clauses.whose(actor, noun_phrase(noun, "Nom"), proposition, plan)

    def relative(self) -> list[Node]:
        """Make "Trump, der Macron angerufen hatte, lehnte den Vorschlag ab"."""
        proposition, plan = self._short(self.drawer.tense())
        plan = replace(plan, pronoun_subject=False, pronoun_object=False)
        if self.drawer.chance(0.6) or not proposition.arguments:
            subject = self.described(proposition.subject)
            proposition = replace(proposition, subject=subject)
        else:
            argument = proposition.arguments[0]
            described = replace(argument, actor=self.described(argument.actor))
            proposition = replace(proposition, arguments=(described,))
        return self._stopped(self.drawer.clauses.main(proposition, plan))

    def participial(self) -> list[Node]:
        """Make "Der von Trump entlassene Minister kritisierte Macron"."""
        proposition, plan = self._short(self.drawer.tense())
        dismissal = self.drawer.proposer.draw()
        argument = dismissal.argument("Acc")
        if (
            not dismissal.can_passive
            or argument is None
            or argument.actor.kind != "person"
            or dismissal.needs
        ):
            raise Unfit("no participle")
        gender = proposition.subject.gender or "Masc"
        key = "common_feminine" if gender == "Fem" else "common_masculine"
        noun = self.drawer.lexicon.noun(self.drawer.pick("titles", key))
        by = dismissal.subject
        has_name = self.drawer.chance(0.5)
        person = self.drawer.cast.names.person(self.random)

        def make(case: str) -> Phrase:
            phrase = noun_phrase(noun, case, det="der")
            stem = dismissal.verb.participle
            attribute = adjective(stem, case, noun.gender, "Sing", after="def")
            agent = prepositional("von", by.make("Dat"))
            if agent.heavy:
                raise Unfit("heavy")
            inner = [*hang(agent, attribute, "nmod"), hang_node(attribute, phrase.root, "amod")]
            phrase.nodes[1:1] = inner
            if has_name and person.gender in ("", noun.gender):
                phrase.nodes += hang(
                    self.drawer.cast.name(person.words, "Nom", noun.gender), phrase.root, "appos"
                )
            return phrase

        subject = Actor("person", noun.gender, "Sing", make)
        plan = replace(plan, passive=False, pronoun_subject=False)
        return self._stopped(self.drawer.clauses.main(replace(proposition, subject=subject), plan))

    # subordinate clauses

    def _marked(self) -> tuple[str, Tense, Tense]:
        mark = self.random.choice(list(MARKS))
        inner, outer = MARKS[mark]
        return mark, TENSES[self.random.choice(inner)], TENSES[self.random.choice(outer)]

    def before(self) -> list[Node]:
        """Make "Nachdem Trump Macron angerufen hatte, reiste er nach Paris"."""
        mark, inner, outer = self._marked()
        first, first_plan = self._short(inner)
        clause = self.drawer.clauses.final(first, replace(first_plan, pronoun_subject=False), mark)
        second, plan = self._short(outer)
        if self.drawer.chance(0.35) and first.subject.has_pronoun and not first_plan.passive:
            second = replace(second, subject=first.subject)
            plan = replace(plan, pronoun_subject=True, passive=False)
        main = self.drawer.clauses.main(second, plan, verb_first=True)
        nodes = [*hang(clause, main.root, "advcl"), comma(clause.root), *main.nodes]
        return [*nodes, stop(main.root)]

    def after(self) -> list[Node]:
        """Make "Trump rief Macron an, weil er die Sanktionen ablehnte"."""
        mark, inner, outer = self._marked()
        first, plan = self._short(outer)
        first = self.drawer.enriched(first)
        second, inner_plan = self._short(inner)
        if self.drawer.chance(0.35) and first.subject.has_pronoun and not plan.passive:
            second = replace(second, subject=first.subject)
            inner_plan = replace(inner_plan, pronoun_subject=True, passive=False)
        clause = self.drawer.clauses.final(second, inner_plan, mark)
        plan = replace(plan, nachfeld=[(clause, "advcl")])
        return self._stopped(self.drawer.clauses.main(first, plan))

    def that_verb(self) -> list[Node]:
        """Make "Macron verlangt, dass Trump Selenskyj unterstützt"."""
        verb = self.drawer.lexicon.verb(self.drawer.pick("control", "that"))
        subject = self.drawer.cast.draw(self.random.choice(["person", "person", "organization", "state"]))
        proposition, plan = self._short(TENSES[self.random.choice(["present", "perfect", "future", "past"])])
        proposition, plan = self.drawer.enriched(proposition), self.drawer.lengthened(plan)
        clause = self.drawer.clauses.final(proposition, plan, "dass")
        outer = Proposition(verb, subject)
        tense = TENSES[self.random.choice(["present", "past", "perfect"])]
        extras = self.drawer.extras(outer, tense, 0.3)
        outer_plan = Plan(tense, extras=extras, nachfeld=[(clause, "ccomp")])
        return self._stopped(self.drawer.clauses.main(outer, outer_plan))

    # infinitives

    def _zu(self, subject: Actor, *, mark: str = "", perfect: bool = False) -> Phrase:
        if not perfect and self.drawer.chance(0.12):
            return self._zu_passive(subject, mark)
        proposition = self.drawer.proposition(subject=subject)
        plan = self.drawer.plan(proposition, TENSES["present"], rich=0.3)
        extras = tuple(e for e in plan.extras if e[1] in ("place", "manner"))
        plan = replace(plan, passive=False, extras=extras, negation="")
        return self.drawer.clauses.with_zu(proposition, plan, mark=mark, perfect=perfect)

    def _zu_passive(self, subject: Actor, mark: str) -> Phrase:
        """Make "von Macron empfangen zu werden"."""
        proposition = self.drawer.proposer.draw()
        argument = proposition.argument("Acc")
        if not proposition.can_passive or argument is None or argument.actor.kind != subject.kind:
            raise Unfit("no passive")
        plan = Plan(TENSES["present"], passive=True, agent=self.drawer.chance(0.6))
        return self.drawer.clauses.with_zu(proposition, plan, mark=mark)

    def purpose(self) -> list[Node]:
        """Make "Macron reiste nach Kiew, um Selenskyj zu treffen"."""
        proposition, plan = self._short(TENSES[self.random.choice(["past", "present", "perfect"])])
        mark = self.random.choice(["um", "um", "um", "ohne", "statt", "anstatt"])
        clause = self._zu(proposition.subject, mark=mark)
        proposition = self.drawer.enriched(proposition)
        plan = replace(plan, passive=False, negation="", nachfeld=[(clause, "advcl")])
        return self._stopped(self.drawer.clauses.main(proposition, plan))

    def control(self) -> list[Node]:
        """Make "Trump weigerte sich, Macron zu treffen."; "Scholz forderte Xi auf, Putin anzurufen"."""
        key = self.random.choice(["subject", "subject", "reflexive", "object", "object", "dative"])
        verb = self.drawer.lexicon.verb(self.drawer.pick("control", key))
        subject = self.drawer.cast.draw(self.random.choice(["person", "person", "organization", "state"]))
        arguments: tuple[Argument, ...] = ()
        controller = subject
        if key in ("object", "dative"):
            controller = self.drawer.cast.draw(
                self.random.choice(["person", "person", "organization", "state"])
            )
            arguments = (Argument(controller, "Acc" if key == "object" else "Dat"),)
        perfect = verb.lemma in ("bestreiten", "vorwerfen")
        clause = self._zu(controller, perfect=perfect)
        can_passive = key == "object"
        proposition = Proposition(
            verb, subject, arguments, (), "Acc" if key == "reflexive" else "", can_passive
        )
        plan = self.drawer.plan(proposition, rich=0.3)
        plan = replace(plan, pronoun_object=False, nachfeld=[(clause, "xcomp")])
        return self._stopped(self.drawer.clauses.main(proposition, plan))

    # coordination

    def same_subject(self) -> list[Node]:
        """Make "Trump rief Macron an und lud ihn nach Washington ein"."""
        tense = self.random.choice([TENSES["past"], TENSES["past"], TENSES["present"]])
        first, plan = self._short(tense)
        plan = replace(plan, passive=False, nachfeld=[])
        main = self.drawer.clauses.main(first, plan)
        number = first.subject.number
        second, second_plan = self._short(tense, self.drawer.proposition(subject=first.subject))
        second_plan = replace(second_plan, passive=False)
        if any(a.actor.kind == "person" for a in first.arguments) and self.drawer.chance(0.4):
            second = self._share_object(first, second)
            second_plan = replace(second_plan, pronoun_object=True)
        rest = self.drawer.clauses.continued(second, second_plan, number)
        main.nodes.append(Node("und", "und", "CCONJ", "KON", "", "cc", rest.root))
        return [*main.nodes, *hang(rest, main.root, "conj"), stop(main.root)]

    @staticmethod
    def _share_object(first: Proposition, second: Proposition) -> Proposition:
        """Let the second clause speak of whom the first did: "und lud ihn ein"."""
        usable = [a for a in second.arguments if not a.preposition and not a.on_noun]
        if not usable or not first.arguments[0].actor.has_pronoun:
            return second
        shared = replace(usable[0], actor=first.arguments[0].actor)
        return replace(second, arguments=(shared,))

    def two_clauses(self) -> list[Node]:
        """Make "Trump lobte Putin, aber Macron widersprach ihm"."""
        tense = self.random.choice([TENSES["past"], TENSES["present"], TENSES["perfect"]])
        first, plan = self._short(tense)
        first = self.drawer.enriched(first)
        second, second_plan = self._short(tense)
        second_plan = self.drawer.lengthened(second_plan)
        main = self.drawer.clauses.main(first, plan)
        other = self.drawer.clauses.main(second, second_plan)
        word = self.random.choice(["aber", "doch", "und", "denn", "und"])
        if word != "und" or main.heavy or self.drawer.chance(0.3):
            main.nodes.append(comma(other.root))
        main.nodes.append(Node(word, word, "CCONJ", "KON", "", "cc", other.root))
        return [*main.nodes, *hang(other, main.root, "conj"), stop(main.root)]

    def long_title(self) -> list[Node]:
        """Make "Der frühere Präsident und heutige Abgeordnete François Hollande kritisierte Macron"."""
        proposition, plan = self._short(self.drawer.tense())
        person = self.drawer.cast.names.person(self.random)
        gender = person.gender or "Masc"
        key = "common_feminine" if gender == "Fem" else "common_masculine"
        first, second = (
            self.drawer.lexicon.noun(w) for w in self.random.sample(words(TABLE["titles"][key]), 2)
        )
        state = self.random.choice(self.drawer.cast.states)

        def make(case: str) -> Phrase:
            phrase = noun_phrase(first, case, det="der", adjectives=("früher", state.adjective))
            self.drawer.cast.tag_adjective(phrase, state)
            inner = noun_phrase(second, case, det="der", adjectives=("heutig",))
            inner.nodes.pop(0)
            phrase.nodes.append(Node("und", "und", "CCONJ", "KON", "", "cc", inner.root))
            phrase.nodes += hang(inner, phrase.root, "conj")
            phrase.nodes += hang(self.drawer.cast.name(person.words, "Nom", gender), phrase.root, "appos")
            return phrase

        actor = Actor("person", gender, "Sing", make)
        plan = replace(plan, pronoun_subject=False, pronoun_object=False)
        if proposition.arguments and self.drawer.chance(0.4):
            proposition = replace(proposition, arguments=(replace(proposition.arguments[0], actor=actor),))
        else:
            proposition = replace(proposition, subject=actor)
        return self._stopped(self.drawer.clauses.main(proposition, plan))
