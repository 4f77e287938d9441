"""Doc → the spans that may be actors: names, descriptions and pronouns, in text order.

Names come from the pipeline's entities and from the catalogue's known names, descriptions from
the table of nouns that can stand for an actor. Who is who is decided in `chains`.
"""

from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc, Token

from graphbuild.extracting.found import Found
from graphbuild.extracting.names import find_names
from graphbuild.extracting.nouns import split_noun
from graphbuild.extracting.titles import attach_titles, find_names_beside_titles
from graphbuild.extracting.tree import base, children, feature, has_feature, is_relative_pronoun, phrase_span
from graphbuild.languages import Language
from graphbuild.model import KnownName


def find_mentions(doc: Doc, language: Language, known: Mapping[str, KnownName]) -> list[Found]:
    """Find all mentions of possible actors, in text order, none inside another.

    Example: "Der US-Präsident rief Macron an, er …" → der US-Präsident, Macron, er
    """
    names = list(find_names(doc, language, known))
    taken = {i for name in names for i in range(name.first, name.last + 1)}
    for name in find_names_beside_titles(doc, language, taken):
        names.append(name)
        taken |= name.covers
    for name in names:
        attach_titles(name, language, taken)
    covered = set().union(*(name.covers for name in names)) | taken
    nominals = list(find_nominals(doc, language, known, covered))
    pronouns = list(find_pronouns(doc, language))
    return sorted([*names, *nominals, *pronouns], key=lambda found: found.first)


def find_nominals(
    doc: Doc, language: Language, known: Mapping[str, KnownName], covered: set[int]
) -> Iterator[Found]:
    """Yield descriptions that can stand for an actor: "der US-Präsident", "European allies"."""
    for token in doc:
        if token.i in covered or token.pos_ not in {"NOUN", "PROPN"} or base(token) in {"flat", "compound"}:
            continue
        row, before = split_noun(token, language)
        if row is None:
            continue
        first, last = phrase_span(token)
        yield Found(
            first=first,
            last=last,
            root=token,
            form="nominal",
            kind=row.kind,
            number=feature(token, "Number"),
            gender=row.gender,
            head=row.lemma,
            modifiers=tuple(modifiers(token, before)),
            covers={token.i},
        )


def modifiers(token: Token, before: str) -> Iterable[str]:
    """Return what narrows a description down: compound part, adjectives, genitives, in order.

    Example: "der frühere Präsident Frankreichs" → früher, Frankreichs
    """
    if before:
        yield before.strip("-")
    for child in token.children:
        label = base(child)
        if label in {"amod", "compound"}:
            yield str(child.lemma_ if label == "amod" else child.text)
        elif label == "nmod" or (label == "det" and child.pos_ == "PROPN"):
            first, last = phrase_span(child)
            start = next(
                (i for i in range(first, last + 1) if token.doc[i].pos_ not in {"DET", "ADP"}), first
            )
            yield str(token.doc[start : last + 1].text)


def find_pronouns(doc: Doc, language: Language) -> Iterator[Found]:
    """Yield third-person personal and possessive pronouns; relative ones are the tree's business."""
    words = language.words
    plural, feminine = words["plural_pronouns"], words["singular_feminine"] | words["ambiguous_pronouns"]
    personal = words["singular_masculine"] | feminine | plural
    for token in doc:
        if token.lower_ not in personal or token.pos_ != "PRON" or is_relative_pronoun(token, language):
            continue
        number = pronoun_number(token, language)
        gender = "Masc" if token.lower_ in words["singular_masculine"] else "Fem"
        yield Found(
            first=token.i,
            last=token.i,
            root=token,
            form="pronoun",
            kind=None,
            number=number,
            gender="" if number == "Plur" else gender,
            head=token.lower_,
            covers={token.i},
        )


def pronoun_number(token: Token, language: Language) -> str:
    """Tell a pronoun's number; German "sie" takes it from the verb it is subject of."""
    if token.lower_ in language.words["singular_masculine"] | language.words["singular_feminine"]:
        return "Sing"
    if base(token) == "nsubj":
        for verb in (token.head, *children(token.head, "aux", "cop")):
            number = feature(verb, "Number")
            if number and has_feature(verb, "VerbForm", "Fin"):
                return number
    if token.lower_ in language.words["ambiguous_pronouns"]:
        return feature(token, "Number")
    return "Plur"
