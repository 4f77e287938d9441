"""Names → known actors, as far as the catalogue, the article and people's decisions say.

A name may be somebody's full name, an alias, a capital that stands for a government, the plural of
a party's members, or a bare surname; which it is here depends on what else the article says.
Used by `actors`.
"""

from collections.abc import Iterable

from graphbuild.model import Actor, Article, LanguageCode, Mention
from graphbuild.resolving.catalogue import Catalogue, Name
from graphbuild.resolving.decisions import Decisions
from graphbuild.resolving.making import make_actor
from graphbuild.resolving.names import name_key, spoken_keys
from graphbuild.resolving.nominals import Found, without_titles

SINGULAR_WORDS = frozenset(("der", "dem", "des", "ein", "einem", "einen", "eines"))


class Naming:
    """Finds whom the names of one article name."""

    def __init__(
        self, article: Article, catalogue: Catalogue, decisions: Decisions, names: Iterable[Mention]
    ) -> None:
        self.article = article
        self.catalogue = catalogue
        self.decisions = decisions
        self.language: LanguageCode = article.language or "en"
        self.words = catalogue.words[self.language]
        self.in_article = frozenset(name_key(self.plain(mention)) for mention in names)

    def plain(self, mention: Mention) -> str:
        """Return a name without titles and genitive ending: "Präsident Trumps" → "Trump"."""
        has_bare = bool(mention.head) and mention.text.startswith(mention.head)
        name = mention.head if has_bare else mention.text
        return without_titles(name, self.words.titles)

    def find_decided(self, mention: Mention) -> Found | None:
        """Return the actor that people decided a name to mean."""
        actor = self.decisions.alias_of(mention.text, mention.kind, self.article)
        if actor is None:
            return None
        names = self.catalogue.named(actor, "en")
        known = self.catalogue.actors.get(names[0].actor if len(names) == 1 else actor)
        return (
            Found(known, "decision")
            if known
            else make_actor(actor, mention.kind or "person", "decision", self.article, self.words)
        )

    def find_known(self, mention: Mention) -> Found | None:
        """Return the actor of the catalogue that a name names, if it is exactly one."""
        for surface in dict.fromkeys(
            (mention.text, self.plain(mention), without_middle(self.plain(mention)))
        ):
            if not surface:
                continue
            if (people := self.people_of(surface, mention)) is not None:
                return Found(people, "name")
            candidates = self.catalogue.named(surface, self.language)
            chosen = self.choose(candidates, mention)
            if chosen is not None:
                return Found(self.catalogue.actors[chosen.actor], chosen.how)
        return None

    def people_of(self, surface: str, mention: Mention) -> Actor | None:
        """Return the people that a plural names: "die Russen", "den Europäern" → Europeans."""
        if mention.kind == "person" and not self.is_plural(mention):
            return None
        peoples = self.words.peoples
        keys = [*spoken_keys(surface), name_key(surface).removesuffix("n")]
        return next((peoples[key] for key in keys if key in peoples), None)

    def is_plural(self, mention: Mention) -> bool:
        """Tell whether a word that may be singular or plural is plural here.

        English plurals are so by their form; in German the word before decides: "der Republikaner"
        is one, "die Republikaner" and "der Demokraten" are several.
        """
        if self.language == "en" or mention.number == "Plur":
            return True
        before = self.article.text[: mention.start].split()[-1:]
        if not before or before[0].casefold() not in SINGULAR_WORDS:
            return True
        return before[0].casefold() == "der" and mention.text.endswith("en")

    def choose(self, candidates: tuple[Name, ...], mention: Mention) -> Name | None:
        """Choose the one actor that a name means here, or none if that isn't certain."""
        left = [name for name in candidates if self.is_possible(name, mention)]
        for kind in (mention.kind, None):
            same = [n for n in left if kind is None or self.catalogue.actors[n.actor].kind == kind]
            best = [n for n in same if n.how == same[0].how]
            if len({n.actor for n in best}) == 1:
                return best[0]
            if best and best[0].how == "surname":
                serving = [n for n in best if self.catalogue.is_in_office(n.actor, self.article.published)]
                return serving[0] if len(serving) == 1 else None
        return None

    def is_possible(self, name: Name, mention: Mention) -> bool:
        """Tell whether a name can mean an actor here: number, titles and other people are heard."""
        if (
            self.words.meaning(mention.text) == "common"
            and self.catalogue.actors[name.actor].kind != mention.kind
        ):
            return False
        if name.how == "members":
            return self.is_plural(mention)
        if name.how != "surname":
            return True
        titles = f"{mention.title or ''} {mention.text}".split()
        is_woman = any(self.words.meaning(title) == "woman" for title in titles)
        if is_woman and self.catalogue.genders.get(name.actor) == "Masc":
            return False
        own = {name_key(n) for n in self.names_of(name.actor)}
        key = name_key(name.surface)
        named_alike = {full for full in self.in_article if full.endswith(" " + key)}
        return not named_alike or bool(named_alike & own)

    def names_of(self, actor: str) -> Iterable[str]:
        """Yield every name of an actor."""
        known = self.catalogue.actors[actor]
        return (known.name, known.name_de or known.name, *known.aliases)


def without_middle(name: str) -> str:
    """Take middle initials off: "Donald J. Trump" → "Donald Trump"."""
    tokens = name.split()
    kept = [t for i, t in enumerate(tokens) if i in (0, len(tokens) - 1) or len(t.rstrip(".")) > 1]
    return " ".join(kept) if len(kept) > 1 else ""
