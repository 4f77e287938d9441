"""Walking a Universal Dependencies tree: tokens in, tokens out; no rule of any relation here.

Used by every other module of this step.
"""

from spacy.tokens import Token

from graphbuild.extracting.lemmas import known_lemma
from graphbuild.languages import Language

POSSESSIVE_MARKS = frozenset({"'s", "’s", "'", "’"})


def base(token: Token) -> str:
    """Return the UD relation without its subtype: "obl:agent" → "obl"."""
    return str(token.dep_).partition(":")[0]


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children under one of the labels; "obl" stands for its subtypes too."""
    return [child for child in token.children if child.dep_ in labels or base(child) in labels]


def has_feature(token: Token, name: str, value: str) -> bool:
    """Whether a UD feature has the value, alone or among several ("Dem,Rel")."""
    return value in token.morph.get(name, [])


def feature(token: Token, name: str) -> str:
    """Return a UD feature's first value, or "" where the token lacks it."""
    return str(next(iter(token.morph.get(name, [])), ""))


def conjuncts(token: Token) -> list[Token]:
    """Return the token and everything coordinated with it.

    Example: "Trump, Vance und Rubio", from Trump → Trump, Vance, Rubio
    """
    found = [token]
    for child in children(token, "conj"):
        found.extend(conjuncts(child))
    return sorted(found, key=lambda item: item.i)


def preposition(token: Token, language: Language) -> str | None:
    """Return the preposition that governs a noun, contractions undone.

    Example: "beim Präsidenten", from Präsidenten → bei
    """
    for case in reversed(children(token, "case")):
        if case.lower_ in POSSESSIVE_MARKS or case.pos_ == "PART":
            continue
        form = language.contracted(case.lower_)
        fixed = [child.lower_ for child in children(case, "fixed")]
        return " ".join([form, *fixed])
    return None


def particle(verb: Token, language: Language) -> Token | None:
    """Return the particle that was separated from a verb ("rief … an" → an).

    An adverb beside the verb is one too where the table has such a verb ("pulled back").
    """
    found = children(verb, "compound:prt")
    if found:
        return found[0]
    obliques = [noun for noun in children(verb, "obl") if noun.lemma_ not in language.words["date_nouns"]]
    cases = [case for oblique in obliques for case in children(oblique, "case")]
    beside = [case for case in cases if case.i == verb.i + 1]
    for child in (*children(verb, "advmod", "advcl", "obl"), *beside):
        if child.lower_ in language.particles and joined(verb, child, language) in language.verbs:
            return child
    return None


def verb_lemma(verb: Token, language: Language) -> str:
    """Return a verb's lemma, a separated particle put back.

    Example: "rief Macron an" → anrufen; "called up" → call up
    """
    return lemma_with(verb, particle(verb, language), language)


def lemma_with(verb: Token, separated: Token | None, language: Language) -> str:
    """Return a verb's lemma with a particle that was found, or without."""
    if separated is not None:
        return joined(verb, separated, language)
    return known_lemma(str(verb.lemma_ or verb.lower_), verb.lower_, language.code, language.verbs)


def joined(verb: Token, separated: Token, language: Language) -> str:
    """Return the lemma of a verb with a particle."""
    lemma, before = str(verb.lemma_ or verb.lower_), separated.lower_
    if language.prefixes_particles:
        whole = before + lemma.removeprefix(before)
        return known_lemma(whole, before + verb.lower_, language.code, language.verbs)
    return f"{known_lemma(lemma, verb.lower_, language.code, language.plain_verbs)} {before}"


def is_relative_pronoun(token: Token, language: Language) -> bool:
    """Whether a token is a relative pronoun: "der", "who"."""
    if token.pos_ not in {"PRON", "DET"} or token.lower_ not in language.words["relative_pronouns"]:
        return False
    if token.tag_ in language.words["relative_tags"]:
        return True
    return token.pos_ == "PRON" and (has_feature(token, "PronType", "Rel") or base(token.head) == "acl")


def relative_antecedent(pronoun: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for.

    Example: "Trump, den Macron traf", from den → Trump
    """
    for ancestor in (pronoun, *pronoun.ancestors):
        if base(ancestor) == "acl" and ancestor.head.i < pronoun.i:
            return ancestor.head
    return None


def has_own_mark(verb: Token, language: Language) -> bool:
    """Whether a clause has a mark that says what it is ("um", "without", "if"), not a mere "to"."""
    marks = language.constructions["mark"]
    return any(row.form is None for child in children(verb, "mark") for row in marks.get(child.lower_, ()))


def is_verbal(token: Token) -> bool:
    """Whether a token heads a clause: a verb, or anything with a copula or subject."""
    return token.pos_ in {"VERB", "AUX"} or bool(children(token, "cop", "nsubj", "csubj"))


def bare_case(noun: Token) -> str | None:
    """Return the form of a noun's preposition, contractions not undone."""
    return next((child.lower_ for child in children(noun, "case") if child.pos_ == "ADP"), None)


def phrase_span(head: Token) -> tuple[int, int]:
    """Return the token range of a noun phrase without clauses, appositions and conjuncts.

    Example: "der neue französische Präsident, der …", from Präsident → "der … Präsident"
    """
    left = right = head.i
    inside = {"det", "amod", "nummod", "compound", "flat", "nmod", "advmod"}
    genitive = {None, "von", "of"}
    for child in sorted(head.lefts, key=lambda item: -item.i):
        if base(child) not in inside or child.right_edge.i != left - 1:
            break
        left = child.left_edge.i
    for child in head.rights:
        is_inside = base(child) == "flat" or (base(child) == "nmod" and bare_case(child) in genitive)
        if is_inside and child.left_edge.i == right + 1:
            right = phrase_span(child)[1]
        else:
            break
    return left, right
