"""Names and the titles beside them: "der französische Präsident Emmanuel Macron".

A name gets its title and, where the title heads the phrase, its place in the tree; a title shows
that what stands beside it is a name. Used by `mentions`.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graphbuild.extracting.found import Found
from graphbuild.extracting.names import name_mention
from graphbuild.extracting.nouns import actor_noun
from graphbuild.extracting.tree import base, children, has_feature, phrase_span
from graphbuild.languages import Language

NAME_LINKS = {"flat", "appos", "compound", "nmod", "dep"}


def attach_titles(name: Found, language: Language, taken: set[int]) -> None:
    """Give a person's name the title or office beside it, and its place in the tree.

    Example: "der französische Präsident Emmanuel Macron" → title "französische Präsident"
    """
    if name.kind not in ("person", None):
        return
    for noun in title_nouns(name, taken):
        row = actor_noun(noun, language)
        is_beside = is_title_beside(noun, name, language)
        if not is_beside and (row is None or row.kind != "person"):
            continue
        first, last = phrase_span(noun)
        first = next(
            (i for i in range(first, noun.i + 1) if noun.doc[i].pos_ not in {"DET", "PUNCT"}), noun.i
        )
        last = max(noun.i, min(last, name.first - 1) if noun.i < name.first else last)
        name.title = noun.doc[first : last + 1].text
        name.covers |= {noun.i}
        name.gender = name.gender or (row.gender if row else "")
        if name.root.head == noun and base(name.root) in NAME_LINKS:
            name.root = noun
        return


def is_title_beside(noun: Token, name: Found, language: Language) -> bool:
    """Whether any noun right before a name in apposition is its title ("Sängerin Nena")."""
    if noun.i != name.first - 1 or noun.pos_ != "NOUN" or name.root.head != noun:
        return False
    if has_feature(name.root, "Case", "Gen") or str(noun.lemma_) in language.nouns:
        return False
    return not str(noun.lemma_).lower().endswith(tuple(word.lower() for word in language.words["date_nouns"]))


def title_nouns(name: Found, taken: set[int]) -> Iterator[Token]:
    """Yield the nouns beside a name that may be its title: before it, over it, or in apposition."""
    doc = name.root.doc
    head = name.root.head
    if base(name.root) in {"appos", "flat", "nmod"} and head.i not in taken and head.i < name.first:
        gap = doc[head.i + 1 : name.first]
        if base(name.root) != "nmod" or not len(gap):
            yield head
        while base(name.root) == "appos" and base(head) == "nmod" and head.head.i not in taken:
            head = head.head
            yield head
    if name.first > 0 and name.first - 1 not in taken:
        yield doc[name.first - 1]
    for child in children(name.root, "appos", "nmod:desc", "compound"):
        if child.i not in taken:
            yield child


def find_names_beside_titles(doc: Doc, language: Language, taken: set[int]) -> Iterator[Found]:
    """Yield the names that stand in apposition to a noun for a person, whatever they look like.

    Example: "den Häftling Bjaljazki" → Bjaljazki, though no entity was found
    """
    for noun in doc:
        if noun.pos_ != "NOUN" or noun.i in taken or noun.i + 1 >= len(doc):
            continue
        beside = doc[noun.i + 1]
        if beside.pos_ != "PROPN" or beside.i in taken or beside.head != noun:
            continue
        row = actor_noun(noun, language)
        if base(beside) in {"appos", "flat"} and row is not None and row.kind == "person":
            last = max([beside.i, *(child.i for child in children(beside, "flat"))])
            if taken.isdisjoint(range(beside.i, last + 1)):
                yield name_mention(doc[beside.i : last + 1], "person", None)
