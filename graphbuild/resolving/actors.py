"""Chains of mentions → actors.

An Extraction comes in, the same Extraction goes out with `actor` and `via` on every mention that
is an actor. One article is resolved by itself: from its chains, its date, the catalogue and the
decisions. Next: evidence.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from graphbuild.model import Article, Extraction, LanguageCode, Mention, Triple
from graphbuild.resolving.catalogue import Catalogue
from graphbuild.resolving.decisions import NO_DECISIONS, Decisions
from graphbuild.resolving.making import is_office, make_named, make_office, make_partial
from graphbuild.resolving.names import ARTICLES, name_key, spoken_keys
from graphbuild.resolving.naming import Naming
from graphbuild.resolving.nominals import Description, Found, bare, describe, find_described

Resolve = Callable[[Mention], Mention]
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
        self.words = catalogue.words[self.language]
        self.naming = Naming(article, catalogue, decisions, ())
        self.named: frozenset[str] = frozenset()
        self.names_at: dict[int, tuple[int, int]] = {}

    def resolve(self, chains: Mapping[int, Chain]) -> dict[int, Found]:
        """Return the actor of every chain that has one: first names, then descriptions."""
        names = [mention for chain in chains.values() for mention in chain.names()]
        self.naming = Naming(self.article, self.catalogue, self.decisions, names)
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

    def find_by_name(self, chain: Chain) -> Found | None:
        """Return the actor that the best name of a chain names.

        The longest name decides: a chain of "Hunter Biden" and "Biden" is not Joe Biden.
        """
        names = sorted(
            chain.names(), key=lambda m: (-len(self.naming.plain(m).split()), -len(m.text), m.start)
        )
        for mention in names:
            if (decided := self.naming.find_decided(mention)) is not None:
                return decided
        for mention in names:
            if (known := self.naming.find_known(mention)) is not None:
                return known
            if len(self.naming.plain(mention).split()) > 1:
                break
        return self.find_titled(chain) or make_named(
            chain.names(), [self.naming.plain(mention) for mention in chain.names()], self.article, self.words
        )

    def find_titled(self, chain: Chain) -> Found | None:
        """Return who held the office that stands with a bare surname.

        Example: "die britische Premierministerin May" → Theresa May in 2018.
        """
        for mention in chain.names():
            surname = self.naming.plain(mention)
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

    def find_by_description(self, chain: Chain) -> Found | None:
        """Return the actor that the descriptions of a chain mean, if they agree."""
        found: list[Found] = []
        for mention in chain.described():
            actor = self.find_mentioned(mention)
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

    def find_mentioned(self, mention: Mention) -> Found | None:
        """Return the actor that one description means: by its words, else by its office."""
        if (decided := self.naming.find_decided(mention)) is not None:
            return decided
        text = mention.text.split(",")[0]
        if self.words.meaning(bare(text, self.words)) == "common":
            return None
        name = self.naming.choose(self.catalogue.named(text, self.language), mention)
        if name is not None and name.how != "surname":
            return Found(self.catalogue.actors[name.actor], name.how)
        if (people := self.naming.people_of(text, mention)) is not None:
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
            if is_office(description, self.catalogue):
                return make_office(description, self.article, self.catalogue)
            return make_partial(mention, kind, self.article, self.words)
        return None

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
