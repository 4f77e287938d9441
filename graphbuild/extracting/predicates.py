"""Clauses and event nouns + frames → who did what to whom, still as tokens.

One candidate a pair of role fillers: the frame (or none, then RELATED), the tokens, and the
rules that led there. Polarity, modality and sources are the business of `qualifiers`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from spacy.tokens import Doc, Token

from graphbuild.extracting.clauses import Clause
from graphbuild.extracting.slots import Fillers, Slots
from graphbuild.extracting.tree import base, children, conjuncts
from graphbuild.languages import CORE_SLOTS, Frame, Language, load_relations


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible triple in tokens. The predicate's clause also says whether it happened."""

    predicate: Token
    lemma: str
    relation: str
    who: Token
    whom: Token
    rules: tuple[str, ...]
    frame: Frame | None = None


def find_candidates(
    doc: Doc, language: Language, clauses: Mapping[int, Clause], actors: set[int]
) -> Iterator[Candidate]:
    """Yield the candidates of a text; `actors` are the positions that stand for a mention."""
    finder = Finder(language, Slots(language, clauses, actors))
    for clause in clauses.values():
        yield from finder.of_verb(clause)
    for token in doc:
        if token.pos_ in {"NOUN", "PROPN"}:
            yield from finder.of_noun(token)


@dataclass(frozen=True, slots=True)
class Finder:
    """Matches frames against clauses and nouns."""

    language: Language
    slots: Slots

    def of_verb(self, clause: Clause) -> Iterator[Candidate]:
        """Yield what a verb says: by the best of its frames, else RELATED."""
        frames = sorted(self.language.verbs.get(clause.lemma, ()), key=demands, reverse=True)
        for frame in frames:
            found = list(self.match(clause, frame))
            if found:
                yield from found
                return
        if not frames and clause.verb.pos_ == "VERB":
            yield from self.unforeseen(clause)

    def match(self, clause: Clause, frame: Frame) -> Iterator[Candidate]:
        """Yield the candidates of one frame of a verb."""
        nouns = self.frame_nouns(clause, frame)
        if (frame.noun and not nouns) or not fits_form(clause, frame, self.language):
            return
        who = self.slots.of_verb(clause, frame.who, nouns)
        whom = self.slots.of_verb(clause, frame.whom, nouns)
        if whom is None and frame.noun is None:
            whom = self.beyond_object(clause, frame)
        if who and whom:
            yield from pairs(clause.verb, clause.lemma, frame, who, whom)
        elif who and frame.reciprocal:
            yield from among(clause.verb, clause.lemma, frame, who)

    def frame_nouns(self, clause: Clause, frame: Frame) -> list[Token]:
        """Return the nouns in a clause that a light-verb frame wants."""
        if frame.noun is None:
            return []
        complements = children(clause.verb, "obj", "obl", "nsubj", "xcomp", "nmod", "advmod")
        return [noun for child in complements for noun in conjuncts(child) if self.is_noun(noun, frame.noun)]

    def is_noun(self, token: Token, noun: str) -> bool:
        """Whether a token is an event noun, perhaps as the last part of a German compound."""
        lemma = str(token.lemma_)
        if noun in (lemma, token.text):
            return True
        before = lemma.lower().removesuffix(noun.lower())
        is_compound = self.language.joins_compounds and before != lemma.lower()
        return is_compound and len(before) > 2 and before not in self.language.particles

    def beyond_object(self, clause: Clause, frame: Frame) -> Fillers | None:
        """Return whom a verb reaches through its object, where that is no actor.

        Example: "signed a treaty with Kim" → Kim; "kritisierte die Politik der Regierung" → Regierung
        """
        is_through = load_relations()[frame.relation].through_possession
        for slot in frame.whom:
            if slot in {"object", "dative"} and is_through:
                for thing in clause.slots.get(slot, []):
                    found = self.slots.of_noun(thing, "genitive")
                    if found:
                        return Fillers(found.tokens, (*found.rules, "through-possession"))
            elif slot not in CORE_SLOTS:
                for thing in clause.slots.get("object", []):
                    found = self.slots.of_noun(thing, slot) if thing.i not in self.slots.actors else None
                    if found:
                        return Fillers(found.tokens, (*found.rules, "beyond-object"))
        return None

    def unforeseen(self, clause: Clause) -> Iterator[Candidate]:
        """Yield RELATED for a verb that no row covers, between subject and bare object."""
        who = self.slots.of_verb(clause, ("subject",))
        whom = self.slots.of_verb(clause, ("object", "dative"))
        if who and whom:
            rules = (*dict.fromkeys((*who.rules, *whom.rules)), "unforeseen")
            for subject in who.tokens:
                for object_ in whom.tokens:
                    yield Candidate(clause.verb, clause.lemma, "RELATED", subject, object_, rules)

    def of_noun(self, noun: Token) -> Iterator[Candidate]:
        """Yield what an event noun says: "Trumps Anruf bei Macron", "talks between A and B"."""
        lemma = str(noun.lemma_)
        for frame in self.noun_frames(noun):
            between = self.slots.of_noun(noun, "between") if "between" in frame.who else None
            if between and len(between.tokens) > 1:
                yield from among(noun, lemma, frame, between)
                return
            who = self.first_slot(noun, frame.who)
            whom = self.first_slot(noun, frame.whom, but=who)
            if who is None and whom is not None and frame.who != ("subject",):
                who = self.slots.carrier(noun)
            if who and whom and set(who.tokens) != set(whom.tokens):
                yield from pairs(noun, lemma, frame, who, whom)
                return
            if who and len(who.tokens) > 1 and load_relations()[frame.relation].symmetric:
                yield from among(noun, lemma, frame, who)
                return

    def noun_frames(self, noun: Token) -> tuple[Frame, ...]:
        """Return the frames of an event noun; of a German compound those of its longest known end."""
        nouns, lemma = self.language.nouns, str(noun.lemma_)
        before = [f"{child.lower_} {lemma}" for child in children(noun, "amod", "compound")]
        for form in (*before, lemma, noun.text, noun.lower_):
            if form in nouns:
                return nouns[form]
        if self.language.joins_compounds:
            for cut in range(1, len(lemma) - 4):
                tail = lemma[cut:].lstrip("-").capitalize()
                if tail in nouns and lemma[:cut].lower() not in self.language.particles:
                    return nouns[tail]
        return ()

    def first_slot(self, noun: Token, slots: Iterable[str], but: Fillers | None = None) -> Fillers | None:
        """Return the first of the slots that holds other actors than `but`."""
        for slot in slots:
            found = self.slots.of_noun(noun, slot)
            if found and (but is None or set(found.tokens) != set(but.tokens)):
                return found
        return None


def demands(frame: Frame) -> tuple[bool, bool, bool, bool]:
    """Rank a verb's frames: the more a frame demands, the earlier it is tried."""
    return (frame.noun is not None, frame.reflexive, frame.whom != ("object",), not frame.reciprocal)


def fits_form(clause: Clause, frame: Frame, language: Language) -> bool:
    """Whether a clause has the reflexive that a frame wants, and doesn't merely name its object.

    Example: "called him a liar" is no call
    """
    if frame.reflexive != clause.is_reflexive and (frame.reflexive or "object" in frame.whom):
        return False
    is_naming = clause.lemma in language.words["naming_verbs"] and "object" in frame.whom
    named_as = [child for child in clause.verb.children if child.pos_ == "ADJ" or base(child) == "xcomp"]
    return not (is_naming and (named_as or len(children(clause.verb, "obj")) > 1))


def pairs(predicate: Token, lemma: str, frame: Frame, who: Fillers, whom: Fillers) -> Iterator[Candidate]:
    """Yield one candidate for each who and whom."""
    rules = (*dict.fromkeys((*who.rules, *whom.rules)), frame.name)
    for subject in who.tokens:
        for object_ in whom.tokens:
            if subject != object_:
                yield Candidate(predicate, lemma, frame.relation, subject, object_, rules, frame)


def among(predicate: Token, lemma: str, frame: Frame, group: Fillers) -> Iterator[Candidate]:
    """Yield the pairs inside a coordination ("Trump und Putin trafen sich")."""
    rules = (*group.rules, "reciprocal", frame.name)
    for subject, object_ in combinations(group.tokens, 2):
        yield Candidate(predicate, lemma, frame.relation, subject, object_, rules, frame)
