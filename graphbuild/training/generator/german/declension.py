"""Articles, pronouns and adjective endings of German.

In: case, gender, number. Out: `Node`s with the treebank's tags and features.
"""

from graphbuild.training.generator.nodes import Node

GENDER_ORDER = {"Masc": 0, "Neut": 1, "Fem": 2, "Plur": 3}
CASE_ORDER = {"Nom": 0, "Acc": 1, "Dat": 2, "Gen": 3}

DEFINITE = (
    ("der", "das", "die", "die"),
    ("den", "das", "die", "die"),
    ("dem", "dem", "der", "den"),
    ("des", "des", "der", "der"),
)
# endings of ein, kein, sein; of dieser; of adjectives without article
MIXED = (("", "", "e", "e"), ("en", "", "e", "e"), ("em", "em", "er", "en"), ("es", "es", "er", "er"))
STRONG = (("er", "es", "e", "e"), ("en", "es", "e", "e"), ("em", "em", "er", "en"), ("en", "en", "er", "er"))
FULL = (("er", "es", "e", "e"), ("en", "es", "e", "e"), ("em", "em", "er", "en"), ("es", "es", "er", "er"))
AFTER_DEFINITE = (
    ("e", "e", "e", "en"),
    ("en", "e", "e", "en"),
    ("en", "en", "en", "en"),
    ("en", "en", "en", "en"),
)
AFTER_MIXED = (
    ("er", "es", "e", "en"),
    ("en", "es", "e", "en"),
    ("en", "en", "en", "en"),
    ("en", "en", "en", "en"),
)
COMPARATIVES = {"früher": "früh", "höher": "hoch", "weiter": "weit", "später": "spät"}
STEMS = {"hoh": "hoch"}
PERSONAL = {
    ("Masc", "Sing"): ("er", "ihn", "ihm"),
    ("Fem", "Sing"): ("sie", "sie", "ihr"),
    ("Neut", "Sing"): ("es", "es", "ihm"),
    ("", "Plur"): ("sie", "sie", "ihnen"),
}
RELATIVE = (
    ("der", "das", "die", "die"),
    ("den", "das", "die", "die"),
    ("dem", "dem", "der", "denen"),
    ("dessen", "dessen", "deren", "deren"),
)
CONTRACTIONS = {
    ("in", "dem"): "im",
    ("an", "dem"): "am",
    ("zu", "dem"): "zum",
    ("zu", "der"): "zur",
    ("von", "dem"): "vom",
    ("bei", "dem"): "beim",
    ("in", "das"): "ins",
    ("an", "das"): "ans",
    ("um", "das"): "ums",
}


def cell(table: tuple[tuple[str, ...], ...], case: str, gender: str, number: str) -> str:
    """Look up a form."""
    return table[CASE_ORDER[case]][GENDER_ORDER["Plur" if number == "Plur" else gender or "Masc"]]


def agreement(case: str, gender: str, number: str, *extra: str, plural_gender: bool = False) -> str:
    """Write features in the treebank's order.

    Example: "Case=Dat|Definite=Def|Gender=Fem|Number=Sing|PronType=Art"
    """
    has_gender = gender and (number == "Sing" or plural_gender)
    items = [f"Case={case}", f"Number={number}", *extra]
    items += [f"Gender={gender}"] if has_gender else []
    return "|".join(sorted(items, key=str.lower))


def definite_article(case: str, gender: str, number: str) -> Node:
    """Make "der", "den", "dem" …."""
    feats = agreement(case, gender, number, "Definite=Def", "PronType=Art")
    return Node(cell(DEFINITE, case, gender, number), "der", "DET", "ART", feats)


def determiner(lemma: str, case: str, gender: str, number: str) -> Node:
    """Make "ein", "kein", "sein", "ihr", "dieser", "der" in the form that fits."""
    if lemma == "der":
        return definite_article(case, gender, number)
    if lemma == "dies":
        feats = agreement(case, gender, number, "PronType=Dem")
        return Node("dies" + cell(FULL, case, gender, number), "dieser", "DET", "PDAT", feats)
    form = lemma + cell(MIXED, case, gender, number)
    if lemma == "ein":
        feats = agreement(case, gender, number, "Definite=Ind", "NumType=Card", "PronType=Art")
        return Node(form, "ein", "DET", "ART", feats)
    if lemma == "kein":
        feats = agreement(case, gender, number, "PronType=Neg", plural_gender=True)
        return Node(form, "kein", "DET", "PIAT", feats)
    owner = ["Gender[psor]=Masc,Neut", "Number[psor]=Sing"] if lemma == "sein" else []
    features = agreement(
        case, gender, number, *owner, "Person=3", "Poss=Yes", "PronType=Prs", plural_gender=True
    )
    return Node(form, lemma, "DET", "PPOSAT", features)


def adjective(stem: str, case: str, gender: str, number: str, *, after: str = "") -> Node:
    """Inflect an adjective after "def" or "mixed" articles, or after none.

    Example: neu, Dat, Fem, after def → "neuen"
    """
    table = {"def": AFTER_DEFINITE, "mixed": AFTER_MIXED}.get(after, STRONG)
    degree = "Degree=Cmp" if stem in COMPARATIVES else "Degree=Pos"
    feats = agreement(case, gender, number, degree, plural_gender=True)
    ending = cell(table, case, gender, number)
    lemma = COMPARATIVES.get(stem) or STEMS.get(stem, stem)
    return Node(stem + ending, lemma, "ADJ", "ADJA", feats)


def adjective_ending(case: str, gender: str, number: str, *, after: str = "") -> str:
    """Return the ending of an adjective, which nouns such as Abgeordneter take too."""
    table = {"def": AFTER_DEFINITE, "mixed": AFTER_MIXED}.get(after, STRONG)
    return cell(table, case, gender, number)


def personal_pronoun(case: str, gender: str, number: str) -> Node:
    """Make "er", "ihn", "ihm", "sie" …."""
    gender = "" if number == "Plur" else gender
    forms = PERSONAL[gender, number]
    feats = agreement(case, gender, number, "Person=3", "PronType=Prs")
    return Node(forms[CASE_ORDER[case]], "sie" if forms[0] == "sie" else forms[0], "PRON", "PPER", feats)


def relative_pronoun(case: str, gender: str, number: str) -> Node:
    """Make "der", "den", "dessen" …."""
    feats = agreement(case, gender, number, "PronType=Dem,Rel")
    tag = "PRELAT" if case == "Gen" else "PRELS"
    return Node(cell(RELATIVE, case, gender, number), "der", "PRON", tag, feats)


def reflexive_pronoun(case: str) -> Node:
    """Make "sich"."""
    return Node("sich", "sich", "PRON", "PRF", f"Case={case}|Person=3|PronType=Prs|Reflex=Yes")
