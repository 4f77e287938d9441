"""A word form and a rule → its lemma; a form and its lemma → the rule.

A rule is `case|infix|ending>ending`: whether the form is written small or with a capital first, an
infix that goes ("ge", "zu"), and the ending that another replaces.
"""

from functools import lru_cache

INFIXES = ("", "ge", "zu")
IDENTITY = "||>"


@lru_cache(maxsize=200_000)
def apply_rule(form: str, rule: str) -> str | None:
    """Return the lemma, or None if the rule doesn't fit the form.

    Example: "Rief" with "lower||ief>ufen" → rufen; "anzurufen" with "|zu|>" → anrufen
    """
    case, infix, endings = rule.split("|", 2)
    word = _write(form, case)
    if infix:
        place = word.find(infix, 1) if infix == "zu" else word.find(infix)
        if place < 0:
            return None
        word = word[:place] + word[place + len(infix) :]
    old, _, new = endings.partition(">")
    if not word.endswith(old):
        return None
    return word[: len(word) - len(old)] + new or None


def make_rule(form: str, lemma: str) -> str | None:
    """Return the rule with the shortest endings that turns the form into the lemma.

    Example: "angerufen", "anrufen" → "|ge|>"; "Häuser", "Haus" → "||äuser>aus"
    """
    if ">" in form or "|" in form or ">" in lemma or "|" in lemma:
        return IDENTITY if form == lemma else None
    rules = [
        rule
        for case in ("", "lower", "title")
        for infix in INFIXES
        if (rule := _fit(form, lemma, case, infix))
    ]
    return min(rules, key=_cost)


def _fit(form: str, lemma: str, case: str, infix: str) -> str | None:
    word = _write(form, case)
    if case and word == form:
        return None
    if infix:
        place = word.find(infix, 1) if infix == "zu" else word.find(infix)
        if place < 0:
            return None
        word = word[:place] + word[place + len(infix) :]
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return f"{case}|{infix}|{word[shared:]}>{lemma[shared:]}"


def _cost(rule: str) -> tuple[int, int]:
    case, infix, endings = rule.split("|", 2)
    return len(endings) + 2 * bool(infix) + bool(case), len(rule)


def _write(form: str, case: str) -> str:
    if case == "lower":
        return form.lower()
    return form[:1].upper() + form[1:].lower() if case == "title" else form
