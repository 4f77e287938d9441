"""German trees with guessed cases → the cases that the tree and the determiners' forms decide.

In: machine-made `Sentence`s. Out: the same with `Case=` of nouns, names, pronouns, determiners and
adjectives repaired: a subject is nominative, a genitive attribute genitive, what a preposition
governs has the preposition's case; a form that can't be that case keeps what it had.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graphbuild.training.conllu import Sentence, Word

DECLINED = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"))
AGREEING = frozenset(("det", "amod", "det:poss", "nmod:poss"))
ROLES = {"nsubj": "Nom", "nsubj:pass": "Nom", "obj": "Acc", "obl:arg": "Dat", "vocative": "Nom"}

TABLE = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
PREPOSITIONS = {word: case for case, words in TABLE["prepositions"].items() for word in words.split()}
FORMS = {form: frozenset(cases.split()) for form, cases in TABLE["forms"].items()}
STEMS = tuple(TABLE["declined"]["stems"].split())
ENDINGS = {ending: frozenset(cases.split()) for ending, cases in TABLE["declined"]["endings"].items()}


def repair_cases(sentence: Sentence) -> Sentence:
    """Return the sentence with repaired cases.

    Example: "Das Dokument stellt … dar" with Acc for the subject → Nom
    """
    words = sentence.words
    children: dict[int, list[int]] = {}
    for index, word in enumerate(words):
        if word.head != index:
            children.setdefault(word.head, []).append(index)
    decided: dict[int, str] = {}
    for index in order_from_root(words, children):
        case = decide_case(words, index, children, decided)
        if case:
            decided[index] = case
    return replace(sentence, words=tuple(_with_case(word, decided.get(i)) for i, word in enumerate(words)))


def order_from_root(words: Sequence[Word], children: Mapping[int, list[int]]) -> list[int]:
    """List the words so that heads come before what hangs on them."""
    order = [index for index, word in enumerate(words) if word.head == index]
    for index in order:
        order += children.get(index, [])
    return order


def decide_case(
    words: Sequence[Word], index: int, children: Mapping[int, list[int]], decided: Mapping[int, str]
) -> str | None:
    """Return the case of a word that syntax decides, else the one it has."""
    word = words[index]
    if word.upos not in DECLINED:
        return None
    if word.label in AGREEING:
        case = decided.get(word.head)
        return case if case and case in allowed_by_form(word) else read_case(word)
    if word.upos not in ("NOUN", "PROPN", "PRON"):
        return read_case(word)
    allowed = allowed_cases(words, index, children)
    wanted = wanted_case(words, index, children, decided)
    if wanted in allowed:
        return wanted
    had = read_case(word)
    if had in allowed or not had:
        return had
    return next(iter(allowed)) if len(allowed) == 1 else had


def wanted_case(
    words: Sequence[Word], index: int, children: Mapping[int, list[int]], decided: Mapping[int, str]
) -> str | None:
    """Return the case that the word's role asks for."""
    word = words[index]
    below = [words[child] for child in children.get(index, ())]
    prepositions = [child.form.lower() for child in below if child.label == "case"]
    if prepositions:
        return PREPOSITIONS.get(prepositions[0])
    if word.label in ROLES:
        return ROLES[word.label]
    if word.label in ("conj", "appos", "flat"):
        return decided.get(word.head)
    if word.label == "nmod" and words[word.head].upos in ("NOUN", "PROPN") and word.upos == "NOUN":
        return "Gen"
    if any(child.label == "cop" for child in below):
        return "Nom"
    return None


def allowed_cases(words: Sequence[Word], index: int, children: Mapping[int, list[int]]) -> set[str]:
    """Return the cases that the forms of the word and of what agrees with it allow."""
    allowed = allowed_by_form(words[index])
    for child in children.get(index, ()):
        if words[child].label in ("det", "det:poss"):
            allowed &= allowed_by_form(words[child])
    return allowed or {"Nom", "Acc", "Dat", "Gen"}


def allowed_by_form(word: Word) -> set[str]:
    """Return the cases that a form allows by itself.

    Example: "dem" → Dat; "einen" → Acc, Dat; "Haus" → all
    """
    form = word.form.lower()
    if word.upos in ("DET", "PRON"):
        if form in FORMS:
            return set(FORMS[form])
        for stem in STEMS:
            if form.startswith(stem) and form[len(stem) :] in ENDINGS:
                return set(ENDINGS[form[len(stem) :]])
    return {"Nom", "Acc", "Dat", "Gen"}


def read_case(word: Word) -> str | None:
    """Return the case that a word has."""
    found = [item for item in word.feats.split("|") if item.startswith("Case=")]
    return found[0][5:] if found and "," not in found[0] else None


def _with_case(word: Word, case: str | None) -> Word:
    if case is None or case == read_case(word):
        return word
    items = [item for item in word.feats.split("|") if item and not item.startswith("Case=")]
    return replace(word, feats="|".join(sorted([*items, f"Case={case}"])))
