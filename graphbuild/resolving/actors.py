"""Chains of mentions → actors.

An Extraction comes in, the same Extraction goes out with `actor` and `via` on every mention that
is an actor. One article is resolved by itself: from its chains, its date, the catalogue and the
decisions. Next: evidence.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from graphbuild.model import Actor, Article, Extraction, Kind, LanguageCode, Mention, Triple
from graphbuild.resolving.catalogue import Catalogue, Name
from graphbuild.resolving.decisions import NO_DECISIONS, Decisions
from graphbuild.resolving.names import ARTICLES, name_key, slug, spoken_keys
from graphbuild.resolving.nominals import Description, Found, bare, describe, find_described, without_titles

Resolve = Callable[[Mention], Mention]
LONGEST_SLUG = 60
SINGULAR_WORDS = frozenset(("der", "dem", "des", "ein", "einem", "einen", "eines"))
LINKS = ARTICLES | frozenset(["von", "vom", "of"])


@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one actor in one article, in the order of the text."""

    mentions: tuple[Mention, ...]

    def names(self) -> tuple[Mention, ...]:
        """Return the mentions that are names."""
        return tuple(mention for mention in self.mentions if mention.form == "name")

    def described(self) -> tuple[Mention, ...]:
        """Return the mentions that describe without naming."""
        return tuple(mention for mention in self.mentions if mention.form == "nominal")


class Resolver:
    """Resolves the chains of one article."""

    def __init__(self, article: Article, catalogue: Catalogue, decisions: Decisions) -> None:
        self.article = article
        self.catalogue = catalogue
        self.decisions = decisions
        self.language: LanguageCode = article.language or "en"
        self.full_names: frozenset[str] = frozenset()
        self.named: frozenset[str] = frozenset()
        self.names_at: dict[int, tuple[int, int]] = {}

    def resolve(self, chains: Mapping[int, Chain]) -> dict[int, Found]:
        """Return the actor of every chain that has one: first names, then descriptions."""
        self.full_names = frozenset(
            name_key(self.plain(mention)) for chain in chains.values() for mention in chain.names()
        )
        found = {}
        for number, chain in chains.items():
            if (actor := self.find_by_name(chain)) is not None:
                found[number] = actor
        self.named = frozenset(f.actor.id for f in found.values())
        self.names_at = {m.start: (m.end, number) for number, chain in chains.items() for m in chain.names()}
        for number, chain in chains.items():
            if number in found:
                continue
            actor = self.find_apposed(chain, found) or self.find_by_description(chain)
            if actor is not None:
                found[number] = actor
        decided = {number: self.decide(actor) for number, actor in found.items()}
        return {number: actor for number, actor in decided.items() if actor is not None}

    # names

    def plain(self, mention: Mention) -> str:
        """Return a name without titles and genitive ending: "Präsident Trumps" → "Trump"."""
        has_bare = bool(mention.head) and mention.text.startswith(mention.head)
        name = mention.head if has_bare else mention.text
        return without_titles(name, self.catalogue.words[self.language].titles)

    def find_by_name(self, chain: Chain) -> Found | None:
        """Return the actor that the best name of a chain names.

        The longest name decides: a chain of "Hunter Biden" and "Biden" is not Joe Biden.
        """
        names = sorted(chain.names(), key=lambda m: (-len(self.plain(m).split()), -len(m.text), m.start))
        for mention in names:
            if (decided := self.find_decided(mention)) is not None:
                return decided
        for mention in names:
            if (known := self.find_known(mention, chain)) is not None:
                return known
            if len(self.plain(mention).split()) > 1:
                break
        return self.find_titled(chain) or self.make_named(chain)

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
            else self.make_actor(actor, mention.kind or "person", "decision")
        )

    def find_known(self, mention: Mention, chain: Chain) -> Found | None:
        """Return the actor of the catalogue that a name names, if it is exactly one."""
        for surface in dict.fromkeys(
            (mention.text, self.plain(mention), without_middle(self.plain(mention)))
        ):
            if not surface:
                continue
            if (people := self.people_of(surface, mention)) is not None:
                return Found(people, "name")
            candidates = self.catalogue.named(surface, self.language)
            chosen = self.choose(candidates, mention, chain)
            if chosen is not None:
                return Found(self.catalogue.actors[chosen.actor], chosen.how)
        return None

    def people_of(self, surface: str, mention: Mention) -> Actor | None:
        """Return the people that a plural names: "die Russen", "den Europäern" → Europeans."""
        if mention.kind == "person" and not self.is_plural(mention):
            return None
        peoples = self.catalogue.words[self.language].peoples
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

    def choose(self, candidates: tuple[Name, ...], mention: Mention, chain: Chain) -> Name | None:
        """Choose the one actor that a name means here, or none if that isn't certain."""
        left = [name for name in candidates if self.is_possible(name, mention, chain)]
        for kind in (mention.kind, None):
            same = [n for n in left if kind is None or self.catalogue.actors[n.actor].kind == kind]
            best = [n for n in same if n.how == same[0].how]
            if len({n.actor for n in best}) == 1:
                return best[0]
            if best and best[0].how == "surname":
                serving = [n for n in best if self.catalogue.is_in_office(n.actor, self.article.published)]
                return serving[0] if len(serving) == 1 else None
        return None

    def is_possible(self, name: Name, mention: Mention, chain: Chain) -> bool:
        """Tell whether a name can mean an actor here: number, titles and other people are heard."""
        words = self.catalogue.words[self.language]
        if words.meaning(mention.text) == "common" and self.catalogue.actors[name.actor].kind != mention.kind:
            return False
        if name.how == "members":
            return self.is_plural(mention)
        if name.how != "surname":
            return True
        titles = f"{mention.title or ''} {mention.text}".split()
        is_woman = any(words.meaning(title) == "woman" for title in titles)
        if is_woman and self.catalogue.genders.get(name.actor) == "Masc":
            return False
        own = {name_key(n) for n in self.names_of(name.actor)}
        key = name_key(name.surface)
        named_alike = {full for full in self.full_names if full.endswith(" " + key)}
        return not named_alike or bool(named_alike & own)

    def names_of(self, actor: str) -> Iterable[str]:
        """Yield every name of an actor."""
        known = self.catalogue.actors[actor]
        return (known.name, known.name_de or known.name, *known.aliases)

    def find_titled(self, chain: Chain) -> Found | None:
        """Return who held the office that stands with a bare surname.

        Example: "die britische Premierministerin May" → Theresa May in 2018.
        """
        for mention in chain.names():
            surname = self.plain(mention)
            if " " in surname:
                return None
            keys = (key for key in spoken_keys(surname) if key in self.catalogue.surnames)
            bearers = self.catalogue.surnames.get(next(keys, ""), frozenset())
            for description in self.descriptions(chain, mention):
                found = find_described(description, self.article, self.catalogue, self.named)
                if found is not None and found.actor.id in bearers:
                    return Found(found.actor, f"{found.via}, surname")
        return None

    def descriptions(self, chain: Chain, mention: Mention) -> Iterable[Description]:
        """Yield what the chain says of its actor besides the name: titles and descriptions."""
        if mention.title:
            head, modifiers = split_title(mention.title)
            titled = replace(mention, text=mention.title, head=head, modifiers=modifiers, number="Sing")
            yield describe(titled, self.catalogue, self.language)
        for nominal in chain.described():
            yield describe(nominal, self.catalogue, self.language)

    def make_named(self, chain: Chain) -> Found | None:
        """Make an actor of a name that the catalogue does not know.

        "Anna Kelly" is a full name and one actor everywhere; a bare "Müller" stays in its article.
        """
        names = [m for m in chain.names() if m.kind is not None and len(name_key(m.text)) > 1]
        if not names:
            return None
        words = self.catalogue.words[self.language]
        if all(name_key(mention.text).casefold() in words.nouns for mention in names):
            return self.make_partial(names[0], words.nouns[name_key(names[0].text).casefold()].kind, chain)
        if any(character.isdigit() for mention in names for character in mention.text):
            names = [mention for mention in names if mention.kind != "person"]
        if not names:
            return None
        kinds = Counter(mention.kind for mention in names if mention.kind)
        kind = min(kinds, key=lambda k: (-kinds[k], k))
        forms = Counter(self.plain(mention) for mention in names)
        longest = max(len(form.split()) for form in forms)
        full = [form for form in forms if len(form.split()) == longest] if kind == "person" else list(forms)
        if kind != "person" and longest > 1:
            full = [form for form in forms if len(form.split()) > 1]
        full = [form for form in full if form.removesuffix("s") == form or form.removesuffix("s") not in full]
        best = min(full, key=lambda form: (-forms[form], form))
        return self.make_actor(best, kind, "name")

    def make_actor(self, name: str, kind: Kind, via: str) -> Found:
        """Make an actor: partial, and of this article alone, if all there is is a surname."""
        plain = bare(name, self.catalogue.words[self.language])
        is_partial = kind == "person" and " " not in plain and "-" not in plain
        id_ = f"{slug(plain)}.{kind}" + (f"@{self.article.id}" if is_partial else "")
        return Found(Actor(id_, plain, kind, partial=is_partial), via)

    # descriptions

    def find_by_description(self, chain: Chain) -> Found | None:
        """Return the actor that the descriptions of a chain mean, if they agree."""
        found: list[Found] = []
        for mention in chain.described():
            actor = self.find_mentioned(mention, chain)
            if actor is not None:
                found.append(actor)
        if len({f.actor.id for f in found}) == 1:
            return found[0]
        return self.make_described(chain)

    def find_apposed(self, chain: Chain, found: Mapping[int, Found]) -> Found | None:
        """Return the person whose name stands between commas right after a description.

        Example: "der Fraktionschef der SPD im Bundestag, Thomas Oppermann, sagte …"
        """
        for mention in chain.described():
            end, number = self.names_at.get(mention.end + 2, (0, -1))
            has_commas = (
                self.article.text[mention.end : mention.end + 1] == "," == self.article.text[end : end + 1]
            )
            named = found.get(number)
            if mention.kind == "person" and end and has_commas and named and named.actor.kind == "person":
                return Found(named.actor, "apposition")
        return None

    def find_mentioned(self, mention: Mention, chain: Chain) -> Found | None:
        """Return the actor that one description means: by its words, else by its office."""
        if (decided := self.find_decided(mention)) is not None:
            return decided
        text = mention.text.split(",")[0]
        if (
            self.catalogue.words[self.language].meaning(bare(text, self.catalogue.words[self.language]))
            == "common"
        ):
            return None
        name = self.choose(self.catalogue.named(text, self.language), mention, chain)
        if name is not None and name.how != "surname":
            return Found(self.catalogue.actors[name.actor], name.how)
        if (people := self.people_of(text, mention)) is not None:
            return Found(people, "name")
        description = describe(mention, self.catalogue, self.language)
        return find_described(description, self.article, self.catalogue, self.named)

    def make_described(self, chain: Chain) -> Found | None:
        """Make an actor of this article alone from a description: "der Präsident"."""
        for mention in chain.described():
            description = describe(mention, self.catalogue, self.language)
            noun = description.noun
            kind = noun.kind if noun else mention.kind
            if kind is None:
                continue
            if kind == "person" and mention.number == "Plur":
                kind = "group"
            if self.is_office(description):
                return self.make_office(description)
            return self.make_partial(mention, kind, chain)
        return None

    def make_partial(self, mention: Mention, kind: Kind, chain: Chain) -> Found:
        """Make an actor of this article alone from the words of a description."""
        name = bare(mention.text, self.catalogue.words[self.language])
        id_ = f"{slug(name)[:LONGEST_SLUG]}.{kind}@{self.article.id}:{chain.mentions[0].start}"
        return Found(Actor(id_, name, kind, partial=True), "description")

    def is_office(self, description: Description) -> bool:
        """Tell whether a description names an office that its state or organisation has."""
        if description.noun is None or not description.of or not description.is_single:
            return False
        if description.is_narrowed or description.inner or not description.noun.offices:
            return False
        office, of = description.noun.offices[0], description.of[0]
        return (office, of) in self.catalogue.tenures or self.catalogue.actors[of].kind == "country"

    def make_office(self, description: Description) -> Found:
        """Make an actor of an office whose holder isn't certain: "President of France"."""
        office = description.noun.offices[0] if description.noun else "head"
        status = {"holder": "", "designate": "Designated ", "other": "Former "}[description.status]
        owner = self.catalogue.actors[description.of[0]].name
        owner = f"the {owner}" if owner.startswith("United ") else owner
        name = f"{status}{office.capitalize() if not status else office} of {owner}"
        return Found(Actor(f"{slug(name)}.person@{self.article.id}", name, "person", partial=True), "office")

    # decisions

    def decide(self, found: Found) -> Found | None:
        """Apply what people decided about an actor: same, different, kind, ignore."""
        actor = self.decisions.decide(found.actor, self.article, self.catalogue.actors)
        if actor is None:
            return None
        return found if actor == found.actor else Found(actor, "decision")


def split_title(title: str) -> tuple[str, tuple[str, ...]]:
    """Take a title apart into its noun, what stands before it, and what stands after it.

    Example: "stellvertretende Sprecherin des Weißen Hauses" → Sprecherin, (stellvertretende,
    Weißen Hauses); "British prime minister" → minister, (British, prime)
    """
    tokens = title.split()
    cut = next((i for i, token in enumerate(tokens) if i and token.casefold() in LINKS), len(tokens))
    *before, head = tokens[:cut]
    after = tokens[cut:]
    while after and after[0].casefold() in LINKS:
        after.pop(0)
    return head, (*before, *([" ".join(after)] if after else []))


def without_middle(name: str) -> str:
    """Take middle initials off: "Donald J. Trump" → "Donald Trump"."""
    tokens = name.split()
    kept = [t for i, t in enumerate(tokens) if i in (0, len(tokens) - 1) or len(t.rstrip(".")) > 1]
    return " ".join(kept) if len(kept) > 1 else ""


def resolve_actors(
    extraction: Extraction, catalogue: Catalogue, decisions: Decisions = NO_DECISIONS
) -> Extraction:
    """Fill in who every mention is, as far as the article, its date and the catalogue say.

    Example: "er" in a chain with "Donald Trump" → Donald Trump, via "er → Donald Trump".
    """
    chains = collect_chains(extraction)
    found = Resolver(extraction.article, catalogue, decisions).resolve(chains)

    def resolve(mention: Mention) -> Mention:
        actor = found.get(mention.chain)
        if actor is None:
            return replace(mention, actor=None, via="")
        return replace(mention, actor=actor.actor, via=explain(mention, actor))

    return replace(
        extraction,
        mentions=tuple(map(resolve, extraction.mentions)),
        triples=tuple(map_mentions(triple, resolve) for triple in extraction.triples),
    )


def collect_chains(extraction: Extraction) -> dict[int, Chain]:
    """Gather the mentions of an article by chain, each mention once."""
    chains: dict[int, dict[tuple[int, int], Mention]] = {}
    in_triples = (
        mention
        for triple in extraction.triples
        for mention in (triple.subject, triple.object, triple.attribution)
        if mention is not None
    )
    for mention in (*extraction.mentions, *in_triples):
        chains.setdefault(mention.chain, {}).setdefault((mention.start, mention.end), mention)
    ordered = sorted(chains.items(), key=lambda item: min(item[1]))
    return {number: Chain(tuple(m for _, m in sorted(spans.items()))) for number, spans in ordered}


def explain(mention: Mention, found: Found) -> str:
    """Say how a mention became the actor: "name", "office on 2025-07", "er → Donald Trump"."""
    if mention.form == "pronoun" or (mention.form == "nominal" and found.via in ("name", "alias", "surname")):
        is_itself = name_key(mention.text) == name_key(found.actor.name)
        return found.via if is_itself else f"{mention.text} → {found.actor.name}"
    return found.via


def map_mentions(triple: Triple, resolve: Resolve) -> Triple:
    """Resolve the mentions of a triple; the triple itself is never rewritten."""
    return replace(
        triple,
        subject=resolve(triple.subject),
        object=resolve(triple.object),
        attribution=resolve(triple.attribution) if triple.attribution else None,
    )
