"""Event nouns and copulas → German phrases and sentences.

In: the noun rows of the predicate table. Out: "das Treffen zwischen Trump und Putin", "Macrons
Besuch in der Türkei" as subject, object or time; "Vance ist Vizepräsident der USA".
"""

from random import Random

from graphbuild.languages import Frame
from graphbuild.training.generator.german.actor import Actor
from graphbuild.training.generator.german.chunks import noun_phrase, prepositional
from graphbuild.training.generator.german.drawing import Drawer, stop
from graphbuild.training.generator.german.forms import Noun
from graphbuild.training.generator.german.parts import Plan
from graphbuild.training.generator.german.propositions import Argument, Proposition
from graphbuild.training.generator.german.table import TABLE, choices, words
from graphbuild.training.generator.german.verbs import auxiliary
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang

PLURALS = frozenset(words(TABLE["classes"]["plurals"]))
ALWAYS_PLURAL = frozenset({"Sanktion", "Koalitionsverhandlung", "Sondierung", "Konsultation", "Strafzoll"})


class Events:
    """Draws sentences about events, and copulas."""

    def __init__(self, drawer: Drawer) -> None:
        self.drawer = drawer
        self.random: Random = drawer.random
        frames = [f for f in drawer.lexicon.frames if not f.verb and f.noun in drawer.lexicon.nouns]
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
        frame = self.next_frame()
        noun = self.drawer.lexicon.noun(str(frame.noun))
        is_plural = noun.lemma in PLURALS and (self.drawer.chance(0.4) or noun.lemma in ALWAYS_PLURAL)
        number = "Plur" if is_plural else "Sing"
        who_kind, whom_kind = self.drawer.proposer.example_kinds(frame)
        who, whom = self.drawer.cast.draw(who_kind), self.drawer.cast.draw(whom_kind)
        if who.make("Nom").root.lemma == whom.make("Nom").root.lemma:
            raise Unfit("the same twice")
        slots = (self._slot(frame.who), self._slot(frame.whom))
        adjective = ""
        if self.drawer.chance(0.25):
            adjective = self.drawer.pick("events", "adjectives").removesuffix("e")

        def make(case: str) -> Phrase:
            adjectives = (adjective,) if adjective else ()
            phrase = noun_phrase(noun, case, number, det="der", adjectives=adjectives)
            return self._fill(phrase, noun, (who, whom), slots)

        return Actor("thing", noun.gender, number, make)

    def _slot(self, slots: tuple[str, ...]) -> str:
        usable = [slot for slot in slots if slot not in ("compound",)]
        if "between" in usable and self.drawer.chance(0.5):
            return "between"
        return self.random.choice([slot for slot in usable if slot != "between"] or usable)

    def _fill(
        self, phrase: Phrase, noun: Noun, actors: tuple[Actor, Actor], slots: tuple[str, str]
    ) -> Phrase:
        """Hang who and whom on the event."""
        who, whom = actors
        if "between" in slots:
            return self._hang(phrase, prepositional("zwischen", self._joined(who, whom)))
        is_possessed = slots[0] in ("genitive", "von") or slots[1] in ("genitive", "von")
        if is_possessed:
            owner = who if slots[0] in ("genitive", "von") else whom
            if "von" in slots:
                self._hang(phrase, prepositional("von", owner.make("Dat")))
            else:
                phrase = self.drawer.possessed(phrase, owner)
        rest = [
            (actor, slot)
            for actor, slot in zip(actors, slots, strict=True)
            if slot not in ("genitive", "von")
        ]
        for actor, slot in rest:
            case = TABLE["special_cases"].get(f"{noun.lemma} {slot}") or TABLE["cases"].get(slot, "Dat")
            self._check_place(actor, slot)
            self._hang(phrase, prepositional(slot, actor.make(case)))
        return phrase

    def _joined(self, who: Actor, whom: Actor) -> Phrase:
        phrase, other = who.make("Dat"), whom.make("Dat")
        if phrase.heavy:
            raise Unfit("heavy")
        phrase.nodes.append(Node("und", "und", "CCONJ", "KON", "", "cc", other.root))
        phrase.nodes += hang(other, phrase.root, "conj")
        phrase.heavy = other.heavy
        return phrase

    @staticmethod
    def _check_place(actor: Actor, slot: str) -> None:
        """Let "nach" go with names without article, "zu" with persons."""
        is_bare = len(actor.make("Dat").nodes) == 1
        if (slot == "nach" and (not is_bare or actor.kind != "state")) or (
            slot == "zu" and actor.kind == "state"
        ):
            raise Unfit(slot)

    @staticmethod
    def _hang(phrase: Phrase, under: Phrase) -> Phrase:
        if phrase.heavy:
            raise Unfit("heavy")
        phrase.nodes += hang(under, phrase.root, "nmod")
        phrase.heavy = under.heavy
        return phrase

    # sentences

    def as_subject(self) -> list[Node]:
        """Make "Das Treffen zwischen Trump und Putin sorgte für Kritik"."""
        drawer = self.drawer
        subject = self.event() if drawer.chance(0.75) else drawer.thing("subjects")
        row = self.random.choice(TABLE["things"]["events"].strip().splitlines())
        verb, *needs = row.split("|")
        texts = choices("|".join(needs))
        need = (self.random.choice(texts),) if texts else ()
        proposition = Proposition(drawer.lexicon.verb(verb), subject, (), need)
        phrase = drawer.clauses.main(proposition, self._plain_plan(proposition))
        return [*phrase.nodes, stop(phrase.root)]

    def _plain_plan(self, proposition: Proposition, rich: float = 0.5) -> Plan:
        plan = self.drawer.plan(proposition, rich=rich)
        return Plan(plan.tense, plan.passive, plan.agent, plan.extras, "")

    def as_object(self) -> list[Node]:
        """Make "Peskow bestätigte das Treffen zwischen Trump und Putin"."""
        drawer = self.drawer
        verb = drawer.lexicon.verb(drawer.pick("events", "object_verbs"))
        subject = drawer.cast.draw(self.random.choice(["person", "person", "organization", "state", "group"]))
        proposition = Proposition(verb, subject, (Argument(self.event(), "Acc"),), can_passive=True)
        phrase = drawer.clauses.main(proposition, drawer.plan(proposition, rich=0.6))
        return [*phrase.nodes, stop(phrase.root)]

    def as_time(self) -> list[Node]:
        """Make "Nach dem Treffen mit Putin reiste Orban nach Kiew"."""
        drawer = self.drawer
        event = self.event()
        word = drawer.pick("events", "prepositions")
        phrase = prepositional(word, event.make(TABLE["cases"][word]))
        proposition = drawer.proposition()
        plan = drawer.plan(proposition, rich=0.3)
        clause = drawer.clauses.main(proposition, plan, before=(phrase, "obl"))
        return [*clause.nodes, stop(clause.root)]

    def existence(self) -> list[Node]:
        """Make "Es gab kein Treffen zwischen Trump und Putin"."""
        drawer = self.drawer
        noun_actor = self.event()
        phrase = noun_actor.make("Acc")
        first = phrase.nodes[0]
        is_own = first.head is phrase.root and first.form in ("das", "die", "den")
        if not is_own or noun_actor.number == "Plur":
            raise Unfit("no article")
        det = "kein" if drawer.chance(0.4) else "ein"
        if any(node.xpos == "ADJA" and node.head is phrase.root for node in phrase.nodes):
            raise Unfit("weak adjective")
        fresh = noun_phrase(drawer.lexicon.noun(phrase.root.lemma), "Acc", det=det)
        phrase.nodes[0] = fresh.nodes[0]
        fresh.nodes[0].head = phrase.root
        verb = drawer.lexicon.verb("geben")
        tense = self.random.choice(["Pres", "Past"])
        root = Node(
            verb.form("Ind", tense, 3, "Sing"),
            "geben",
            "VERB",
            "VVFIN",
            f"Mood=Ind|Number=Sing|Person=3|Tense={tense}|VerbForm=Fin",
        )
        feats = "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs"
        pronoun = Node("es", "es", "PRON", "PPER", feats, "nsubj", root)
        extra = drawer.clauses.extra(drawer.pick_phrase("adverbials", "time"), "time").phrase
        time = hang(extra, root, "obl")
        nodes = [*time, root, pronoun] if drawer.chance(0.4) else [pronoun, root, *time]
        return [*nodes, *hang(phrase, root, "obj"), stop(root)]

    def copula(self) -> list[Node]:
        """Make "Vance ist seit Januar Vizepräsident der USA"."""
        drawer = self.drawer
        frame = self.random.choice(self.roles)
        noun = drawer.lexicon.noun(str(frame.noun))
        who_kind, whom_kind = drawer.proposer.example_kinds(frame)
        subject, owner = drawer.cast.draw(who_kind), drawer.cast.draw(whom_kind)
        if subject.gender not in ("", noun.gender) and who_kind == "person":
            raise Unfit("gender")
        has_article = drawer.chance(0.35)
        adjective = (
            (drawer.pick("events", "role_adjectives").removesuffix("e"),)
            if has_article and drawer.chance(0.5)
            else ()
        )
        det = self.random.choice(["ein", "der"]) if has_article else ""
        phrase = noun_phrase(noun, "Nom", det=det, adjectives=adjective)
        slot = self.random.choice([s for s in frame.whom if s != "compound"])
        if slot == "genitive":
            phrase = drawer.clauses.possessed(phrase, owner, before=False)
        else:
            case = TABLE["cases"].get(slot, "Dat")
            phrase.nodes += hang(prepositional(slot, owner.make(case)), phrase.root, "nmod")
        base = self.random.choice([0, 0, 1])
        return self._copular(subject, phrase, base)

    def _copular(self, subject: Actor, phrase: Phrase, base: int) -> list[Node]:
        """Join subject, a form of sein, and what is said."""
        drawer = self.drawer
        top = phrase.root
        said = subject.make("Nom")
        copula = auxiliary("sein", base, said.number)
        copula.head, copula.label = top, "cop"
        nodes = [*hang(said, top, "nsubj"), copula]
        if drawer.chance(0.3):
            text = drawer.pick_phrase("adverbials", "lasting" if base == 0 else "time")
            nodes += hang(drawer.clauses.extra(text, "time").phrase, top, "obl")
        if drawer.chance(0.15):
            nodes.append(Node("nicht", "nicht", "PART", "PTKNEG", "Polarity=Neg", "advmod", top))
        return [*nodes, *phrase.nodes, stop(top)]

    def adjectival(self) -> list[Node]:
        """Make "Das Treffen zwischen Trump und Putin ist umstritten"."""
        drawer = self.drawer
        subject = self.event() if drawer.chance(0.7) else drawer.thing("subjects")
        word = drawer.pick("events", "predicates")
        node = Node(word, word, "ADJ", "ADJD", "Degree=Pos")
        return self._copular(subject, Phrase([node], node), self.random.choice([0, 1]))
