"""Doc → open triples in surface words, for open-information-extraction benchmarks only."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graphbuild.extracting.clauses import ClauseReader
from graphbuild.extracting.tree import base, children, conjuncts, has_feature
from graphbuild.languages import load_language
from graphbuild.model import LanguageCode

NOT_INSIDE = {"acl", "advcl", "conj", "cc", "punct", "parataxis", "appos", "ccomp"}
CLAUSAL = {"case", "nsubj", "cop", "aux", "mark", "obl", "obj", "advmod", "xcomp", "csubj"}


def extract_open(doc: Doc, language: LanguageCode) -> Iterator[tuple[str, str, str]]:
    """Yield (subject, relation, object) in the sentence's own words, nothing resolved or turned.

    Example: "Macron wurde von Trump empfangen." → ("Macron", "wurde empfangen von", "Trump")
    """
    reader = ClauseReader(load_language(language), {})
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} and not children(token, "cop"):
            continue
        if base(token) in {"aux", "cop", "xcomp"}:
            continue
        subjects, _ = reader.surface_subject(token)
        for subject in (part for head in subjects for part in conjuncts(head)):
            for relation, case, object_ in complements(token):
                predicate = f"{words(finite_first(relation))} {words(case)}".strip()
                yield words(phrase(subject)), predicate, words(phrase(object_))


def complements(verb: Token) -> Iterator[tuple[list[Token], list[Token], Token]]:
    """Yield the relation's words, a preposition and the head of what stands in the third slot.

    An oblique takes the object into the relation: "handcuffed him to" → the bars.
    """
    predicate = predicate_tokens(verb)
    if verb.pos_ not in {"VERB", "AUX"}:
        for part in conjuncts(verb):
            yield predicate, children(verb, "case"), part
        return
    bare = children(verb, "obj", "iobj")
    for head in bare:
        others = [token for other in bare if other != head for token in phrase(other)]
        for part in conjuncts(head):
            yield [*predicate, *others], [], part
    inside = [token for head in bare for token in phrase(head)]
    for head in children(verb, "obl"):
        for part in conjuncts(head):
            yield [*predicate, *inside], children(head, "case"), part


def predicate_tokens(verb: Token) -> list[Token]:
    """Return the words of the predicate: auxiliaries, copula, negation, particle, infinitives below."""
    own = [] if children(verb, "cop") else [verb]
    below = [
        token
        for child in children(verb, "xcomp")
        if child.pos_ == "VERB"
        for token in predicate_tokens(child)
    ]
    negation = [
        child for child in children(verb, "advmod") if child.lower_ in {"nicht", "not", "n't", "never"}
    ]
    marks = [child for child in children(verb, "mark") if base(verb) == "xcomp"]
    return [*own, *children(verb, "aux", "cop", "compound:prt"), *negation, *marks, *below]


def phrase(head: Token) -> list[Token]:
    """Return a noun phrase's words without clauses, conjuncts and its preposition."""
    dropped: set[int] = set()
    for child in head.children:
        if base(child) in NOT_INSIDE | CLAUSAL and not (base(child) == "case" and child.i > head.i):
            dropped.update(token.i for token in child.subtree)
    dropped |= {token.i for token in head.subtree if token.is_space}
    return [token for token in head.subtree if token.i not in dropped]


def finite_first(tokens: list[Token]) -> list[Token]:
    """Put tokens in main-clause order: by text, the finite verb of a verb-final clause in front."""
    ordered = sorted(set(tokens), key=lambda token: token.i)
    return sorted(ordered, key=lambda token: not has_feature(token, "VerbForm", "Fin"))


def words(tokens: list[Token]) -> str:
    """Join words."""
    return " ".join(token.text for token in tokens)
