"""Rows of the predicate table → who does what to whom, with everything the verb needs.

In: a `Frame`. Out: a `Proposition`: verb, drawn actors with their prepositions, further phrases.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from graphbuild.languages import Frame, load_language, load_relations
from graphbuild.training.conllu import read_lines
from graphbuild.training.generator.english.actor import Actor
from graphbuild.training.generator.english.actors import Cast
from graphbuild.training.generator.english.forms import Verb, make_verb
from graphbuild.training.generator.english.table import HERE, TABLE, choices, words
from graphbuild.training.generator.nodes import Unfit


@dataclass(frozen=True)
class Argument:
    """An actor: object ("obj"), indirect object ("iobj"), under a preposition, or a noun's possessor."""

    actor: Actor
    slot: str
    preposition: str = ""
    on_noun: bool = False


@dataclass(frozen=True)
class Proposition:
    """Who does what to whom."""

    verb: Verb
    subject: Actor
    arguments: tuple[Argument, ...] = ()
    needs: tuple[str, ...] = ()
    reflexive: bool = False
    can_passive: bool = False
    verb_noun: str = ""

    def argument(self, slot: str) -> Argument | None:
        """Return the argument in a slot."""
        return next((a for a in self.arguments if a.slot == slot and not a.on_noun), None)


def read_valency() -> dict[str, tuple[str, ...]]:
    """Read what verbs need beside their actors."""
    lines = (line for line in read_lines(HERE / "valency.tsv") if not line.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t")
    return {row["verb"]: tuple(need.strip() for need in row["needs"].split(" ; ")) for row in rows}


def frame_key(frame: Frame) -> str:
    """Return how `valency.tsv` calls a frame: "hold+call"."""
    return f"{frame.verb}+{frame.noun}" if frame.noun else str(frame.verb)


def frame_names(frame: Frame) -> set[str]:
    """Return the names under which a frame may be left out: "arm", "arm>against"."""
    return {frame_key(frame), f"{frame.verb}>{frame.whom[0]}"}


class Proposer:
    """Draws propositions."""

    def __init__(self, cast: Cast, random: Random) -> None:
        self.cast = cast
        self.random = random
        self.valency = read_valency()
        skip = {key.replace("_", " ") for key in TABLE["skip"].split()}
        self.all_frames = tuple(load_language("en").frames())
        frames = [f for f in self.all_frames if f.verb and "=" not in f.verb]
        self.frames = [f for f in frames if not skip & frame_names(f)]
        self.frames = [f for f in self.frames if not f.noun or frame_key(f) in self.valency]
        self.kinds = {id(frame): self.example_kinds(frame) for frame in self.frames}
        self.no_passive = set(words(TABLE["no_passive"]))
        self.queue: list[Frame] = []

    def next_frame(self) -> Frame:
        """Return a frame; all come before any comes again."""
        if not self.queue:
            self.queue = list(self.frames)
            self.random.shuffle(self.queue)
        return self.queue.pop()

    def draw(self, *, subject: Actor | None = None) -> Proposition:
        """Draw a proposition, perhaps with a given subject."""
        for _ in range(20):
            try:
                return self._make(self.next_frame(), subject)
            except Unfit:
                continue
        raise Unfit("no frame")

    def _make(self, frame: Frame, subject: Actor | None) -> Proposition:
        who_kind, whom_kind = self.kinds[id(frame)]
        is_turned = "subject" in frame.whom
        slots = frame.who if is_turned else frame.whom
        if is_turned:
            who_kind, whom_kind = whom_kind, who_kind
        is_given = subject is not None
        if subject is None:
            subject = self._drawn(who_kind, frame, several=0.1)
        if frame.reciprocal and self.random.random() < 0.12 and frame_key(frame) in self.valency:
            is_alone = subject.number == "Sing" and not is_given
            together = self.cast.several(who_kind) if is_alone else subject
            if together.number == "Sing":
                raise Unfit("alone")
            return self._assemble(frame, together, (), self._needs(frame))
        needs = self._needs(frame)
        arguments = self._argument(frame, slots, whom_kind, needs)
        if any(a.actor.make().root.lemma == subject.make().root.lemma for a in arguments):
            raise Unfit("the same twice")
        return self._assemble(frame, subject, arguments, needs)

    def _assemble(
        self, frame: Frame, subject: Actor, arguments: tuple[Argument, ...], needs: tuple[str, ...]
    ) -> Proposition:
        verb = make_verb(str(frame.verb))
        can_passive = (
            not frame.reflexive
            and any(a.slot == "obj" for a in arguments)
            and str(frame.verb).split()[0] not in self.no_passive
            and not any(need.startswith("xobj:") for need in needs)
        )
        noun = frame.noun or ""
        return Proposition(verb, subject, arguments, needs, frame.reflexive, can_passive, noun)

    def _needs(self, frame: Frame) -> tuple[str, ...]:
        texts = self.valency.get(frame_key(frame), ())
        needs = []
        for text in texts:
            options = choices(text.removeprefix("?"))
            if options and (not text.startswith("?") or self.random.random() < 0.5):
                needs.append(self.random.choice(options))
        return tuple(needs)

    def _argument(
        self, frame: Frame, slots: Sequence[str], kind: str, needs: Sequence[str]
    ) -> tuple[Argument, ...]:
        has_object = any(is_object(need) for need in needs)
        usable = [s for s in slots if s not in ("subject", "compound", "out of", "away from")]
        usable = [s for s in usable if not (s == "object" and has_object)]
        usable = [s for s in usable if not (s == "dative" and not has_object)]
        if not usable:
            raise Unfit(frame_key(frame))
        slot = self.random.choice(usable)
        actor = self._drawn(kind, frame, several=0.07)
        if slot == "object":
            return (Argument(actor, "obj"),)
        if slot == "dative":
            return (Argument(actor, "iobj"),)
        if slot == "genitive":
            return (Argument(actor, "gen", "of", on_noun=True),)
        if slot == "between":
            return (Argument(self.cast.several(kind), "pp", "between"),)
        on_noun = (
            bool(frame.noun) and has_object and self.random.random() < 0.8 and slot not in ("to", "from")
        )
        return (Argument(actor, "pp", slot, on_noun),)

    def _drawn(self, kind: str, frame: Frame, *, several: float) -> Actor:
        relation = load_relations()[frame.relation]
        if self.random.random() < 0.15 and relation.quad_class in (1, 3):
            kind = self.random.choice(["person", "state", "organization", "group"])
        return self.cast.several(kind) if self.random.random() < several else self.cast.draw(kind)

    def example_kinds(self, frame: Frame) -> tuple[str, str]:
        """Tell what who and whom are in a row's example."""
        who, _, whom = frame.expect.split(" | ")[:3]
        return self._kind(who), self._kind(whom)

    def _kind(self, name: str) -> str:
        """Tell what a name of an example is."""
        word = name.split()[-1]
        states = {s.name for s in self.cast.states} | {s.capital for s in self.cast.states}
        if (
            name in states
            or word in states
            or name in ("United States", "Crimea", "Gaza", "Prussia", "Poland")
        ):
            return "state"
        organizations = " ".join(TABLE["organizations"].values()).replace("_", " ").split()
        if word in organizations or word.isupper():
            return "organization"
        row = load_language("en").actor_nouns.get(word.lower())
        if row is not None:
            return {"person": "person", "group": "group", "country": "state"}.get(row.kind, "body")
        return "group" if word.endswith("s") and word[0].isupper() and word in self.cast.people else "person"


def is_object(need: str) -> bool:
    """Tell whether a need is an object of the verb."""
    first = need.split()[0]
    return ":" not in need and first not in OBLIQUE


OBLIQUE = frozenset(words(TABLE["classes"]["oblique"]))
