"""Common nouns that can stand for an actor, whole or as the last part of a compound."""

from spacy.tokens import Token

from graphbuild.languages import ActorNoun, Language


def actor_noun(token: Token, language: Language) -> ActorNoun | None:
    """Find the row of a noun that can stand for an actor; of a compound, that of its last part.

    Example: "NATO-Generalsekretär" → Generalsekretär; "Kremlsprecher" → Sprecher
    """
    return split_noun(token, language)[0]


def split_noun(token: Token, language: Language) -> tuple[ActorNoun | None, str]:
    """Find a noun's row and the compound part before it ("US-Präsident" → Präsident, "US")."""
    nouns = language.actor_nouns
    lemma = str(token.lemma_)
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or token.text.endswith("-"):
        return None, ""
    for form in (token.text, lemma, lemma.capitalize(), token.lower_, singular(token.text)):
        if form in nouns:
            return nouns[form], ""
    before, hyphen, last = token.text.rpartition("-")
    if hyphen:
        for form in (last, singular(last), last.lower()):
            if form in nouns:
                return nouns[form], before
    return split_compound(token.text, language) if language.joins_compounds else (None, "")


def split_compound(text: str, language: Language) -> tuple[ActorNoun | None, str]:
    """Split a German compound without a hyphen ("Kremlsprecher" → Sprecher, "Kreml")."""
    for cut in range(3, len(text) - 3):
        if text[:cut].lower().endswith(tuple(language.particles)):
            continue
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
