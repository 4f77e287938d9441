"""Known actors: look-ups by name, word and office.

Answers three questions of resolving: whom does this name name, which state or organisation does
this word stand for ("französisch", "Kreml"), and who held this office on the article's date.
Built from `tables/` by `building`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graphbuild.languages.loader import ActorNoun
from graphbuild.model import Actor, KnownName, LanguageCode
from graphbuild.resolving.days import first_day, last_day
from graphbuild.resolving.names import name_key, spoken_keys, stem_key
from graphbuild.resolving.tables import Tenure

How = Literal["name", "alias", "members", "metonym", "surname"]
"""How a surface form names an actor; "members" is a plural like "Democrats" or "Tories"."""

Meaning = Literal["holder", "designate", "other", "indefinite", "title", "woman", "common", "preposition"]
"""What a word does to a description: chosen but not yet in office, not the holder, not a certain
one; or that it is a title before a name ("woman": of a woman), or a common noun beside a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """One surface form of an actor, and how it names it."""

    surface: str
    actor: str
    how: How


@dataclass(frozen=True, slots=True)
class Institution:
    """What every state has: a ministry, a parliament, an army.

    With `is_state`, newspapers say it of the state as a whole: "die Regierung in Kiew", "russische
    Truppen"; with `is_government`, its head is the state's: "der Chef der deutschen Regierung".
    """

    name: str
    name_de: str
    is_state: bool
    is_government: bool


@dataclass(slots=True)
class Words:
    """What the words of one language stand for, by key."""

    names: dict[str, list[Name]] = field(default_factory=dict)
    stems: dict[str, set[str]] = field(default_factory=dict)
    modifiers: dict[str, str] = field(default_factory=dict)
    peoples: dict[str, Actor] = field(default_factory=dict)
    institutions: dict[str, Institution] = field(default_factory=dict)
    implied: dict[str, str] = field(default_factory=dict)
    nouns: Mapping[str, ActorNoun] = field(default_factory=dict)
    meanings: dict[str, Meaning] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)

    def meaning(self, word: str) -> Meaning:
        """Return what a word does to a description: "ehemaliger" → "other"."""
        key = name_key(word).casefold()
        return self.meanings.get(key) or self.meanings.get(stem_key(key)) or "holder"

    def institution(self, word: str) -> Institution | None:
        """Return the institution that a noun names, genitive endings allowed: "Außenministeriums"."""
        key = word.casefold()
        return self.institutions.get(key) or self.institutions.get(key.removesuffix("s"))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The actors that are known, by id, and how the languages speak of them."""

    actors: Mapping[str, Actor]
    words: Mapping[LanguageCode, Words]
    tenures: Mapping[tuple[str, str], tuple[Tenure, ...]]
    by_person: Mapping[str, tuple[Tenure, ...]]
    surnames: Mapping[str, frozenset[str]]
    genders: Mapping[str, str]

    def known_names(self, language: LanguageCode) -> Mapping[str, KnownName]:
        """Return the surface names that stand for an actor by themselves: its kind, a person's gender.

        Example: "Angela Merkel" → person, Fem; "Nato" → organization; "Kreml" → country
        """
        known: dict[str, KnownName] = {}
        for names in self.words[language].names.values():
            for name in names:
                if self.words[language].meaning(name.surface) != "common":
                    known.setdefault(
                        name.surface,
                        KnownName(self.actors[name.actor].kind, self.genders.get(name.actor, "")),
                    )
        return known

    def named(self, surface: str, language: LanguageCode) -> tuple[Name, ...]:
        """Return what a surface form can name, the most literal reading first.

        Example: "Trumps" → Donald Trump (surname); "der Vereinten Nationen" → United Nations.
        """
        words = self.words[language]
        for key in spoken_keys(surface):
            if key in words.names:
                return tuple(words.names[key])
        found = words.stems.get(stem_key(name_key(surface)), set()) if language == "de" else set()
        return tuple(Name(surface, actor, "alias") for actor in found) if len(found) == 1 else ()

    def modified(self, word: str, language: LanguageCode) -> str | None:
        """Return the id of the one actor that a modifier stands for.

        Example: "französisch" → France, "US" → United States, "Kiewer" → Ukraine, "Nato" → NATO.
        """
        modifiers = self.words[language].modifiers
        for key in spoken_keys(word):
            if key in modifiers:
                return modifiers[key]
            if language == "de" and (stem := stem_key(key)) in modifiers:
                return modifiers[stem]
        names = {name.actor for name in self.named(word, language)}
        return names.pop() if len(names) == 1 else None

    def holders(self, office: str, of: str, published: str | None, *, designate: bool = False) -> set[str]:
        """Return who held an office on any of the days that the date can mean.

        Without a date it is everybody who ever did. With `designate` it is who was chosen for it
        and had not yet taken it. Example: ("president", "Q30", "2025-07") → Donald Trump;
        ("2025-01") → two people.
        """
        day_from, day_to = first_day(published) or "0000", last_day(published) or "9999"
        tenures = self.tenures.get((office, of), ())
        if designate:
            chosen = (tenure for tenure in tenures if tenure.designate_from)
            return {t.person for t in chosen if is_within(t.designate_from, t.start, day_from, day_to)}
        return {t.person for t in tenures if is_within(t.start, t.end, day_from, day_to)}

    def is_in_office(self, person: str, published: str | None) -> bool:
        """Tell whether someone held, or was chosen for, any office on the date."""
        day_from, day_to = first_day(published), last_day(published)
        if day_from is None or day_to is None:
            return False
        tenures = self.by_person.get(person, ())
        return any(is_within(t.designate_from or t.start, t.end, day_from, day_to) for t in tenures)


def is_within(start: str, end: str, day_from: str, day_to: str) -> bool:
    """Tell whether a span that may be open on either side touches the days."""
    begins = first_day(start) or "0000"
    ends = last_day(end) or "9999"
    return begins <= day_to and day_from <= ends
