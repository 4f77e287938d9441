"""Regular inflections undone, to find a verb in the table where the pipeline's lemma isn't one.

A statistical lemmatiser errs on rare verbs ("telephoned" → telephon); the table knows which verbs
there are, so of the stems that a form can have, the one that is a row is right.
"""

from collections.abc import Container

from graphbuild.languages.verbs import regular_infinitives
from graphbuild.model import LanguageCode


def known_lemma(lemma: str, form: str, language: LanguageCode, known: Container[str]) -> str:
    """Return the lemma, or the known verb that the form is a regular inflection of.

    Example: "telephoned" → telephone; "klingelte" → klingeln; "angeprangert" → anprangern
    """
    if lemma in known:
        return lemma
    return next((stem for stem in regular_infinitives(form, language) if stem in known), lemma)
