"""Did it happen, is it denied, who says so: polarity, modality and attribution of a predicate.

Reads the [[construction]] rows of the language's table on the way from the predicate up to the
root of its sentence. The nearest word wins for modality; every negation turns the polarity once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from graphbuild.extracting.clauses import Clause
from graphbuild.extracting.tree import (
    base,
    children,
    feature,
    has_feature,
    has_own_mark,
    is_verbal,
    preposition,
    verb_lemma,
)
from graphbuild.languages import Construction, Language
from graphbuild.model import Modality, Polarity

COMPLEMENTS = {"ccomp", "xcomp", "advcl", "csubj", "parataxis", "acl", "obj", "nsubj", "obl", "conj", "nmod"}


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What a text says besides who, what, whom. `source` is the token of who says so."""

    polarity: Polarity
    modality: Modality
    source: Token | None
    is_question: bool
    rules: tuple[str, ...]


def qualify(ground: Token, clauses: dict[int, Clause], language: Language) -> Qualifiers:
    """Read polarity, modality and source of the predicate at `ground`.

    Example: "Trump soll Macron nicht angerufen haben, sagte Peskow." → negative, alleged, Peskow
    """
    rows = list(modifying_rows(ground, language))
    negations = sum(row.polarity == "negative" for row in rows)
    source = find_source(ground, clauses, language)
    spoken = ((row.reported if source is not None else None) or row.modality for row in rows)
    modality: Modality = next(filter(None, spoken), "asserted")
    return Qualifiers(
        polarity="negative" if negations % 2 else "positive",
        modality=modality,
        source=source,
        is_question=is_question(ground),
        rules=tuple(row.name for row in rows),
    )


def modifying_rows(ground: Token, language: Language) -> Iterator[Construction]:
    """Yield the rows that apply, from the predicate outwards."""
    if not is_verbal(ground):
        yield from noun_rows(ground, language)
    else:
        yield from verb_rows(ground, language)
    yield from upper_rows(ground, language)


def verb_rows(verb: Token, language: Language, event: Token | None = None) -> Iterator[Construction]:
    """Yield what a verb's own auxiliaries, adverbs, marks and determiners say.

    The determiners of `event`, an event noun that is the predicate itself, are read elsewhere.
    """
    constructions = language.constructions
    for child in shared_children(verb):
        label = base(child)
        if label in {"aux", "aux:pass"} or child.pos_ == "AUX":
            yield from auxiliary_rows(verb, child, language)
        elif label == "advmod" or child.dep_ in {"cc:preconj", "cc"}:
            yield from first(constructions["adverb"], child)
        elif label == "mark":
            wanted = {None} if is_governed(verb, language) else {None, base(verb)}
            yield from (row for row in first(constructions["mark"], child) if row.form in wanted)
        elif label in {"obj", "nsubj", "obl"} and child != event:
            for determiner in children(child, "det", "cc"):
                yield from first(constructions["determiner"], determiner)
            if child.lower_ in language.words["negative_pronouns"]:
                yield from named_rows(constructions["determiner"], "negative-determiner")
    yield from inverted_condition(verb, language)
    yield from be_to(verb, language)


def shared_children(verb: Token) -> list[Token]:
    """Return a verb's children and, for a coordinated verb, the auxiliaries it shares.

    Example: "Trump will Macron anrufen und Merz treffen", from treffen → will
    """
    found = list(verb.children)
    upper = verb
    while base(upper) == "conj" and upper.head.pos_ == verb.head.pos_ and not has_finite(found, upper):
        upper = upper.head
        found += [child for child in children(upper, "aux", "mark") if child.i < verb.i]
    return found


def has_finite(tokens: list[Token], verb: Token) -> bool:
    """Whether a verb is finite itself or has a finite auxiliary of its own."""
    own = [token for token in tokens if base(token) in {"aux", "cop"} and token.head == verb]
    return any(has_feature(token, "VerbForm", "Fin") for token in (verb, *own)) or bool(own)


def auxiliary_rows(verb: Token, auxiliary: Token, language: Language) -> Iterator[Construction]:
    """Yield the rows of an auxiliary that want the form that it and its verb have.

    A past subjunctive ("würde") takes the rows made for it, where the verb has any.
    """
    rows = language.constructions["auxiliary"].get(str(auxiliary.lemma_), ())
    of_subjunctive = [row for row in rows if row.form == "Sub"]
    is_subjunctive = has_feature(auxiliary, "Mood", "Sub") and has_feature(auxiliary, "Tense", "Past")
    if is_subjunctive and of_subjunctive:
        yield from of_subjunctive
        return
    yield from (row for row in rows if fits(row, verb, auxiliary, language))


def fits(row: Construction, verb: Token, auxiliary: Token, language: Language) -> bool:
    """Whether an auxiliary's row wants the verb form that stands there."""
    if row.form is None or row.form == "Sub":
        return row.form is None
    perfect = [aux for aux in children(verb, "aux") if aux != auxiliary and aux.lower_ == aux.lemma_]
    is_perfect = has_feature(verb, "VerbForm", "Part") and any(
        aux.lemma_ in language.words["perfect_auxiliaries"] for aux in perfect
    )
    if row.form == "perfect":
        return is_perfect
    passive = [aux for aux in children(verb, "aux:pass") if has_feature(aux, "VerbForm", "Inf")]
    is_infinitive = not has_feature(verb, "VerbForm", "Part") or bool(passive)
    return is_infinitive and not is_perfect


def inverted_condition(verb: Token, language: Language) -> Iterator[Construction]:
    """Yield the condition row for "Sollte Trump Macron anrufen, …": verb first in a subordinate clause."""
    if base(verb) != "advcl" or children(verb, "mark"):
        return
    first_word = next(iter(verb.subtree), verb)
    if first_word.lower_ in language.words["conditional_openers"]:
        yield from named_rows(language.constructions["mark"], "condition")


def be_to(verb: Token, language: Language) -> Iterator[Construction]:
    """Yield the plan row for "Trump is to meet Macron"."""
    words = [child.lower_ for child in verb.lefts if base(child) in {"aux", "mark", "cop"}]
    if "to" in words and language.words["plan_copulas"] & set(words):
        yield from named_rows(language.constructions["embedding"], "plan")


def noun_rows(noun: Token, language: Language) -> Iterator[Construction]:
    """Yield what adjectives, determiners and a copula say of an event noun."""
    for child in noun.children:
        label = base(child)
        if label == "amod":
            yield from first(language.constructions["modifier"], child)
        elif label in {"det", "advmod"}:
            yield from first(language.constructions["determiner"], child)
            yield from first(language.constructions["adverb"], child)


def named_rows(index: Mapping[str, tuple[Construction, ...]], name: str) -> tuple[Construction, ...]:
    """Return the row of that name, for forms that mean the same without its words."""
    return next(((row,) for rows in index.values() for row in rows if row.name == name), ())


def first(index: Mapping[str, tuple[Construction, ...]], token: Token) -> tuple[Construction, ...]:
    """Look a token up by lemma, then by form."""
    return index.get(str(token.lemma_)) or index.get(token.lower_) or ()


def upper_rows(ground: Token, language: Language) -> Iterator[Construction]:
    """Yield what the verbs above say: "plant, … zu treffen", "weigerte sich, …", "wenn …"."""
    token = ground
    while token.head != token and base(token) in COMPLEMENTS:
        upper = token.head
        label = base(token)
        if not is_verbal(upper):
            if label in {"acl", "amod"} and feature(token, "VerbForm") not in {"Inf", "Ger"}:
                return
            if label in {"acl", "xcomp", "ccomp"}:
                yield from first(language.constructions["embedding"], upper)
            token = upper
            continue
        if label == "conj":
            if has_feature(token, "VerbForm", "Fin") or children(token, "aux", "nsubj"):
                return
        elif label in {"ccomp", "xcomp", "csubj"} or is_governed(token, language):
            rows = language.constructions["embedding"].get(verb_lemma(upper, language), ())
            yield from (row for row in rows if governs(row, token))
            yield from (row for row in verb_rows(upper, language) if rows or label == "xcomp")
        elif label in {"obj", "nsubj", "obl"} and not is_verbal(token):
            yield from event_rows(upper, token, language)
        elif label in {"advcl", "acl", "parataxis"}:
            yield from conditions_above(upper, language)
            return
        token = upper


def is_governed(verb: Token, language: Language) -> bool:
    """Whether what a parser calls adverbial is the infinitive or gerund that a verb governs.

    Example: "accused China of supporting Russia", "urged Xi to call Putin"
    """
    if base(verb) != "advcl" or has_feature(verb, "VerbForm", "Fin"):
        return False
    return (
        not has_own_mark(verb, language)
        and verb_lemma(verb.head, language) in language.constructions["embedding"]
    )


def conditions_above(verb: Token, language: Language) -> Iterator[Construction]:
    """Yield the conditions that a clause around the predicate's own stands under.

    Example: "Wenn Trump mit Moskau spricht, bevor er mit Kiew verhandelt, …"
    """
    for upper in (verb, *verb.ancestors):
        for mark in children(upper, "mark"):
            yield from (
                row for row in first(language.constructions["mark"], mark) if row.modality == "conditional"
            )


def governs(row: Construction, verb: Token) -> bool:
    """Whether an embedding row reaches into a clause: a finite past clause is a fact for a plan."""
    if row.modality == "planned" and has_feature(verb, "VerbForm", "Fin"):
        return not has_feature(verb, "Tense", "Past")
    return True


def event_rows(verb: Token, event: Token, language: Language) -> Iterator[Construction]:
    """Yield what the verb of an event noun says: "plant ein Treffen", "lehnte ein Treffen ab"."""
    lemma, label = verb_lemma(verb, language), base(event)
    if label == "obj" or (label == "nsubj" and children(verb, "aux:pass")):
        yield from language.constructions["embedding"].get(lemma, ())
    if label != "obl":
        yield from verb_rows(verb, language, event)


def is_question(ground: Token) -> bool:
    """Whether the predicate stands in the main clause of a question."""
    if ground.sent.text.rstrip("”“\"'»«’ ").endswith("?"):
        return not any(base(token) in {"ccomp", "acl", "advcl"} for token in (ground, *ground.ancestors))
    return False


def find_source(ground: Token, clauses: dict[int, Clause], language: Language) -> Token | None:
    """Return who says so: "laut Politico", "…, sagte Peskow", "Peskow sagte, dass …"."""
    speech = language.constructions["speech"]
    for token in (ground, *ground.ancestors):
        found = named_source(token, language)
        if found is not None:
            return found
        for aside in children(token, "parataxis", "advcl", "ccomp"):
            if is_speech_aside(aside, ground, language):
                return speaker(clauses.get(aside.i))
        head = token.head
        is_clause = base(token) in {"ccomp", "parataxis", "xcomp"} or is_governed(token, language)
        is_reported = head != token and is_clause
        if is_reported and verb_lemma(head, language) in speech and head != ground:
            return speaker(clauses.get(head.i))
    return None


def named_source(token: Token, language: Language) -> Token | None:
    """Return the source in a phrase: "laut Politico", "Peskow zufolge", "nach Angaben von Peskow"."""
    rows = language.constructions["source"]
    for child in children(token, "obl", "nmod", "advmod", "advcl"):
        word = (preposition(child, language) or "").split(" ")[0]
        row = rows.get(word)
        if row and row[0].form is None:
            return child
        inner = rows.get(str(child.lemma_)) or rows.get(child.text)
        if inner and inner[0].form == word:
            return next(iter(children(child, "nmod")), None)
    return None


def is_speech_aside(aside: Token, ground: Token, language: Language) -> bool:
    """Whether a clause beside the predicate says who says it ("…, sagte Peskow", "wie Politico schreibt")."""
    if aside == ground or aside.is_ancestor(ground):
        return False
    if verb_lemma(aside, language) not in language.constructions["speech"]:
        return False
    if base(aside) == "parataxis":
        return True
    marks = {child.lower_ for child in children(aside, "mark", "advmod", "case", "obl")}
    return bool(marks & {"wie", "as"})


def speaker(clause: Clause | None) -> Token | None:
    """Return the subject of a clause of saying."""
    if clause is None:
        return None
    return next(iter(clause.slots.get("subject", [])), None)
