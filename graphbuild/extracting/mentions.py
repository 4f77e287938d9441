"""Doc → the spans that may be actors: names, descriptions and pronouns, in text order.

Names come from the pipeline's entities and from the catalogue's known names, descriptions from
the table of nouns that can stand for an actor. Who is who is decided in `chains`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from graphbuild.extracting.tree import base, children, feature, has_feature, is_relative_pronoun, phrase_span
from graphbuild.languages import ActorNoun, Language
from graphbuild.model import Form, Kind, KnownName

ENTITY_KINDS: Mapping[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
LONGEST_NAME = 8
NAME_LINKS = {"flat", "appos", "compound", "nmod", "dep"}


@dataclass(slots=True)
class Found:
    """A mention on its way: spaCy tokens still at hand. `root` is its head in the tree."""

    first: int
    last: int
    root: Token
    form: Form
    kind: Kind | None
    number: str = ""
    gender: str = ""
    head: str = ""
    modifiers: tuple[str, ...] = ()
    title: str | None = None
    covers: set[int] = field(default_factory=set)

    def text(self, doc: Doc) -> str:
        """Return the mention's words as they stand in the text."""
        return str(doc[self.first : self.last + 1].text)


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


def find_names(doc: Doc, language: Language, known: Mapping[str, KnownName]) -> Iterator[Found]:
    """Yield names: the longest of known names and entities at each place, then surnames of these.

    Example: "Anna Kelly … Kelly" finds the second Kelly even if the pipeline doesn't
    """
    candidates = [*known_spans(doc, known), *entity_spans(doc, known, language)]
    candidates.sort(key=lambda item: (item[0].start - item[0].end, item[2] is None, item[0].start))
    taken: set[int] = set()
    surnames: dict[str, str] = {}
    for span, kind, name in candidates:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            mention = name_mention(span, kind, name)
            if mention.kind == "person" and len(span) > 1:
                surnames[span[-1].text] = mention.gender
            yield mention
    for token in doc:
        gender = surnames.get(token.text, surnames.get(token.text.removesuffix("s")))
        if gender is not None and token.i not in taken:
            yield name_mention(doc[token.i : token.i + 1], "person", KnownName("person", gender))


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


def known_spans(
    doc: Doc, known: Mapping[str, KnownName]
) -> Iterator[tuple[Span, Kind | None, KnownName | None]]:
    """Yield the spans whose words are a known name, a genitive ending allowed."""
    for token in doc:
        if not (token.text[:1].isupper() or token.text[:1].isdigit()):
            continue
        for length in range(min(LONGEST_NAME, len(doc) - token.i), 0, -1):
            span = doc[token.i : token.i + length]
            if span[-1].pos_ == "PART" or span[-1].lower_ in {"'s", "’s"}:
                continue
            name = look_up(span.text, known)
            if name is not None and is_name_like(span, name):
                yield span, name.kind, name
                break


def entity_spans(
    doc: Doc, known: Mapping[str, KnownName], language: Language
) -> Iterator[tuple[Span, Kind | None, KnownName | None]]:
    """Yield the pipeline's entities that can be actors, titles and articles cut off."""
    for ent in doc.ents:
        span = trim(ent, language)
        if is_two_names(span, known):
            continue
        if not span or not any(token.text[:1].isupper() for token in span):
            continue
        if ent.label_ == "NORP":
            is_noun = span.root.pos_ in {"NOUN", "PROPN"}
            if is_noun and (language.code == "de" or has_feature(span.root, "Number", "Plur")):
                yield span, "group", None
        elif ent.label_ in ENTITY_KINDS and span.root.pos_ in {"PROPN", "NOUN", "X", "ADJ", "VERB"}:
            yield span, ENTITY_KINDS[ent.label_], look_up(span.text, known)


def is_two_names(span: Span, known: Mapping[str, KnownName]) -> bool:
    """Whether an entity is two known names run together ("rief Trump Wolodymyr Selenskyj an")."""
    cuts = range(1, len(span))
    return any(look_up(span[:cut].text, known) and look_up(span[cut:].text, known) for cut in cuts)


def trim(span: Span, language: Language) -> Span:
    """Cut determiners, possessive marks and common-noun titles off an entity."""
    while len(span) and (span[0].pos_ in {"DET", "ADP", "PUNCT"} or span[0].text in language.words["titles"]):
        span = span[1:]
    while len(span) > 1 and actor_noun(span[0], language) and span[1].pos_ == "PROPN":
        span = span[1:]
    while len(span) and (span[-1].pos_ in {"PUNCT", "PART"} or span[-1].lower_ in {"'s", "’s"}):
        span = span[:-1]
    return span


def is_name_like(span: Span, name: KnownName) -> bool:
    """Whether a known name's words are used as a name, not as an adjective ("US" in "US forces")."""
    if len(span) > 1 or span.root.pos_ in {"PROPN", "NOUN", "X"}:
        return True
    if name.kind == "person":
        return span.root.pos_ in {"ADV", "ADJ", "INTJ"} and base(span.root) not in {"amod", "advmod"}
    return bool(span.text.isupper() and len(span.text) > 1 and base(span.root) not in {"amod", "compound"})


def look_up(text: str, known: Mapping[str, KnownName]) -> KnownName | None:
    """Find a known name, with or without its genitive ending ("Trumps", "Macron's")."""
    if text in known:
        return known[text]
    for ending in ("'s", "’s", "s", "'", "’"):
        if text.endswith(ending) and len(text) > len(ending) + 2 and text[: -len(ending)] in known:
            return known[text[: -len(ending)]]
    return None


def name_mention(span: Span, kind: Kind | None, name: KnownName | None) -> Found:
    """Make the mention of a name."""
    root = span.root
    return Found(
        first=span.start,
        last=span.end - 1,
        root=root,
        form="name",
        kind=name.kind if name else kind,
        number="Plur" if kind == "group" or has_feature(root, "Number", "Plur") else "Sing",
        gender=name.gender if name else "",
        head=span.text,
        covers=set(range(span.start, span.end)),
    )


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
    return not has_feature(name.root, "Case", "Gen") and str(noun.lemma_) not in language.nouns


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


def actor_noun(token: Token, language: Language) -> ActorNoun | None:
    """Find the row of a noun that can stand for an actor; of a compound, that of its last part.

    Example: "NATO-Generalsekretär" → Generalsekretär; "Kremlsprecher" → Sprecher
    """
    return split_noun(token, language)[0]


def split_noun(token: Token, language: Language) -> tuple[ActorNoun | None, str]:
    """Find a noun's row and the compound part before it ("US-Präsident" → Präsident, "US")."""
    nouns = language.actor_nouns
    lemma = str(token.lemma_)
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None, ""
    for form in (token.text, lemma, lemma.capitalize(), token.lower_, singular(token.text)):
        if form in nouns:
            return nouns[form], ""
    before, hyphen, last = token.text.rpartition("-")
    if hyphen:
        for form in (last, singular(last), last.lower()):
            if form in nouns:
                return nouns[form], before
    return split_compound(token.text, language) if language.code == "de" else (None, "")


def split_compound(text: str, language: Language) -> tuple[ActorNoun | None, str]:
    """Split a German compound without a hyphen ("Kremlsprecher" → Sprecher, "Kreml")."""
    for cut in range(3, len(text) - 3):
        for form in (text[cut:].capitalize(), singular(text[cut:].capitalize())):
            if form in language.actor_nouns:
                return language.actor_nouns[form], text[:cut]
    return None, ""


def singular(word: str) -> str:
    """Cut the commonest plural and case endings, for a look-up only ("Sprechers" → Sprecher)."""
    for ending in ("innen", "en", "es", "s", "n", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)] + ("in" if ending == "innen" else "")
    return word


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
