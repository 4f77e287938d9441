"""English inflection by rule, with the irregular verbs of `english.toml`."""

from dataclasses import dataclass
from functools import cache

from graphbuild.training.generator.english.table import TABLE, words

VOWELS = "aeiou"
SINGULAR_S = frozenset(words(TABLE["classes"]["singular_s"]))
PLURALS = {"man": "men", "woman": "women", "wife": "wives", "party": "parties", "ally": "allies"}


@dataclass(frozen=True)
class Verb:
    """A verb with its forms; `particle` stands apart ("call up")."""

    lemma: str
    particle: str
    third: str
    past: str
    participle: str
    gerund: str


IRREGULAR = {row.split()[0]: row.split()[1:] for row in TABLE["irregular"].split("|") if row.strip()}
DOUBLING = frozenset(words(TABLE["doubling"]))


@cache
def make_verb(lemma: str) -> Verb:
    """Inflect a verb.

    Example: "call up" → calls, called, called, calling, with up
    """
    plain, _, particle = lemma.partition(" ")
    past, participle = IRREGULAR.get(plain, (regular_past(plain),) * 2)
    return Verb(plain, particle, third_person(plain), past, participle, gerund(plain))


def third_person(verb: str) -> str:
    """Return the third person: "goes", "carries", "calls"."""
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")) and not verb.endswith("oo"):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def regular_past(verb: str) -> str:
    """Return the regular past: "planned", "carried", "used"."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def gerund(verb: str) -> str:
    """Return the form in -ing: "making", "lying", "planning"."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in DOUBLING else verb


def plural(noun: str) -> str:
    """Return a plural: "armies", "leaders"."""
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def singular(noun: str) -> str:
    """Return the lemma of a plural."""
    for one, many in PLURALS.items():
        if noun == many:
            return one
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun.removesuffix("s")


def is_plural(noun: str) -> bool:
    """Tell whether a noun of the tables is plural."""
    return noun in PLURALS.values() or (
        noun.endswith("s") and noun not in SINGULAR_S and not noun.endswith("ss")
    )


def article(word: str) -> str:
    """Return "a" or "an" before a word."""
    return (
        "an" if word[0].lower() in VOWELS and not word.lower().startswith(("eu", "uni", "one", "us")) else "a"
    )
