"""Forms of verbs → the infinitives they can belong to, by lists of infinitives and irregular forms.

`verbs_de.tsv` and `verbs_en.tsv` hold infinitives; beside each that is not regular the forms that
endings alone don't explain (riet, riete for raten). Of prefixed verbs only the infinitive is there:
forms of "zurückweisen" are those of "weisen", forms of "withhold" those of "hold".
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphbuild.model import LanguageCode

HERE = Path(__file__).parent
GERMAN_ENDINGS = ("test", "tet", "ten", "te", "est", "st", "et", "end", "t", "e", "en", "n", "")
ENGLISH_ENDINGS = ("ing", "ied", "ies", "ed", "es", "d", "s", "")
ENGLISH_PREFIXES = frozenset(
    ["be", "down", "fore", "in", "inter", "mis", "out", "over", "par", "re", "un", "under", "up", "with"]
)
DOUBLED = frozenset("bdgmnprt")
INFIXES = {"de": ("zu",), "en": ()}
SHORTEST_STEM = 2
LONGEST_PREFIX = 12
COMMON_PREFIX = 15


@dataclass(frozen=True)
class Verbs:
    """The verbs of a language.

    Attributes:
        infinitives: all that are known.
        irregular: infinitives of each irregular form.
        prefixes: what can stand before any verb.
    """

    infinitives: frozenset[str]
    irregular: dict[str, tuple[str, ...]]
    prefixes: frozenset[str]


@cache
def read_verbs(language: LanguageCode) -> Verbs:
    """Read the table of a language."""
    text = (HERE / f"verbs_{language}.tsv").read_text(encoding="utf-8")
    rows = [line.partition("\t") for line in text.splitlines() if not line.startswith("#")]
    infinitives = frozenset(infinitive for infinitive, _, _ in rows)
    irregular: dict[str, list[str]] = {}
    for infinitive, _, forms in rows:
        for form in forms.split():
            irregular.setdefault(form, []).append(infinitive)
    prefixes = ENGLISH_PREFIXES if language == "en" else find_prefixes(infinitives)
    return Verbs(infinitives, {form: tuple(found) for form, found in irregular.items()}, prefixes)


def find_prefixes(infinitives: frozenset[str]) -> frozenset[str]:
    """Return what stands before other verbs so often that it can stand before any: ab, an, zurück."""
    counts = Counter(
        verb[:size] for verb in infinitives for size in range(2, len(verb) - 3) if verb[size:] in infinitives
    )
    return frozenset(prefix for prefix, count in counts.items() if count >= COMMON_PREFIX)


def find_infinitives(form: str, language: LanguageCode) -> Iterator[str]:
    """Yield the known infinitives of a form, strong ones first.

    Example: wies → weisen; zurückgewiesen → zurückweisen; withheld → withhold; conferred → confer
    """
    known = list(known_infinitives(form, language))
    yield from known or prefixed_infinitives(form, language)


def known_infinitives(form: str, language: LanguageCode) -> Iterator[str]:
    """Yield the infinitives of the table that a form belongs to."""
    verbs = read_verbs(language)
    yield from verbs.irregular.get(form, ())
    for prefix, rest in split_prefix(form, language):
        bases = verbs.irregular.get(rest, ())
        yield from (prefix + base for base in bases if prefix + base in verbs.infinitives)
    yield from (verb for verb in regular_infinitives(form, language) if verb in verbs.infinitives)


def prefixed_infinitives(form: str, language: LanguageCode) -> Iterator[str]:
    """Yield verbs that the table has only without their prefix.

    Example: vorankommt → vorankommen
    """
    verbs = read_verbs(language)
    for prefix, rest in split_prefix(form, language):
        if prefix in verbs.prefixes:
            weak = regular_infinitives(rest.removeprefix("ge") if language == "de" else rest, language)
            known = (base for base in weak if base in verbs.infinitives)
            yield from (prefix + base for base in (*verbs.irregular.get(rest, ()), *known))


def split_prefix(form: str, language: LanguageCode) -> Iterator[tuple[str, str]]:
    """Yield each way to cut a form in two, the longest first part first; "zu" between them goes."""
    for size in range(min(LONGEST_PREFIX, len(form) - 2), 1, -1):
        rest = form[size:]
        for infix in INFIXES[language]:
            rest = rest.removeprefix(infix)
        yield form[:size], rest


def regular_infinitives(form: str, language: LanguageCode) -> Iterator[str]:
    """Yield the infinitives that a form can belong to if it is regular, known or not."""
    return german_infinitives(form) if language == "de" else english_infinitives(form)


def german_infinitives(form: str) -> Iterator[str]:
    """Yield the weak infinitives that a form can belong to.

    Example: klingelte → klingeln; angeprangert → anprangern; anzuprangern → anprangern
    """
    stems = [form]
    for infix in ("ge", "zu"):
        place = form.find(infix, 0, len(form) - 3)
        if place >= 0:
            stems.append(form[:place] + form[place + len(infix) :])
    for stem in stems:
        for ending in GERMAN_ENDINGS:
            if stem.endswith(ending) and len(stem) > len(ending) + SHORTEST_STEM:
                rest = stem[: len(stem) - len(ending)]
                yield f"{rest}en"
                yield f"{rest}n"


def english_infinitives(form: str) -> Iterator[str]:
    """Yield the infinitives that a regular form can belong to.

    Example: telephoned → telephone; carries → carry; travelled → travel; panicked → panic
    """
    for ending in ENGLISH_ENDINGS:
        if not form.endswith(ending) or len(form) <= len(ending) + 1:
            continue
        rest = form[: len(form) - len(ending)]
        if ending in ("ied", "ies"):
            yield f"{rest}y"
            continue
        yield rest
        yield f"{rest}e"
        if len(rest) > 2 and (rest[-1] == rest[-2] or rest.endswith("ck")):
            yield rest[:-1]


def english_fallback(form: str) -> str | None:
    """Return the infinitive that the spelling of an unknown verb's form gives away, if it does.

    Example: levied → levy; spurring → spur; not quelled, which may be quell or quel
    """
    for ending in ("ed", "ing"):
        rest = form.removesuffix(ending)
        if rest != form and len(rest) > 2:
            if rest[-1] == rest[-2] and rest[-1] in DOUBLED:
                return rest[:-1]
            if ending == "ed" and rest.endswith("i"):
                return rest[:-1] + "y"
    return None
