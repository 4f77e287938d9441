"""Actors that the catalogue doesn't know, made of what the article calls them.

A full name is one actor in every article; a bare surname, an office without a certain holder and a
description are partial, and of their article alone: their ids carry it. Used by `actors`.
"""

from collections import Counter
from collections.abc import Sequence

from graphbuild.model import Actor, Article, Kind, Mention
from graphbuild.resolving.catalogue import Catalogue, Words
from graphbuild.resolving.names import name_key, slug
from graphbuild.resolving.nominals import Description, Found, bare

LONGEST_SLUG = 60


def make_named(
    names: Sequence[Mention], plain: Sequence[str], article: Article, words: Words
) -> Found | None:
    """Make an actor of the names of a chain, `plain` without their titles and endings.

    "Anna Kelly" is a full name and one actor everywhere; a bare "Müller" stays in its article.
    """
    keys = [name_key(name) for name in plain]
    kept = [i for i, mention in enumerate(names) if mention.kind is not None and len(keys[i]) > 1]
    if not kept:
        return None
    if all(keys[i].casefold() in words.nouns for i in kept):
        return make_partial(names[kept[0]], words.nouns[keys[kept[0]].casefold()].kind, article, words)
    kinds: Counter[Kind] = Counter(each for i in kept if (each := names[i].kind) is not None)
    kind: Kind = min(kinds, key=lambda each: (-kinds[each], each))
    if kind == "person" and any(character.isdigit() for i in kept for character in plain[i]):
        return None
    return make_actor(best_form(Counter(plain[i] for i in kept), kind), kind, "name", article, words)


def best_form(forms: Counter[str], kind: Kind) -> str:
    """Return the most frequent full form of a name, ties by the alphabet.

    The longest forms of a person's name are full, and any of several words of another's; a form
    that is another with a genitive ending is none.
    """
    longest = max(len(form.split()) for form in forms)
    enough = longest if kind == "person" else min(longest, 2)
    full = [form for form in forms if len(form.split()) >= enough]
    bare_forms = [form for form in full if not (form.endswith("s") and form[:-1] in full)]
    return min(bare_forms, key=lambda form: (-forms[form], form))


def make_actor(name: str, kind: Kind, via: str, article: Article, words: Words) -> Found:
    """Make an actor: partial, and of this article alone, if all there is is a surname."""
    plain = bare(name, words)
    is_partial = kind == "person" and " " not in plain and "-" not in plain
    id_ = f"{slug(plain)}.{kind}" + (f"@{article.id}" if is_partial else "")
    return Found(Actor(id_, plain, kind, partial=is_partial), via)


def make_partial(mention: Mention, kind: Kind, article: Article, words: Words) -> Found:
    """Make an actor of this article alone from the words of a description."""
    name = bare(mention.text, words)
    id_ = f"{slug(name)[:LONGEST_SLUG]}.{kind}@{article.id}:{mention.start}"
    return Found(Actor(id_, name, kind, partial=True), "description")


def is_office(description: Description, catalogue: Catalogue) -> bool:
    """Tell whether a description names an office that its state or organisation has."""
    if description.noun is None or not description.of or not description.is_single:
        return False
    if description.is_narrowed or description.inner or not description.noun.offices:
        return False
    office, of = description.noun.offices[0], description.of[0]
    return (office, of) in catalogue.tenures or catalogue.actors[of].kind == "country"


def make_office(description: Description, article: Article, catalogue: Catalogue) -> Found:
    """Make an actor of an office whose holder isn't certain: "President of France"."""
    office = description.noun.offices[0] if description.noun else "head"
    owner = catalogue.actors[description.of[0]].name
    of = f"the {owner}" if owner.startswith("United ") else owner
    name = {"designate": f"designated {office}", "other": f"former {office}"}.get(description.status, office)
    name = f"{name[0].upper()}{name[1:]} of {of}"
    return Found(Actor(f"{slug(name)}.person@{article.id}", name, "person", partial=True), "office")
