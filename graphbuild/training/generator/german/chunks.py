"""Phrases in tables → phrases with trees.

In: texts such as "am Rande der Konferenz", "einen Brief", "adv:scharf". Out: what each phrase is made
of, found by inflecting its noun until the text comes out; and fresh `Phrase`s with their labels.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.training.generator.german.declension import (
    CONTRACTIONS,
    adjective,
    adjective_ending,
    agreement,
    determiner,
)
from graphbuild.training.generator.german.forms import Noun
from graphbuild.training.generator.german.lexicon import Lexicon
from graphbuild.training.generator.german.table import TABLE, words
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node, tag_name

MONTHS = frozenset(words(TABLE["classes"]["months"]))
DAYS = frozenset(words(TABLE["classes"]["days"]))
CALENDAR = MONTHS | DAYS | {"Bundestag", "Kreml"}
PREDICATIVE_ADVERBS = frozenset(words(TABLE["classes"]["predicative_adverbs"]))
PRONOMINAL_ADVERBS = frozenset(words(TABLE["classes"]["pronominal_adverbs"]))
QUANTIFIERS = {
    "viel": "viel",
    "viele": "viel",
    "vielen": "viel",
    "mehr": "mehr",
    "mehrere": "mehr",
    "aller": "alle",
}
ENDINGS = ("en", "er", "es", "em", "e", "")
TWO_WAY = frozenset(words(TABLE["classes"]["two_way"]))
PREPOSITION_OF = {form: parts for parts, form in CONTRACTIONS.items()}


@dataclass(frozen=True)
class Chunk:
    """What a phrase is made of; `rest` hangs on its noun, `kind` is what stood before a colon."""

    kind: str
    preposition: str = ""
    determiner: str = ""
    quantifier: str = ""
    adjectives: tuple[str, ...] = ()
    noun: str = ""
    case: str = "Acc"
    number: str = "Sing"
    tag: str = ""
    rest: "Chunk | None" = None


def adverb(form: str) -> Node:
    """Make an adverb; German tags those that could be adjectives ADJD."""
    if form in PREDICATIVE_ADVERBS:
        lemma, degree = ("spät", "Cmp") if form == "später" else (form, "Pos")
        return Node(form, lemma, "ADJ", "ADJD", f"Degree={degree}")
    if form.isdigit():
        return Node(form, form, "NUM", "CARD", "NumType=Card")
    if form in PRONOMINAL_ADVERBS:
        return Node(form, form, "ADV", "PAV", "PronType=Dem")
    return Node(form, form, "ADV", "ADV")


def date_phrase(day: int, month: str, year: str = "") -> Phrase:
    """Say a date: "am 5. September 2015"."""
    head = Node(month, month, "PROPN", "NN", agreement("Dat", "Masc", "Sing"))
    ordinal = Node(f"{day}.", f"{day}.", "ADJ", "ADJA", "Case=Dat|Degree=Pos|NumType=Ord", "amod", head)
    case = Node("am", "an", "ADP", "APPRART", agreement("Dat", "Masc", "Sing"), "case", head)
    nodes = [case, ordinal, head]
    if year:
        nodes.append(Node(year, year, "NUM", "CARD", "NumType=Card", "nmod", head))
    return Phrase(nodes, head)


def noun_node(noun: Noun, case: str, number: str, *, after: str = "") -> Node:
    """Inflect a noun; weekdays and months are names to the treebank."""
    form = noun.form(case, number) if not noun.adjectival else noun.form("Nom", "Sing")
    if noun.adjectival:
        form += adjective_ending(case, noun.gender, number, after=after)
    upos = "PROPN" if noun.lemma in CALENDAR else "NOUN"
    return Node(form, noun.lemma, upos, "NN", agreement(case, noun.gender, number, plural_gender=True))


def noun_phrase(
    noun: Noun,
    case: str,
    number: str = "Sing",
    *,
    det: str = "",
    adjectives: tuple[str, ...] = (),
    quantifier: str = "",
) -> Phrase:
    """Build determiner, adjectives and noun.

    Example: Präsident, Acc, der, französisch → "den französischen Präsidenten"
    """
    after = "def" if det in ("der", "dies") or quantifier == "aller" else "mixed" if det else ""
    head = noun_node(noun, case, number, after=after)
    nodes = []
    if det:
        nodes.append(hang_node(determiner(det, case, noun.gender, number), head, _determiner_label(det)))
    if quantifier:
        feats = agreement(
            case, noun.gender, number, "PronType=Tot" if quantifier == "aller" else "PronType=Ind"
        )
        feats = "PronType=Ind" if quantifier in ("viel", "mehr") else feats
        nodes.append(Node(quantifier, QUANTIFIERS[quantifier], "DET", "PIAT", feats, "det", head))
    for stem in adjectives:
        nodes.append(hang_node(adjective(stem, case, noun.gender, number, after=after), head, "amod"))
    is_marked = number == "Sing" and noun.gender == "Masc" and (bool(det) or bool(adjectives))
    return Phrase([*nodes, head], head, number, noun.gender, marked=is_marked)


def _determiner_label(det: str) -> str:
    return "det:poss" if det in ("sein", "ihr") else "det"


def prepositional(preposition: str, phrase: Phrase, *, contract: bool = True) -> Phrase:
    """Put a preposition before a phrase; with a definite article it becomes one word.

    Example: in, der Bundestag → "im Bundestag"
    """
    first = phrase.nodes[0]
    is_loose = first.form == "das" and phrase.root.form not in (
        "Leben",
        "Amt",
        "Rennen",
        "Visier",
        "Kabinett",
    )
    form = CONTRACTIONS.get((preposition, first.form)) if first.xpos == "ART" and contract else None
    form = None if is_loose and preposition != "in" else form
    if form and "Definite=Def" in first.feats and first.head is phrase.root:
        items = [
            item for item in first.feats.split("|") if item.split("=")[0] in ("Case", "Gender", "Number")
        ]
        node = Node(form, preposition, "ADP", "APPRART", "|".join(items), "case", phrase.root)
        phrase.nodes[0] = node
        return phrase
    tag = "KOKOM" if preposition == "als" else "APPR"
    phrase.nodes.insert(0, Node(preposition, preposition, "ADP", tag, "", "case", phrase.root))
    return phrase


def parse_chunk(text: str, lexicon: Lexicon) -> Chunk:
    """Find out what a phrase is made of.

    Example: "auf dem Gipfel" → preposition auf, der, Gipfel, Dat
    """
    found = lexicon.cache.get(text)
    if found is None:
        kind, _, rest = text.rpartition(":")
        found = lexicon.cache[text] = _parse(kind, rest.split(), lexicon)
    if isinstance(found, Unfit):
        raise found
    return found


def _parse(kind: str, tokens: list[str], lexicon: Lexicon) -> "Chunk | Unfit":
    if kind in ("adv", "adj"):
        return Chunk(kind, noun=tokens[0])
    at = next((i for i, token in enumerate(tokens) if token[0].isupper()), None)
    if at is None:
        return Unfit(" ".join(tokens))
    preposition, article = PREPOSITION_OF.get(tokens[0], ("", ""))
    start = 0
    if preposition:
        tokens = [preposition, article, *tokens[1:]]
        at += 1
    if tokens[0].rstrip("^") in TABLE["cases"]:
        preposition, start = tokens[0], 1
    quantifier = next((token for token in tokens[start:at] if token in QUANTIFIERS), "")
    before = [token for token in tokens[start:at] if token != quantifier]
    word, _, tag = tokens[at].partition("@")
    try:
        noun = lexicon.noun_of(word)
        rest = _parse_rest(tokens[at + 1 :], lexicon)
    except Unfit as unfit:
        return unfit
    for case in _possible_cases(kind, preposition):
        for number in ("Plur", "Sing") if not before or quantifier else ("Sing", "Plur"):
            for chunk in _candidates(kind, preposition.rstrip("^"), before, noun, case, number):
                full = Chunk(**{**chunk.__dict__, "quantifier": quantifier, "tag": tag, "rest": rest})
                if _surface(full, noun) == [*before, word]:
                    return full
    return Unfit(" ".join(tokens))


def _parse_rest(tokens: list[str], lexicon: Lexicon) -> Chunk | None:
    if not tokens:
        return None
    is_genitive = tokens[0] not in TABLE["cases"] and tokens[0] not in PREPOSITION_OF
    return parse_chunk(("gen:" if is_genitive else "") + " ".join(tokens), lexicon)


def _possible_cases(kind: str, preposition: str) -> list[str]:
    if preposition:
        usual = TABLE["cases"][preposition.rstrip("^")]
        if preposition.endswith("^"):
            return ["Acc"]
        return [usual, *({"Acc", "Dat"} - {usual} if preposition in TWO_WAY else ())]
    return [{"gen": "Gen", "nom": "Nom", "dat": "Dat"}.get(kind, "Acc")]


def _candidates(
    kind: str, preposition: str, before: list[str], noun: Noun, case: str, number: str
) -> Iterator[Chunk]:
    dets = ("der", "dies", "ein", "kein", "sein", "ihr", "")
    for det in dets if before else ("",):
        rest = before[1:] if det else before
        options = [tuple(_strip(token, length) for token in rest) for length in range(len(ENDINGS))]
        for stems in dict.fromkeys(options):
            yield Chunk(kind, preposition, det, "", stems, noun.lemma, case, number)


def _strip(token: str, which: int) -> str:
    return token.removesuffix(ENDINGS[which])


def _surface(chunk: Chunk, noun: Noun) -> list[str]:
    try:
        phrase = noun_phrase(
            noun, chunk.case, chunk.number, det=chunk.determiner, adjectives=chunk.adjectives
        )
    except (Unfit, KeyError):
        return []
    return [node.form for node in phrase.nodes]


def build_chunk(text: str, lexicon: Lexicon, *, owner: str = "Masc", case: str = "") -> tuple[Phrase, str]:
    """Build a fresh phrase and say how it hangs on its verb.

    Example: "gen:der Lüge" → obl:arg; "einen Brief" → obj; "seinen Dank" with a woman → "ihren Dank"
    """
    chunk = parse_chunk(text, lexicon)
    if chunk.kind in ("adv", "adj"):
        node = adverb(chunk.noun)
        if chunk.kind == "adj":
            node = Node(chunk.noun, chunk.noun, "ADJ", "ADJD", "Degree=Pos")
        return Phrase([node], node), "xcomp" if chunk.kind == "adj" else "advmod"
    return _build(chunk, lexicon, owner, case), _label(chunk)


def _build(chunk: Chunk, lexicon: Lexicon, owner: str, case: str = "") -> Phrase:
    noun = lexicon.noun(chunk.noun) if chunk.noun in lexicon.nouns else lexicon.noun_of(chunk.noun)
    det = "ihr" if chunk.determiner == "sein" and owner != "Masc" else chunk.determiner
    phrase = noun_phrase(
        noun,
        case or chunk.case,
        chunk.number,
        det=det,
        adjectives=chunk.adjectives,
        quantifier=chunk.quantifier,
    )
    if chunk.tag:
        tag_name([phrase.root], chunk.tag)
    if chunk.preposition:
        phrase = prepositional(chunk.preposition, phrase)
    if chunk.rest is not None:
        phrase.nodes += hang(_build(chunk.rest, lexicon, owner), phrase.root, "nmod")
    return phrase


def _label(chunk: Chunk) -> str:
    if chunk.preposition or chunk.kind == "acc":
        return "obl"
    return {"gen": "obl:arg", "dat": "obl:arg", "nom": "xcomp"}.get(chunk.kind, "obj")
