"""Which actors stand in a slot of a verb or of a noun, coordination spread out.

A slot is "subject", "object", "dative", "genitive", "between", "compound" or a preposition.
`clauses` fills a verb's own slots; here are also those of its nouns, since "Kritik an" may hang
on the verb or on the noun. Used by `predicates`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from graphbuild.extracting.clauses import Clause
from graphbuild.extracting.tree import base, children, conjuncts, has_feature, preposition
from graphbuild.languages import Language


@dataclass(frozen=True, slots=True)
class Fillers:
    """Tokens of a slot with the rules that found them."""

    tokens: tuple[Token, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slots:
    """Reads slots; `actors` are the positions that stand for a mention."""

    language: Language
    clauses: Mapping[int, Clause]
    actors: set[int]

    def acting(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """Return those that stand for a mention, coordination spread out."""
        return tuple(part for token in tokens for part in conjuncts(token) if part.i in self.actors)

    def of_verb(self, clause: Clause, slots: Iterable[str], nouns: Iterable[Token] = ()) -> Fillers | None:
        """Return the actors in the first of the slots that has any, on the verb or on one of its nouns."""
        for slot in slots:
            tokens = self.acting(clause.slots.get(slot, []))
            if tokens:
                return Fillers(tokens, tuple(clause.rules.get(slot, ())))
            for noun in nouns:
                found = self.of_noun(noun, slot)
                if found:
                    return found
        return None

    def of_noun(self, noun: Token, slot: str) -> Fillers | None:
        """Return the actors in one slot of a noun."""
        if slot == "subject":
            return self.copula_subject(noun)
        if slot == "genitive":
            tokens = self.acting(self.genitives(noun))
        elif slot == "compound":
            tokens = self.acting(children(noun, "compound"))
        elif slot == "between":
            prepositions = self.language.words["between_prepositions"]
            tokens = self.acting(c for c in children(noun, "nmod", "obl") if self.under(c) in prepositions)
        else:
            tokens = self.acting(c for c in self.modifiers(noun, slot) if self.under(c) == slot)
            tokens = tokens or self.acting(self.adjacent(noun, slot))
        return Fillers(tokens, (f"noun-{slot}",)) if tokens else None

    def under(self, token: Token) -> str | None:
        """Return the preposition a token stands under."""
        return preposition(token, self.language)

    def modifiers(self, noun: Token, slot: str) -> list[Token]:
        """Return a noun's modifiers, those that a parser hung on another modifier included.

        Example: "reception of Erdogan by Steinmeier", by Steinmeier read as Erdogan's
        """
        direct = children(noun, "nmod", "obl")
        if slot in self.language.words["genitive_prepositions"] - self.language.words["agent_prepositions"]:
            return direct
        return [*direct, *(deep for child in direct for deep in children(child, "nmod"))]

    def adjacent(self, noun: Token, slot: str) -> Iterator[Token]:
        """Yield what follows an event noun under its preposition, whatever a parser hung it on.

        Example: "mit einem der Gespräche Trumps mit Macron vertraut", read as vertraut mit Macron
        """
        inside = [child.right_edge.i for child in children(noun, "nmod", "appos") if child.i > noun.i]
        following = noun.doc[max([noun.i, *inside]) + 1 : noun.sent.end]
        if len(following) < 2 or self.language.contracted(following[0].lower_) != slot:
            return
        for token in following[1:4]:
            if token.i in self.actors:
                yield token
            if token.i in self.actors or token.pos_ not in {"DET", "ADJ", "NOUN"}:
                return

    def genitives(self, noun: Token) -> Iterator[Token]:
        """Yield possessors: Trumps Besuch, der Besuch des Präsidenten, Trump's visit, his visit."""
        prepositions = self.language.words["genitive_prepositions"]
        for child in noun.children:
            label = base(child)
            is_possessor = child.dep_ in {"nmod:poss", "det:poss"}
            is_genitive = label == "appos" and has_feature(child, "Case", "Gen")
            is_bare = label == "nmod" and self.under(child) in {None, *prepositions}
            if is_possessor or is_genitive or is_bare:
                yield child

    def copula_subject(self, noun: Token) -> Fillers | None:
        """Return of whom a copula says the noun.

        Example: "Lee is a critic of NATO." → Lee
        """
        tokens = self.acting(children(noun, "nsubj")) if children(noun, "cop") else ()
        return Fillers(tokens, ("copula",)) if tokens else None

    def carrier(self, noun: Token) -> Fillers | None:
        """Return who acts when a verb only carries the event.

        Example: "Trump führte ein Telefonat mit Macron." → Trump
        """
        clause = self.clauses.get(noun.head.i)
        if clause is None or base(noun) not in {"obj", "nsubj"}:
            return None
        if clause.lemma not in self.language.words["support_verbs"]:
            return None
        tokens = self.acting(token for token in clause.slots.get("subject", []) if token != noun)
        return Fillers(tokens, ("support-verb",)) if tokens else None
