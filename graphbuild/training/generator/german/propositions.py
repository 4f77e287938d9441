"""Rows of the predicate table → who does what to whom, with everything the verb needs.

In: a `Frame`. Out: a `Proposition`: verb, drawn actors with their cases and prepositions, further
phrases. How it becomes a clause is the business of `clauses`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from graphbuild.languages import Frame, load_language, load_relations
from graphbuild.training.generator.german.actor import Actor
from graphbuild.training.generator.german.actors import Cast
from graphbuild.training.generator.german.forms import Verb
from graphbuild.training.generator.german.lexicon import Lexicon
from graphbuild.training.generator.german.table import TABLE, choices, words
from graphbuild.training.generator.nodes import Unfit

PLAIN_SLOTS = {"object": "Acc", "dative": "Dat"}
GOALS = frozenset({"nach", "in", "zu"})


@dataclass(frozen=True)
class Argument:
    """An actor in a slot: a case, perhaps a preposition; on the verb or on one of its nouns.

    `early` ones stand before the noun that they belong to: "hat gegen Iran Sanktionen verhängt".
    """

    actor: Actor
    case: str
    preposition: str = ""
    on_noun: bool = False
    early: bool = False


@dataclass(frozen=True)
class Proposition:
    """Who does what to whom."""

    verb: Verb
    subject: Actor
    arguments: tuple[Argument, ...] = ()
    needs: tuple[str, ...] = ()
    reflexive: str = ""
    can_passive: bool = False
    reciprocal: bool = False
    key: str = ""
    frame: Frame | None = field(default=None, compare=False)

    def argument(self, case: str, preposition: str = "") -> Argument | None:
        """Return the argument in a slot."""
        found = (a for a in self.arguments if a.case == case and a.preposition == preposition)
        return next((a for a in found if not a.on_noun), None)


class Proposer:
    """Draws propositions."""

    def __init__(self, lexicon: Lexicon, cast: Cast, random: Random) -> None:
        self.lexicon = lexicon
        self.cast = cast
        self.random = random
        skip = set(words(TABLE["skip"]))
        self.frames = [
            frame for frame in lexicon.frames if frame.verb in lexicon.verbs and frame_key(frame) not in skip
        ]
        self.kinds = {id(frame): self.example_kinds(frame) for frame in self.frames}
        self.special = TABLE["special_cases"]
        self.no_passive = set(words(TABLE["no_passive"]))
        self.queue: list[Frame] = []

    def next_frame(self) -> Frame:
        """Return a frame; all come before any comes again."""
        if not self.queue:
            self.queue = list(self.frames)
            self.random.shuffle(self.queue)
        return self.queue.pop()

    def draw(self, *, subject: Actor | None = None, frame: Frame | None = None) -> Proposition:
        """Draw a proposition, of a given frame or subject."""
        frame = frame or self.next_frame()
        for _ in range(20):
            try:
                return self._make(frame, subject)
            except Unfit:
                frame = self.next_frame()
        raise Unfit("no frame")

    def _make(self, frame: Frame, subject: Actor | None) -> Proposition:
        who_kind, whom_kind = self.kinds[id(frame)]
        verb = self.lexicon.verb(str(frame.verb))
        is_turned = "subject" in frame.whom
        subject_kind, other_kind = (whom_kind, who_kind) if is_turned else (who_kind, whom_kind)
        slots = frame.who if is_turned else frame.whom
        is_given = subject is not None
        if subject is None:
            subject = self._subject(subject_kind, frame, is_plural=self.random.random() < 0.1)
        if frame.reciprocal and self.random.random() < 0.15:
            is_alone = subject.number == "Sing" and not is_given
            together = self.cast.several(subject_kind) if is_alone else subject
            has_needs = frame_key(frame) in self.lexicon.valency or frame.reflexive
            if has_needs and together.number == "Plur":
                return self._assemble(frame, verb, together, ())
        arguments = self._argument(frame, slots, other_kind)
        if any(root_lemma(argument.actor) == root_lemma(subject) for argument in arguments):
            raise Unfit("the same twice")
        return self._assemble(frame, verb, subject, arguments)

    def _assemble(
        self, frame: Frame, verb: Verb, subject: Actor, arguments: tuple[Argument, ...]
    ) -> Proposition:
        needs = self._needs(frame)
        if any(is_object(need) for need in needs) and verb.lemma in words(TABLE["haben_with_object"]):
            verb = replace(verb, auxiliary="haben")
        can_passive = (
            not frame.reflexive
            and any(a.case == "Acc" and not a.preposition for a in arguments)
            and frame.verb not in self.no_passive
        )
        return Proposition(
            verb,
            subject,
            arguments,
            needs,
            "Acc" if frame.reflexive or frame_key(frame) in words(TABLE["reflexive"]) else "",
            can_passive,
            frame.reciprocal,
            frame_key(frame),
            frame,
        )

    def _needs(self, frame: Frame) -> tuple[str, ...]:
        texts = self.lexicon.valency.get(frame_key(frame), ())
        if frame.noun and not texts:
            raise Unfit(frame_key(frame))
        needs = []
        for text in texts:
            if not text.startswith("?") or self.random.random() < 0.5:
                needs.append(self.random.choice(choices(text.removeprefix("?"))))
        return tuple(needs)

    def _argument(self, frame: Frame, slots: Sequence[str], kind: str) -> tuple[Argument, ...]:
        slot = self.random.choice([slot for slot in slots if slot not in ("subject", "compound")])
        if slot in PLAIN_SLOTS:
            return (Argument(self._other(kind, frame), PLAIN_SLOTS[slot]),)
        if slot == "genitive":
            return (Argument(self._other(kind, frame), "Gen", on_noun=True),)
        if slot == "between":
            return (Argument(self.cast.several(kind), "Dat", "zwischen"),)
        if slot in GOALS and frame.relation == "VISITS":
            return (self._goal(str(frame.verb), slot, kind),)
        if slot == "in" and frame.verb == "schicken":
            return (self._goal(str(frame.verb), slot, kind),)
        case = self.special.get(f"{frame.verb} {slot}") or TABLE["cases"].get(slot, "Dat")
        is_nouns = self._belongs_to_noun(frame)
        on_noun = is_nouns and self.random.random() < 0.8
        return (Argument(self._other(kind, frame), case, slot, on_noun, is_nouns and not on_noun),)

    def _belongs_to_noun(self, frame: Frame) -> bool:
        """Whether a preposition is rather the noun's: Kritik an, Sanktionen gegen."""
        table = TABLE["attachment"]
        is_verbs = frame.verb in words(table["verbs"]) or frame.noun in words(table["nouns"])
        return bool(frame.noun) and not is_verbs and not self._plain_needs(frame)

    def _plain_needs(self, frame: Frame) -> list[str]:
        """Return the needs that are prepositional, so that nothing hangs on their nouns."""
        texts = self.lexicon.valency.get(frame_key(frame), ())
        firsts = [choices(text.removeprefix("?"))[0] for text in texts]
        return [text for text in firsts if text.split()[0].rstrip("^") in PREPOSITIONS]

    def _goal(self, verb: str, slot: str, kind: str) -> Argument:
        """Draw where somebody goes: nach Kiew, in die Türkei, zu Macron."""
        if slot == "zu":
            return Argument(self.cast.person(), "Dat", "zu")
        for _ in range(10):
            state = self.cast.state()
            has_article = len(state.make("Dat").nodes) > 1
            if has_article == (slot == "in"):
                return Argument(state, "Acc" if slot == "in" else "Dat", slot)
        raise Unfit(verb)

    def _subject(self, kind: str, frame: Frame, *, is_plural: bool) -> Actor:
        relation = load_relations()[frame.relation]
        if self.random.random() < 0.2 and relation.quad_class in (1, 3):
            kind = self.random.choice(["person", "state", "organization", "group"])
        return self.cast.several(kind) if is_plural else self.cast.draw(kind)

    def _other(self, kind: str, frame: Frame) -> Actor:
        relation = load_relations()[frame.relation]
        if self.random.random() < 0.12 and relation.quad_class in (1, 3):
            kind = self.random.choice(["person", "state", "organization", "group"])
        return self.cast.several(kind) if self.random.random() < 0.07 else self.cast.draw(kind)

    def example_kinds(self, frame: Frame) -> tuple[str, str]:
        """Tell what who and whom are in a row's example."""
        who, _, whom = frame.expect.split(" | ")[:3]
        return self._kind(who), self._kind(whom)

    def _kind(self, name: str) -> str:
        """Tell what a name of an example is."""
        word = name.split()[-1]
        states = {s.name for s in self.cast.states} | {s.capital for s in self.cast.states}
        if word in states or word in (
            "USA",
            "Krim",
            "Gaza",
            "Bosnien",
            "Palästina",
            "Tschechoslowakei",
            "Preußen",
        ):
            return "state"
        if any(word in org.name for org in self.cast.organizations) or word.isupper():
            return "organization"
        row = load_language("de").actor_nouns.get(word)
        if row is not None:
            return {"person": "person", "group": "group", "country": "state"}.get(row.kind, "body")
        is_people = any(word in (s.people, s.people + "n") for s in self.cast.states)
        return (
            "group"
            if is_people or word in ("Kurden", "Rebellen", "Republikaner", "Demonstranten")
            else "person"
        )


PREPOSITIONS = frozenset(TABLE["cases"]) | {"im", "am", "zum", "zur", "vom", "beim", "ins", "ums"}


def frame_key(frame: Frame) -> str:
    """Return how `valency.tsv` calls a frame: "führen+Telefonat", "sich bedanken"."""
    if frame.reflexive and not frame.noun:
        return f"sich {frame.verb}"
    return f"{frame.verb}+{frame.noun}" if frame.noun else str(frame.verb)


def is_object(need: str) -> bool:
    """Whether a need is an object: "die Nachfolge", not "am Telefon"."""
    return ":" not in need and need.split()[0].rstrip("^") not in PREPOSITIONS


def root_lemma(actor: Actor) -> str:
    """Return the top word of an actor."""
    return actor.make("Nom").root.lemma
