"""Regular inflections undone, to find a verb in the table where the pipeline's lemma isn't one.

A statistical lemmatiser errs on rare verbs ("telephoned" → telephon); the table knows which verbs
there are, so of the stems that a form can have, the one that is a row is right.
"""

from collections.abc import Container, Iterator

from graphbuild.model import LanguageCode

GERMAN_ENDINGS = ("test", "tet", "ten", "te", "est", "st", "et", "end", "t", "e", "en", "n", "")
ENGLISH_ENDINGS = ("ing", "ied", "ies", "ed", "es", "d", "s", "")


def known_lemma(lemma: str, form: str, language: LanguageCode, known: Container[str]) -> str:
    """Return the lemma, or the known verb that the form is a regular inflection of.

    Example: "telephoned" → telephone; "klingelte" → klingeln; "angeprangert" → anprangern
    """
    if lemma in known:
        return lemma
    stems = german_infinitives(form) if language == "de" else english_infinitives(form)
    return next((stem for stem in stems if stem in known), lemma)


def german_infinitives(form: str) -> Iterator[str]:
    """Yield the weak infinitives that a form can belong to."""
    stems = [form]
    infix = form.find("ge", 0, len(form) - 3)
    if infix >= 0:
        stems.append(form[:infix] + form[infix + 2 :])
    for stem in stems:
        for ending in GERMAN_ENDINGS:
            if stem.endswith(ending) and len(stem) > len(ending) + 2:
                rest = stem[: len(stem) - len(ending)]
                yield f"{rest}en"
                yield f"{rest}n"


def english_infinitives(form: str) -> Iterator[str]:
    """Yield the infinitives that a regular form can belong to."""
    for ending in ENGLISH_ENDINGS:
        if not form.endswith(ending) or len(form) <= len(ending) + 1:
            continue
        rest = form[: len(form) - len(ending)]
        if ending in ("ied", "ies"):
            yield f"{rest}y"
            continue
        yield rest
        yield f"{rest}e"
        if len(rest) > 2 and rest[-1] == rest[-2]:
            yield rest[:-1]
