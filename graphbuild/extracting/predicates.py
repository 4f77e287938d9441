"""Clauses and event nouns + frames → who did what to whom, still as tokens.

One candidate a pair of role fillers: the frame (or none, then RELATED), the tokens, and the
rules that led there. Polarity, modality and sources are the business of `qualifiers`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from spacy.tokens import Doc, Token

from graphbuild.extracting.clauses import Clause
from graphbuild.extracting.tree import base, children, conjuncts, has_feature, preposition
from graphbuild.languages import Frame, Language, load_relations

THROUGH_POSSESSION = frozenset(
    {"CRITICIZES", "PRAISES", "SUPPORTS", "REJECTS", "OPPOSES", "DEFENDS", "MOCKS", "THANKS"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible triple in tokens. `ground` is the token whose clause says whether it happened."""

    predicate: Token
    lemma: str
    relation: str
    who: Token
    whom: Token
    ground: Token
    rules: tuple[str, ...]
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Fillers:
    """Tokens of a slot with the rules that found them."""

    tokens: tuple[Token, ...]
    rules: tuple[str, ...]


def find_candidates(
    doc: Doc, language: Language, clauses: Mapping[int, Clause], actors: set[int]
) -> Iterator[Candidate]:
    """Yield the candidates of a text; `actors` are the positions that stand for a mention."""
    finder = Finder(language, clauses, actors)
    for clause in clauses.values():
        yield from finder.of_verb(clause)
    for token in doc:
        if token.pos_ in {"NOUN", "PROPN"} and (token.i not in actors or children(token, "cop")):
            yield from finder.of_noun(token)


@dataclass(frozen=True, slots=True)
class Finder:
    """Matches frames against clauses and nouns."""

    language: Language
    clauses: Mapping[int, Clause]
    actors: set[int]

    def of_verb(self, clause: Clause) -> Iterator[Candidate]:
        """Yield what a verb says: by the best of its frames, else RELATED."""
        frames = sorted(self.language.verbs.get(clause.lemma, ()), key=self.rank)
        for frame in frames:
            found = list(self.match(clause, frame))
            if found:
                yield from found
                return
        if not frames and clause.verb.pos_ == "VERB":
            yield from self.unforeseen(clause)

    def rank(self, frame: Frame) -> tuple[bool, bool, bool, bool]:
        """Order a verb's frames: the more a frame demands, the earlier it is tried."""
        return (
            frame.noun is None,
            not frame.reflexive,
            frame.whom == ("object",),
            frame.reciprocal,
        )

    def match(self, clause: Clause, frame: Frame) -> Iterator[Candidate]:
        """Yield the candidates of one frame of a verb."""
        nouns: list[Token] = []
        if frame.noun is not None:
            nouns = [token for token in self.complements(clause) if self.is_noun(token, frame.noun)]
            if not nouns:
                return
        if frame.reflexive and not clause.is_reflexive:
            return
        if not frame.reflexive and clause.is_reflexive and "object" in frame.whom:
            return
        who = self.fillers(clause, frame.who, nouns)
        whom = self.fillers(clause, frame.whom, nouns)
        if whom is None and frame.noun is None:
            whom = self.possessor(clause, frame)
        if who and whom:
            yield from self.pairs(clause.verb, clause.verb, clause.lemma, frame, who, whom)
        elif who and frame.reciprocal:
            yield from self.among(clause.verb, clause.verb, clause.lemma, frame, who)

    def complements(self, clause: Clause) -> list[Token]:
        """Return the nouns that can be part of a light-verb phrase."""
        return [
            noun
            for child in children(clause.verb, "obj", "obl", "nsubj", "xcomp", "nmod", "advmod")
            for noun in conjuncts(child)
        ]

    def is_noun(self, token: Token, noun: str) -> bool:
        """Whether a token is an event noun, perhaps as the last part of a compound."""
        lemma = str(token.lemma_)
        if noun in (lemma, token.text):
            return True
        return self.language.code == "de" and len(noun) > 4 and lemma.lower().endswith(noun.lower())

    def fillers(self, clause: Clause, slots: Iterable[str], nouns: Iterable[Token]) -> Fillers | None:
        """Return the actors in the first of the slots that has any, on the verb or on its noun."""
        for slot in slots:
            tokens = self.acting(clause.slots.get(slot, []))
            if tokens:
                return Fillers(tokens, tuple(clause.rules.get(slot, ())))
            for noun in nouns:
                found = self.noun_slot(noun, slot)
                if found:
                    return found
        return None

    def acting(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Return those that stand for a mention, coordination spread out."""
        return tuple(part for token in tokens for part in conjuncts(token) if part.i in self.actors)

    def possessor(self, clause: Clause, frame: Frame) -> Fillers | None:
        """Return whose thing the object is, where the relation reaches through to them.

        Example: "Söder kritisierte die Politik der Regierung." → Regierung
        """
        if frame.relation not in THROUGH_POSSESSION or not {"object", "dative"} & set(frame.whom):
            return None
        for slot in frame.whom:
            for thing in clause.slots.get(slot, []):
                found = self.noun_slot(thing, "genitive")
                if found:
                    return Fillers(found.tokens, (*found.rules, "through-possession"))
        return None

    def noun_slot(self, noun: Token, slot: str) -> Fillers | None:
        """Return the actors in one slot of a noun: "genitive", "between", "compound", a preposition."""
        if slot == "genitive":
            tokens = self.acting(self.genitives(noun))
        elif slot == "between":
            between = self.language.words["between_prepositions"]
            tokens = self.acting(c for c in self.attached(noun) if preposition(c, self.language) in between)
        elif slot == "compound":
            tokens = self.acting(children(noun, "compound"))
        else:
            tokens = self.acting(c for c in self.attached(noun) if preposition(c, self.language) == slot)
            tokens = tokens or self.acting(self.adjacent(noun, slot))
        return Fillers(tokens, (f"noun-{slot}",)) if tokens else None

    def attached(self, noun: Token) -> list[Token]:
        """Return the noun's modifiers, those on another modifier of it included.

        A parser easily hangs the second of two prepositional phrases on the first.
        """
        direct = children(noun, "nmod", "obl")
        inner = [deep for child in direct if child.i not in self.actors for deep in children(child, "nmod")]
        return [*direct, *inner]

    def adjacent(self, noun: Token, slot: str) -> Iterator[Token]:
        """Yield what follows an event noun under its preposition, whatever a parser hung it on.

        Example: "mit einem der Gespräche Trumps mit Macron vertraut", read as vertraut mit Macron
        """
        right = max([noun.i, *(child.right_edge.i for child in self.genitives(noun) if child.i > noun.i)])
        if right + 1 < len(noun.doc):
            case = noun.doc[right + 1]
            if base(case) == "case" and preposition(case.head, self.language) == slot:
                yield case.head

    def genitives(self, noun: Token) -> Iterator[Token]:
        """Yield possessors: Trumps Besuch, der Besuch des Präsidenten, Trump's visit, his visit."""
        prepositions = self.language.words["genitive_prepositions"]
        for child in noun.children:
            label = base(child)
            if child.dep_ in {"nmod:poss", "det:poss"} or (
                label == "appos" and has_feature(child, "Case", "Gen")
            ):
                yield child
            elif label == "nmod":
                word = preposition(child, self.language)
                if word in prepositions or (word is None and not has_feature(child, "Case", "Dat")):
                    yield child

    def pairs(
        self, predicate: Token, ground: Token, lemma: str, frame: Frame, who: Fillers, whom: Fillers
    ) -> Iterator[Candidate]:
        """Yield one candidate for each who and whom."""
        for subject in who.tokens:
            for object_ in whom.tokens:
                if subject != object_:
                    rules = (*dict.fromkeys((*who.rules, *whom.rules)), frame.name)
                    yield Candidate(predicate, lemma, frame.relation, subject, object_, ground, rules, frame)

    def among(
        self, predicate: Token, ground: Token, lemma: str, frame: Frame, group: Fillers
    ) -> Iterator[Candidate]:
        """Yield the pairs inside a coordination ("Trump und Putin trafen sich")."""
        for subject, object_ in combinations(group.tokens, 2):
            rules = (*group.rules, "reciprocal", frame.name)
            yield Candidate(predicate, lemma, frame.relation, subject, object_, ground, rules, frame)

    def unforeseen(self, clause: Clause) -> Iterator[Candidate]:
        """Yield RELATED for a verb that no row covers, between subject and bare object."""
        who = self.fillers(clause, ("subject",), ())
        whom = self.fillers(clause, ("object", "dative"), ())
        if who and whom:
            for subject in who.tokens:
                for object_ in whom.tokens:
                    rules = (*dict.fromkeys((*who.rules, *whom.rules)), "unforeseen")
                    yield Candidate(
                        clause.verb, clause.lemma, "RELATED", subject, object_, clause.verb, rules
                    )

    def of_noun(self, noun: Token) -> Iterator[Candidate]:
        """Yield what an event noun says: "Trumps Anruf bei Macron", "talks between A and B"."""
        for frame in self.noun_frames(noun):
            who = self.first_slot(noun, frame.who)
            whom = self.first_slot(noun, frame.whom, but=who)
            if who is None and whom is not None:
                who = self.supporting_subject(noun)
            ground = self.noun_ground(noun)
            if who and whom and set(who.tokens) != set(whom.tokens):
                yield from self.pairs(noun, ground, str(noun.lemma_), frame, who, whom)
                return
            group = who or whom
            if group and len(group.tokens) > 1 and load_relations()[frame.relation].symmetric:
                yield from self.among(noun, ground, str(noun.lemma_), frame, group)
                return

    def noun_frames(self, noun: Token) -> tuple[Frame, ...]:
        """Return the frames of an event noun; of a German compound those of its longest known end."""
        nouns = self.language.nouns
        for form in (str(noun.lemma_), noun.text, noun.lower_):
            if form in nouns:
                return nouns[form]
        if self.language.code == "de":
            lemma = str(noun.lemma_)
            for cut in range(1, len(lemma) - 4):
                if (tail := lemma[cut:].lstrip("-").capitalize()) in nouns:
                    return nouns[tail]
        return ()

    def first_slot(self, noun: Token, slots: Iterable[str], but: Fillers | None = None) -> Fillers | None:
        """Return the first of the slots that holds other actors than `but`."""
        for slot in slots:
            found = self.noun_slot(noun, slot)
            if found and (but is None or set(found.tokens) != set(but.tokens)):
                return found
        return None

    def supporting_subject(self, noun: Token) -> Fillers | None:
        """Return who acts when the event is the object of a verb that only carries it.

        Example: "Trump führte ein Telefonat mit Macron." → Trump; "Lee is a critic of NATO." → Lee
        """
        if children(noun, "cop"):
            tokens = self.acting(children(noun, "nsubj"))
            return Fillers(tokens, ("copula",)) if tokens else None
        clause = self.clauses.get(noun.head.i)
        if clause is None or base(noun) not in {"obj", "nsubj"}:
            return None
        if clause.lemma not in self.language.words["support_verbs"]:
            return None
        tokens = self.acting(clause.slots.get("subject", []))
        return Fillers(tokens, ("support-verb",)) if tokens else None

    def noun_ground(self, noun: Token) -> Token:
        """Return the token whose clause tells whether a nominal event happened: the noun itself."""
        return noun
