"""Descriptions → actors: offices by date, institutions of states, peoples and groups.

A description is a mention without a name ("der US-Präsident", "the French foreign ministry",
"europäische Verbündete"). What its noun can be stands in `languages/nouns_*.tsv`; whose it is
follows from its modifiers; who that was follows from the article's date. Used by `actors`.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from graphbuild.languages.loader import ActorNoun
from graphbuild.model import Actor, Article, Kind, LanguageCode, Mention
from graphbuild.resolving.catalogue import Catalogue, Institution, Meaning, Words
from graphbuild.resolving.days import first_day
from graphbuild.resolving.names import ARTICLES, name_key, slug

PERSON_GROUPS: frozenset[Kind] = frozenset({"person", "group"})
LONGEST_DESCRIPTION = 8
GENERAL = frozenset(("chief", "leader", "director", "party leader", "chair", "spokesperson"))


@dataclass(frozen=True, slots=True)
class Found:
    """An actor, and how a mention became it."""

    actor: Actor
    via: str


@dataclass(frozen=True, slots=True)
class Description:
    """What a mention without a name says of its actor.

    `of` are the ids of the states and organisations that the modifiers stand for; `institution`
    is set if the head is one ("Außenministerium"), `inner` if a modifier is one ("Sprecher des
    Außenministeriums"); `is_narrowed` if something unknown narrows it down; `is_single` if it
    means one certain person or body, not several and not just any.
    """

    mention: Mention
    noun: ActorNoun | None
    institution: Institution | None
    inner: Institution | None
    of: tuple[str, ...]
    status: Meaning
    is_narrowed: bool
    is_single: bool


def describe(mention: Mention, catalogue: Catalogue, language: LanguageCode) -> Description:
    """Read a description: its noun, whose it is, and whether it is the present holder.

    Example: "der designierte US-Präsident" → Präsident, United States, designate.
    """
    words = catalogue.words[language]
    head, modifiers = split_head(mention)
    noun, modifiers = find_noun(head, modifiers, words.nouns.keys() | words.institutions.keys())
    reading = Reading(catalogue, language)
    reading.read_names(mention.text)
    asides = [modifier for modifier in modifiers if reading.is_aside(modifier, mention.text)]
    for modifier in modifiers:
        if modifier not in asides:
            reading.read_modifier(modifier)
    if noun in words.institutions and not reading.of:
        reading.of.extend(filter(None, (catalogue.modified(aside, language) for aside in asides)))
    if not reading.of and not reading.is_narrowed:
        reading.read_names(mention.text, shortest=1)
    return Description(
        mention=mention,
        noun=words.nouns.get(noun),
        institution=words.institutions.get(noun),
        inner=reading.inner,
        of=tuple(dict.fromkeys(reading.of)),
        status=reading.status,
        is_narrowed=reading.is_narrowed,
        is_single=mention.number != "Plur" and words.meaning(mention.text.split(" ", 1)[0]) != "indefinite",
    )


@dataclass(slots=True)
class Reading:
    """Collects what the modifiers of a description say."""

    catalogue: Catalogue
    language: LanguageCode
    of: list[str] = field(default_factory=list)
    inner: Institution | None = None
    status: Meaning = "holder"
    is_narrowed: bool = False
    names: set[str] = field(default_factory=set)

    def read_names(self, text: str, *, shortest: int = 2) -> None:
        """Find the states and organisations named inside a short description.

        Example: "the president of the United States" → United States; what follows another
        preposition than "of" is an aside ("der Präsident in Peking").
        """
        tokens = text.split()
        if not 1 < len(tokens) <= LONGEST_DESCRIPTION:
            return
        for size in range(4, shortest - 1, -1):
            for start in range(1, len(tokens) - size + 1):
                span = tokens[start : start + size]
                if not self.names.isdisjoint(span) or self.is_aside(" ".join(span), text):
                    continue
                named = self.catalogue.named(" ".join(span), self.language)
                if len(named) == 1 and self.catalogue.actors[named[0].actor].kind != "person":
                    self.names.update(span)
                    self.of.append(named[0].actor)

    def is_aside(self, phrase: str, text: str) -> bool:
        """Tell whether a phrase stands after a preposition that doesn't say whose the noun is.

        Example: "der Präsident am Freitag in Berlin": neither Freitag nor Berlin narrows it down.
        """
        before = text[: max(text.find(phrase), 0)].split()
        while before and before[-1].casefold() in ARTICLES:
            before.pop()
        return bool(before) and self.catalogue.words[self.language].meaning(before[-1]) == "preposition"

    def read_modifier(self, modifier: str) -> None:
        """Read one modifier: a state, a person, an institution, a status, or something unknown."""
        words, tokens = self.catalogue.words[self.language], modifier.split()
        if self.names.issuperset(token for token in tokens if token.casefold() not in ARTICLES):
            return
        meaning = words.meaning(modifier)
        if meaning in ("designate", "other"):
            self.status = meaning if self.status == "holder" else "other"
        elif (institution := words.institution(modifier)) is not None:
            self.inner = institution
        elif (
            actor := self.catalogue.modified(without_titles(modifier, words.titles), self.language)
        ) is not None:
            self.of.append(actor)
        elif len(tokens) > 1 and any(words.institution(token) for token in tokens):
            for token in tokens:
                self.read_modifier(token)
        elif modifier[:1].isupper() or len(tokens) > 1 or modifier.casefold() in words.nouns:
            self.is_narrowed = True


def without_titles(name: str, titles: Collection[str]) -> str:
    """Take titles and honorifics off the front of a name: "Präsident Trump" → "Trump"."""
    tokens = name.split()
    while len(tokens) > 1 and tokens[0].split("-")[-1].rstrip(".").casefold() in titles:
        tokens.pop(0)
    return " ".join(tokens)


def split_head(mention: Mention) -> tuple[str, tuple[str, ...]]:
    """Return the head noun and its modifiers, with compounds taken apart at hyphens.

    Example: head "US-Präsident" → "Präsident", ("US",)
    """
    head = mention.head or mention.text.split(" ")[-1]
    *parts, last = [part for part in head.split("-") if part] or [head]
    if last.casefold() in ("elect", "designate", "general") and parts:
        parts, last = [last], "-".join(parts)
    return last, (*parts, *mention.modifiers)


def find_noun(head: str, modifiers: tuple[str, ...], nouns: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """Return the noun of the table, and the modifiers that are not a part of it.

    Example: "minister", ("foreign", "French") → "foreign minister", ("French",)
    """
    for modifier in modifiers:
        rest = tuple(other for other in modifiers if other != modifier)
        for joined in (
            f"{modifier} {head}",
            f"{head} {modifier}",
            f"{head}-{modifier}",
            f"{head} of {modifier}",
        ):
            if joined.casefold() in nouns:
                return joined.casefold(), rest
    plain = head.casefold()
    for ending in ("", "s", "es", "n", "en", "e", "in", "innen"):
        if plain.endswith(ending) and plain.removesuffix(ending) in nouns:
            return plain.removesuffix(ending), modifiers
    return plain, modifiers


def find_described(
    description: Description, article: Article, catalogue: Catalogue, named: frozenset[str]
) -> Found | None:
    """Return the actor that a description means, or None if it doesn't say.

    `named` are the ids of the actors that the article names. Example: "der US-Präsident" in
    an article of July 2025 → Donald Trump, "office on 2025-07".
    """
    return (
        find_holder(description, article, catalogue, named)
        or find_named_holder(description, article, catalogue, named)
        or find_institution(description, catalogue)
        or find_people(description, catalogue, article.language or "en")
    )


def find_holder(
    description: Description, article: Article, catalogue: Catalogue, named: frozenset[str]
) -> Found | None:
    """Return who held the office on the article's date, if it was exactly one person.

    Where the date leaves it open, one holder whom the article names is meant.
    """
    noun = description.noun
    if noun is None or not description.is_single or description.status == "other":
        return None
    designate = description.status == "designate"
    for of in find_owners(description, article, catalogue, named):
        for office in noun.offices:
            if (office, of) not in catalogue.tenures:
                continue
            holders = catalogue.holders(office, of, article.published, designate=designate)
            if len(holders) == 1 and first_day(article.published):
                return Found(catalogue.actors[holders.pop()], f"office on {article.published}")
            meant = holders & named
            if len(meant) == 1:
                return Found(catalogue.actors[meant.pop()], "office, by name in the article")
            return None
    return None


def find_named_holder(
    description: Description, article: Article, catalogue: Catalogue, named: frozenset[str]
) -> Found | None:
    """Return the one person named in the article who holds the office, where it isn't said of what.

    Example: "der Präsident" in an article that names Macron and no other president → Macron.
    """
    noun, first = description.noun, description.mention.text.split(" ", 1)[0].casefold()
    if noun is None or first not in ARTICLES or not description.is_single or description.status != "holder":
        return None
    if description.of or description.is_narrowed or description.inner or not GENERAL.isdisjoint(noun.offices):
        return None
    holders = {
        tenure.person
        for person in named
        for tenure in catalogue.by_person.get(person, ())
        if noun.offices[:1] == tenure.offices[:1]
        and person in catalogue.holders(tenure.offices[0], tenure.of, article.published)
    }
    if len(holders) != 1:
        return None
    person = holders.pop()
    if noun.gender and catalogue.genders.get(person, noun.gender) not in ("", noun.gender):
        return None
    return Found(catalogue.actors[person], "office, by name in the article")


def find_owners(
    description: Description, article: Article, catalogue: Catalogue, named: frozenset[str]
) -> tuple[str, ...]:
    """Return the ids of the states or organisations whose office a description can mean.

    A noun may imply it ("Bundeskanzler" → Germany), unless the article speaks only of another
    that has the office too (Austria).
    """
    if description.is_narrowed or description.noun is None:
        return ()
    if description.inner is not None and not description.inner.is_government:
        return tuple(institution_of(description.inner, of, catalogue).id for of in description.of)
    if description.of or description.inner is not None:
        return description.of
    language = article.language or "en"
    implied = catalogue.words[language].implied.get(description.noun.lemma.casefold())
    if implied is None:
        return ()
    rivals = {of for office, of in catalogue.tenures if office in description.noun.offices and of in named}
    return () if rivals and implied not in rivals else (implied,)


def find_institution(description: Description, catalogue: Catalogue) -> Found | None:
    """Return the institution of a state, or the state where it is spoken of as a whole.

    Example: "französische Regierung" → France; "israelisches Außenministerium" → Ministry of
    Foreign Affairs (Israel); "Trump-Regierung" → the state that Trump governed.
    """
    if description.institution is None or description.is_narrowed or description.inner:
        return None
    if description.status != "holder":
        return None
    owners = {governed_by(of, catalogue) for of in description.of} - {None}
    if len(owners) != 1 or (owner := owners.pop()) is None:
        return None
    if catalogue.actors[owner].kind != "country":
        return None
    if description.institution.is_state:
        return Found(catalogue.actors[owner], "metonym")
    return Found(institution_of(description.institution, owner, catalogue), "institution")


def governed_by(actor: str, catalogue: Catalogue) -> str | None:
    """Return the one state that a person leads or led; states are returned as they are.

    Example: Trump ("Trump-Regierung") → United States.
    """
    if catalogue.actors[actor].kind != "person":
        return actor
    led = {tenure.of for tenure in catalogue.by_person.get(actor, ()) if "leader" in tenure.offices}
    states = [of for of in led if catalogue.actors[of].kind == "country"]
    return states[0] if len(states) == 1 else None


def institution_of(institution: Institution, state: str, catalogue: Catalogue) -> Actor:
    """Return what the catalogue calls a state's institution, or make its actor."""
    owner = catalogue.actors[state]
    name = institution.name.format(state=owner.name)
    for known in catalogue.words["en"].names.get(name_key(name), ()):
        return catalogue.actors[known.actor]
    name_de = institution.name_de.format(state=owner.name_de)
    return Actor(f"{slug(name)}.organization", name, "organization", name_de)


def find_people(description: Description, catalogue: Catalogue, language: LanguageCode) -> Found | None:
    """Return the group that a description with an owner means: "europäische Verbündete"."""
    noun, mention = description.noun, description.mention
    if description.is_narrowed or not (description.of or mention.modifiers):
        return None
    is_group = mention.kind == "group" or (noun is not None and noun.kind == "group")
    if not is_group and not (mention.number == "Plur" and noun is not None and noun.kind in PERSON_GROUPS):
        return None
    if not description.of:
        return None
    lemmas = slug(" ".join((*mention.modifiers, mention.head or mention.text)))
    return Found(Actor(f"{lemmas}.group", bare(mention.text, catalogue.words[language]), "group"), "group")


def bare(text: str, words: Words) -> str:
    """Take leading articles and number words off: "die vielen Verbündeten" → "Verbündeten"."""
    first, _, rest = text.partition(" ")
    while rest and (first.casefold() in ARTICLES or words.meaning(first) == "indefinite"):
        text = rest
        first, _, rest = text.partition(" ")
    return text
