"""Which mentions of one article are the same actor.

Surname to full name, description to name, pronoun to its nearest fitting mention. Every link
keeps its reason; when two candidates are close, there is none. Comes after `mentions`; the
chains go into the record, actors are made of them in `resolving`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from graphbuild.extracting.found import Found
from graphbuild.extracting.names import GENITIVE_ENDINGS
from graphbuild.extracting.tree import base, has_feature
from graphbuild.languages import Language
from graphbuild.model import Mention

REACH = 2
SUBJECT_SALIENCE = 2.0
OBJECT_SALIENCE = 1.0
SENTENCE_COST = 1.5
CLOSE = 1.0


@dataclass(slots=True)
class Link:
    """The chain of a mention, why, and the mention it was linked to."""

    chain: int
    reason: str = "first"
    antecedent: int | None = None


def link_mentions(doc: Doc, found: list[Found], language: Language) -> list[Mention]:
    """Put the mentions of an article into chains.

    Example: "Donald Trump … Trump … er" → one chain of three
    """
    linker = Linker(doc, found, language)
    links = linker.link()
    return [linker.finish(i, links[i]) for i in range(len(found))]


class Linker:
    """Links mentions to earlier ones, names first, then descriptions, then pronouns."""

    def __init__(self, doc: Doc, found: list[Found], language: Language) -> None:
        self.doc = doc
        self.found = found
        self.language = language
        self.links = [Link(i) for i in range(len(found))]
        self.bare: dict[str, str] = {}
        starts = {sent.start: number for number, sent in enumerate(doc.sents)}
        self.sentence = [starts[item.root.sent.start] for item in found]

    def link(self) -> list[Link]:
        """Link every mention."""
        self.link_names()
        self.link_descriptions()
        for i, item in enumerate(self.found):
            if item.form == "pronoun":
                self.link_pronoun(i)
        return self.links

    def name_of(self, item: Found) -> str:
        """Return a name without a genitive ending, if the text has it without one too."""
        text = item.text(self.doc)
        return self.bare.get(text, text)

    def link_names(self) -> None:
        """Link equal names, and a surname to the one full name of a person that ends with it."""
        named = {item.text(self.doc): item for item in self.found if item.form == "name"}
        self.bare = {
            text: bare
            for text, item in named.items()
            if (bare := without_genitive(text)) and (bare in named or is_genitive(item))
        }
        first: dict[str, int] = {}
        for i, item in enumerate(self.found):
            if item.form == "name":
                name = self.name_of(item)
                if name in first:
                    self.links[i] = Link(self.links[first[name]].chain, f"same name as {name}", first[name])
                first.setdefault(name, i)
        for short, i in first.items():
            if self.found[i].kind not in ("person", None, "place", "organization"):
                continue
            full = {
                name
                for name in first
                if is_surname_of(short, name) and self.found[first[name]].kind == "person"
            }
            if len(full) == 1:
                self.join(i, first[full.pop()])

    def join(self, short: int, full: int) -> None:
        """Put the chain of a surname into that of the full name."""
        old, new = self.links[short].chain, self.links[full].chain
        name = self.found[full].text(self.doc)
        for i, link in enumerate(self.links):
            if link.chain == old:
                self.links[i] = Link(new, f"surname of {name}", full)
                if self.found[i].kind != "person":
                    self.found[i].kind = "person"
                self.found[i].gender = self.found[i].gender or self.found[full].gender

    def link_descriptions(self) -> None:
        """Link equal descriptions, and a bare office to the name that bore it as a title.

        Example: "Präsident Emmanuel Macron … der Präsident" → one chain
        """
        first: dict[tuple[str, tuple[str, ...]], int] = {}
        for i, item in enumerate(self.found):
            if item.form != "nominal":
                continue
            key = (item.head, item.modifiers)
            holder = self.title_holder(i)
            if holder is not None:
                name = self.found[holder].text(self.doc)
                self.links[i] = Link(self.links[holder].chain, f"title of {name}", holder)
            elif key in first:
                self.links[i] = Link(self.links[first[key]].chain, "same description", first[key])
            first.setdefault(key, i)

    def title_holder(self, i: int) -> int | None:
        """Return the one earlier person whose title says what this description says."""
        item = self.found[i]
        if item.kind != "person" or not is_definite(item, self.language):
            return None
        holders = {}
        for j, other in enumerate(self.found[:i]):
            if other.title and has_title(other.title, item):
                holders[self.links[j].chain] = j
        return next(iter(holders.values())) if len(holders) == 1 else None

    def link_pronoun(self, i: int) -> None:
        """Link a pronoun to the most salient mention that agrees, unless two are close."""
        ranked: dict[int, tuple[float, int]] = {}
        for j in self.candidates(i):
            score = self.salience(j, i)
            chain = self.links[j].chain
            if chain not in ranked or score > ranked[chain][0]:
                ranked[chain] = (score, j)
        best = sorted(ranked.values(), reverse=True)
        if best and (len(best) == 1 or best[0][0] - best[1][0] >= CLOSE):
            j = best[0][1]
            antecedent = next((k for k in (self.links[j].antecedent,) if self.found[j].form == "pronoun"), j)
            reason = f"{self.found[i].text(self.doc)} → {self.chain_name(self.links[j].chain)}"
            self.links[i] = Link(self.links[j].chain, reason, antecedent if antecedent is not None else j)

    def chain_name(self, chain: int) -> str:
        """Return the longest name in a chain, else its first words."""
        texts = [
            (self.found[i].form == "name", len(self.found[i].text(self.doc)), self.found[i].text(self.doc))
            for i, link in enumerate(self.links)
            if link.chain == chain and self.found[i].form != "pronoun"
        ]
        return max(texts)[2] if texts else ""

    def candidates(self, i: int) -> Iterable[int]:
        """Yield earlier mentions within reach that agree and are not barred by syntax."""
        pronoun = self.found[i]
        for j in range(i - 1, -1, -1):
            if self.sentence[i] - self.sentence[j] > REACH:
                return
            other = self.found[j]
            if other.form == "pronoun" and self.links[j].reason == "first":
                continue
            if agrees(pronoun, other, self.chain_gender(j)) and not is_barred(pronoun, other):
                yield j

    def chain_gender(self, j: int) -> str:
        """Return the gender that any mention of the chain has."""
        chain = self.links[j].chain
        genders = (self.found[k].gender for k, link in enumerate(self.links) if link.chain == chain)
        return next(filter(None, genders), "")

    def salience(self, j: int, i: int) -> float:
        """Score a candidate: subjects before objects before the rest, near before far."""
        role = base(self.found[j].root)
        value = {"nsubj": SUBJECT_SALIENCE, "obj": OBJECT_SALIENCE}.get(role, 0.0)
        return value - SENTENCE_COST * (self.sentence[i] - self.sentence[j])

    def finish(self, i: int, link: Link) -> Mention:
        """Make the mention that leaves this step."""
        item = self.found[i]
        start = self.doc[item.first].idx
        end = self.doc[item.last].idx + len(self.doc[item.last])
        antecedent = None
        if link.antecedent is not None and item.form != "name":
            other = self.found[link.antecedent]
            antecedent = (self.doc[other.first].idx, self.doc[other.last].idx + len(self.doc[other.last]))
        return Mention(
            start=start,
            end=end,
            text=self.doc.text[start:end],
            kind=item.kind,
            form=item.form,
            number=item.number,
            gender=item.gender,
            head=self.name_of(item) if item.form == "name" else item.head,
            modifiers=item.modifiers,
            title=item.title,
            chain=link.chain,
            reason=link.reason,
            antecedent=antecedent,
        )


def without_genitive(text: str) -> str | None:
    """Cut a genitive ending: "Trumps" → Trump, "Macron's" → Macron, "Johannes'" → Johannes."""
    for ending in GENITIVE_ENDINGS:
        if text.endswith(ending) and len(text) > len(ending) + 2:
            return text[: -len(ending)]
    return None


def is_genitive(item: Found) -> bool:
    """Whether a name stands in the genitive by the parse."""
    return has_feature(item.root, "Case", "Gen") and base(item.root) == "nmod"


def is_surname_of(short: str, full: str) -> bool:
    """Whether one name is the last word or words of the other ("von der Leyen", "Leyen")."""
    return short != full and " " in full and full.endswith(" " + short)


def is_definite(item: Found, language: Language) -> bool:
    """Whether a description is definite: "der Präsident", "the president", "dieser Mann"."""
    determiners = [child for child in item.root.children if base(child) == "det"]
    return any(child.lower_ in language.words["definite"] for child in determiners)


def has_title(title: str, item: Found) -> bool:
    """Whether a title ends with the description's noun, and says the same of it or more."""
    words = title.replace("-", " ").split()
    if not words or not words[-1].lower().endswith(item.head.lower()):
        return False
    return all(modifier.lower()[:5] in title.lower() for modifier in item.modifiers)


def agrees(pronoun: Found, other: Found, gender: str) -> bool:
    """Whether a mention can be meant by a pronoun: person, number, gender."""
    if pronoun.number == "Plur":
        return other.kind == "group" or (other.number == "Plur" and other.kind is not None)
    if other.kind not in ("person", None) or other.number == "Plur":
        return False
    return not gender or not pronoun.gender or gender == pronoun.gender


def is_barred(pronoun: Found, other: Found) -> bool:
    """Whether both are arguments of one verb, so that the pronoun can't mean the other."""
    if pronoun.root.dep_ in {"det:poss", "nmod:poss"}:
        return False
    return bool(pronoun.root.head == other.root.head or pronoun.root.head in set(other.root.children))
