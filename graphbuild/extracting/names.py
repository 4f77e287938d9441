"""Doc → the spans that are names: the pipeline's entities and the catalogue's known names."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Span

from graphbuild.extracting.found import Found
from graphbuild.extracting.nouns import actor_noun
from graphbuild.extracting.tree import base, has_feature
from graphbuild.languages import Language
from graphbuild.model import Kind, KnownName

ENTITY_KINDS: Mapping[str, Kind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
LONGEST_NAME = 8
GENITIVE_ENDINGS = ("'s", "’s", "s", "'", "’")


def find_names(doc: Doc, language: Language, known: Mapping[str, KnownName]) -> Iterator[Found]:
    """Yield names: the longest of known names and entities at each place, then surnames of these.

    Example: "Anna Kelly … Kelly" finds the second Kelly even if the pipeline doesn't
    """
    candidates = [*known_spans(doc, known, language), *entity_spans(doc, known, language)]
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


def known_spans(
    doc: Doc, known: Mapping[str, KnownName], language: Language
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
            if name is not None and is_name_like(span, name, language):
                whole = with_given_names(span, known, language) if name.kind == "person" else span
                yield whole, name.kind, name if whole == span else look_up(whole.text, known)
                break


def with_given_names(span: Span, known: Mapping[str, KnownName], language: Language) -> Span:
    """Take in the given names before a known surname, which may make it somebody else's.

    Example: "Melania Trump" is not Trump
    """
    if len(span) > 1:
        return span
    first = span.start
    while first > span.sent.start:
        before, token = span.doc[first - 1], span.doc[first]
        is_linked = before.head == token or token.head == before or before.head == token.head
        is_given = before.pos_ == "PROPN" and before.text not in known and not actor_noun(before, language)
        is_given = is_given and before.lemma_ not in language.words["date_nouns"]
        if not (is_linked and is_given and {base(before), base(token)} & {"flat", "compound"}):
            break
        first -= 1
    return span.doc[first : span.end]


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
        if span[-1].text in language.words["things"]:
            continue
        if ent.label_ == "NORP":
            is_noun = span.root.pos_ in {"NOUN", "PROPN"}
            wants_plural = language.mappings["grammar"]["group_nouns"] == "plural"
            if is_noun and (has_feature(span.root, "Number", "Plur") or not wants_plural):
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


def is_name_like(span: Span, name: KnownName, language: Language) -> bool:
    """Whether a known name's words are used as a name, not as an adjective ("US" in "US forces")."""
    if (
        len(span) > 1
        or span.root.pos_ in {"PROPN", "NOUN", "X"}
        or span.root.tag_ in language.words["name_tags"]
    ):
        return True
    if name.kind == "person":
        return span.root.pos_ in {"ADV", "ADJ", "INTJ"} and base(span.root) not in {"amod", "advmod"}
    return bool(span.text.isupper() and len(span.text) > 1 and base(span.root) not in {"amod", "compound"})


def look_up(text: str, known: Mapping[str, KnownName]) -> KnownName | None:
    """Find a known name, with or without its genitive ending ("Trumps", "Macron's")."""
    if text in known:
        return known[text]
    for ending in GENITIVE_ENDINGS:
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
