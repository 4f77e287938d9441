"""German full forms → nouns and verbs that inflect.

In: lines of `de_forms.tsv.xz` (form, then "lemma TAG|TAG" for each lemma). Out: `Noun`s by case and
number, `Verb`s by tense, person and number, separable ones split.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graphbuild.training.conllu import read_lines
from graphbuild.training.generator.german.table import TABLE, words
from graphbuild.training.generator.nodes import Unfit

CASES = {"NOM": "Nom", "GEN": "Gen", "DAT": "Dat", "AKK": "Acc"}
NUMBERS = {"SIN": "Sing", "PLU": "Plur"}
GENDERS = {"MAS": "Masc", "FEM": "Fem", "NEU": "Neut"}
TENSES = {"PRÄ": ("Ind", "Pres"), "PRT": ("Ind", "Past"), "KJ1": ("Sub", "Pres"), "KJ2": ("Sub", "Past")}
PARTICLES = tuple(TABLE["classes"]["particles"].split())
INSEPARABLE = ("be", "er", "ver", "ent", "zer")
FEMININE = ("heit", "keit", "ung", "schaft", "tät", "ion", "age")

Case = str
Number = str


@dataclass
class Noun:
    """A noun with its forms; `adjectival` ones (der Abgeordnete) take an adjective's endings."""

    lemma: str
    gender: str
    forms: dict[tuple[Case, Number], str] = field(default_factory=dict)
    adjectival: bool = False

    def form(self, case: Case, number: Number = "Sing") -> str:
        """Return a form.

        Example: Präsident, Acc → "Präsidenten"
        """
        try:
            return self.forms[case, number]
        except KeyError:
            raise Unfit(f"{self.lemma} {case} {number}") from None


@dataclass
class Verb:
    """A verb with its forms without particle; `lemma` is whole, `bare` lacks the particle."""

    lemma: str
    particle: str = ""
    finite: dict[tuple[str, str, int, Number], str] = field(default_factory=dict)
    infinitive: str = ""
    participle: str = ""
    auxiliary: str = "haben"

    @property
    def bare(self) -> str:
        """The lemma of the verb when the particle stands apart, as the treebank has it."""
        return self.lemma.removeprefix(self.particle)

    @property
    def zu_infinitive(self) -> str:
        """The infinitive with zu inside, "anzurufen"; empty where zu stands apart."""
        return f"{self.particle}zu{self.bare}" if self.particle else ""

    def form(self, mood: str, tense: str, person: int, number: Number) -> str:
        """Return a finite form without its particle.

        Example: anrufen, Ind, Past, 3, Sing → "rief"
        """
        try:
            return self.finite[mood, tense, person, number]
        except KeyError:
            raise Unfit(f"{self.lemma} {mood} {tense} {person} {number}") from None


@dataclass(frozen=True)
class Reading:
    """One reading of a form."""

    form: str
    tags: tuple[str, ...]


Readings = dict[str, list[Reading]]


def read_readings(path: Path, wanted: set[str]) -> Readings:
    """Read the readings of the wanted lemmas."""
    return collect_readings(read_lines(path), wanted)


def collect_readings(lines: Iterable[str], wanted: set[str]) -> Readings:
    """Collect the readings of the wanted lemmas."""
    readings: Readings = {}
    for line in lines:
        form, *columns = line.split("\t")
        for column in columns:
            lemma, _, tags = column.partition(" ")
            if lemma in wanted:
                found = readings.setdefault(lemma, [])
                found += [Reading(form, tuple(tag.split(":"))) for tag in tags.split("|")]
    return readings


def noun_tails(lemma: str) -> Iterator[str]:
    """Yield what a compound may end in, the longest first.

    Example: "US-Präsident" → US-Präsident, S-Präsident …, Präsident, Räsident …
    """
    yield lemma
    for start in range(1, len(lemma) - 2):
        yield lemma[start:].lstrip("-").capitalize()


def make_noun(lemma: str, readings: Readings, gender: str = "", *, adjectival: bool = False) -> Noun | None:
    """Make a noun from its readings or from those of its last part."""
    if adjectival:
        return _make_adjectival(lemma, readings, gender)
    for tail in noun_tails(lemma):
        found = [r for r in readings.get(tail, ()) if r.tags[0] == "SUB" and len(r.tags) > 3]
        before = lemma[: len(lemma) - len(tail)]
        noun = _fill_noun(lemma, before, found, gender, tail) or _fill_noun(lemma, before, found, "", tail)
        if noun is not None:
            return noun
    return _make_regular(lemma, gender)


def _make_regular(lemma: str, gender: str) -> Noun | None:
    """Make a noun that the lexicon lacks, if its ending tells how: Diplomatin, Iraner."""
    if lemma.endswith(FEMININE):
        gender, plural, genitive, dative = "Fem", lemma + "en", lemma, lemma + "en"
    elif lemma.endswith("in") and gender == "Fem":
        plural, genitive, dative = lemma + "nen", lemma, lemma + "nen"
    elif lemma.endswith("er") and gender == "Masc":
        plural, genitive, dative = lemma, lemma + "s", lemma + "n"
    else:
        return None
    forms = {(case, "Sing"): lemma for case in CASES.values()} | {("Gen", "Sing"): genitive}
    forms |= {(case, "Plur"): plural for case in CASES.values()} | {("Dat", "Plur"): dative}
    return Noun(lemma, gender, forms)


def _fill_noun(lemma: str, before: str, found: list[Reading], gender: str, tail: str) -> Noun | None:
    known = [GENDERS[r.tags[3]] for r in found if r.tags[3] in GENDERS]
    gender = gender or (max(dict.fromkeys(known), key=known.count) if known else "")
    noun = Noun(lemma, gender)
    options: dict[tuple[Case, Number], list[str]] = {}
    for reading in found:
        tags = reading.tags
        if "ADJ" in tags or (gender and GENDERS.get(tags[3], gender) != gender):
            continue
        if tags[1] in CASES and tags[2] in NUMBERS:
            options.setdefault((CASES[tags[1]], NUMBERS[tags[2]]), []).append(reading.form)
    for key, forms in options.items():
        chosen = _choose_form(key, forms, tail)
        noun.forms[key] = before + (chosen[0].lower() + chosen[1:] if _is_joined(before) else chosen)
    return noun if noun.forms.get(("Nom", "Sing")) or noun.forms.get(("Nom", "Plur")) else None


def _is_joined(before: str) -> bool:
    return bool(before) and not before.endswith("-")


def _choose_form(key: tuple[Case, Number], forms: list[str], lemma: str) -> str:
    """Choose the usual form: "Präsidenten" over "Präsident", "Plans" over "Planes", "Jahr" over "Jahre"."""
    case, number = key
    forms = [form for form in forms if form.startswith(lemma[:-3])] or forms
    if number == "Sing" and case in ("Acc", "Dat", "Gen"):
        weak = [form for form in forms if form in (lemma + "en", lemma + "n")]
        sibilant = [form for form in forms if case == "Gen" and lemma[-1] in "szßx" and form.endswith("es")]
        return min(weak or sibilant or forms, key=len)
    if key == ("Nom", "Sing") and lemma in forms:
        return lemma
    forms = [form for form in forms if form.rstrip("n") != lemma + "e" or not lemma.endswith("land")]
    return min(forms, key=lambda form: (len(form), form))


def _make_adjectival(lemma: str, readings: Readings, gender: str) -> Noun | None:
    """Make der/die Abgeordnete from either of its two lemmas."""
    stem = lemma[:-2] if lemma.endswith("er") else lemma[:-1] if lemma.endswith("e") else ""
    if not stem:
        return None
    for tail in noun_tails(stem + "e"):
        if any("ADJ" in r.tags for r in readings.get(tail, ()) if r.tags[0] == "SUB"):
            noun = Noun(stem + "e", gender or ("Masc" if lemma.endswith("er") else "Fem"), adjectival=True)
            noun.forms["Nom", "Sing"] = stem
            return noun
    return None


def make_verb(lemma: str, readings: Readings, auxiliaries: set[str], separable: set[str]) -> Verb | None:
    """Make a verb, a separable one from its own readings or from those of the verb it is made of."""
    verb = _fill_verb(lemma, readings.get(lemma, []), prefer_split=lemma in separable)
    if verb is not None and lemma in separable and not verb.particle:
        verb = _make_from_base(lemma, readings)
    verb = verb or _make_from_base(lemma, readings) or _make_weak(lemma)
    if verb is None:
        return None
    verb.auxiliary = "sein" if lemma in auxiliaries else "haben"
    return verb


def _fill_verb(lemma: str, readings: list[Reading], *, prefer_split: bool) -> Verb | None:
    found = [reading for reading in readings if reading.tags[0] == "VER"]
    if not found:
        return None
    zu_forms = [reading.form for reading in found if reading.tags[1] == "EIZ"]
    finite = [reading for reading in found if _is_finite(reading) and reading.form[0].islower()]
    joined = sum(reading.tags[-1] == "NEB" for reading in finite)
    particle = next((p for form in zu_forms if (p := _split_zu(lemma, form))), "")
    is_whole = joined * 2 < len(finite) or lemma in words(TABLE["inseparable"])
    if particle and is_whole and not prefer_split:
        particle = ""
    verb = Verb(lemma, particle, infinitive=lemma)
    options: dict[tuple[str, str, int, Number], list[str]] = {}
    for reading in finite:
        if reading.form.startswith(particle):
            mood, tense = TENSES[reading.tags[3]]
            key = (mood, tense, int(reading.tags[1]), NUMBERS[reading.tags[2]])
            options.setdefault(key, []).append(reading.form.removeprefix(particle))
    regular = verb.bare.removesuffix("n").removesuffix("e") + "e"
    verb.finite = {
        key: regular if key[:2] == ("Sub", "Pres") and regular in forms else _choose_finite(forms)
        for key, forms in options.items()
    }
    participles = [r.form for r in found if r.tags[1] == "PA2" and r.form[0].islower()]
    verb.participle = _choose_participle(particle, todays(participles))
    return verb if verb.participle and verb.finite else None


def _choose_finite(forms: list[str]) -> str:
    """Choose the shortest in today's spelling: "schloss", not "schloß"."""
    form = min(todays(forms), key=lambda f: (len(f), f))
    return re.sub(r"(?<=[lhf])o(ß)$|(?<=[lhf])ä(ß)t$", lambda m: m[0].replace("ß", "ss"), form)


def todays(forms: list[str]) -> list[str]:
    """Drop forms in the spelling of before 1996, where today's is known: "gewußt" beside "gewusst"."""
    return [form for form in forms if "ß" not in form or form.replace("ß", "ss") not in forms]


def _is_finite(reading: Reading) -> bool:
    return len(reading.tags) > 3 and reading.tags[3] in TENSES and reading.tags[1].isdigit()


def _split_zu(lemma: str, form: str) -> str:
    """Return the particle of a form such as "anzurufen"; of "hinzuzufügen" it is hinzu, not hin."""
    for end in range(len(lemma) - 3, 0, -1):
        if form == f"{lemma[:end]}zu{lemma[end:]}":
            return lemma[:end]
    return ""


def _choose_participle(particle: str, forms: list[str]) -> str:
    split = [form for form in forms if particle and form.startswith(particle + "ge")]
    whole = [form for form in forms if not form.startswith(f"{particle}ge")] if not particle else []
    return min(split or whole or forms, key=lambda f: (len(f), f), default="")


def _make_from_base(lemma: str, readings: Readings) -> Verb | None:
    """Make "einbestellen" from bestellen."""
    for particle in PARTICLES:
        base = lemma.removeprefix(particle)
        if base == lemma:
            continue
        verb = _fill_verb(base, readings.get(base, []), prefer_split=False)
        if verb is not None and not verb.particle:
            return Verb(lemma, particle, verb.finite, lemma, particle + verb.participle)
    for prefix in INSEPARABLE:
        verb = _fill_verb(
            lemma.removeprefix(prefix), readings.get(lemma.removeprefix(prefix), []), prefer_split=False
        )
        if verb is not None and lemma.startswith(prefix) and not verb.particle:
            finite = {key: prefix + form for key, form in verb.finite.items()}
            return Verb(lemma, "", finite, lemma, prefix + verb.participle.removeprefix("ge"))
    return None


def _make_weak(lemma: str) -> Verb | None:
    """Make a weak verb that the lexicon lacks: koalieren, rüffeln."""
    is_split = lemma.startswith(PARTICLES) and not lemma.endswith("ieren")
    if is_split or not lemma.endswith(("ieren", "eln", "ern", "ürmen")):
        return None
    stem = lemma.removesuffix("n").removesuffix("e")
    endings = {
        ("Ind", "Pres"): ("t", "en"),
        ("Ind", "Past"): ("te", "ten"),
        ("Sub", "Pres"): ("e", "en"),
        ("Sub", "Past"): ("te", "ten"),
    }
    finite = {}
    for (mood, tense), (singular, plural) in endings.items():
        finite[mood, tense, 3, "Sing"] = stem + singular
        finite[mood, tense, 3, "Plur"] = lemma if plural == "en" else stem + plural
    prefixed = lemma.endswith("ieren") or lemma.startswith(INSEPARABLE)
    return Verb(lemma, "", finite, lemma, stem + "t" if prefixed else f"ge{stem}t")
