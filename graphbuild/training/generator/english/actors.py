"""Names and nouns → the persons, states, bodies and groups of English sentences.

In: drawn names. Out: `Actor`s: "Trump", "French President Emmanuel Macron", "Macron, the former
president of Niger,", "the European Union", "Israeli soldiers".
"""

from collections.abc import Callable
from random import Random

from graphbuild.training.generator.english.actor import Actor, join_phrases, proper
from graphbuild.training.generator.english.bodies import TITLE_ADJECTIVES, Bodies
from graphbuild.training.generator.english.table import TABLE, words
from graphbuild.training.generator.english.words import (
    adjective,
    comma,
    common_noun,
    noun,
    possessive,
    prepositional,
)
from graphbuild.training.generator.names import Person
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node, tag_name


class Cast(Bodies):
    """Draws actors."""

    def draw(self, kind: str) -> Actor:
        """Draw an actor of a kind."""
        return {
            "person": self.person,
            "state": self.state,
            "organization": self.organization,
            "group": self.group,
            "body": self.body,
        }[kind]()

    # persons

    def person(self, *, plain: bool = False) -> Actor:
        """Draw a person, said in one of many ways."""
        person = self.names.person(self.random)
        styles: list[tuple[float, Callable[[Person], Phrase]]] = [(6, self._family), (5, self._full)]
        if not plain:
            styles += [(2, self._titled), (2, self._of_nation), (1.2, self._lower), (1.2, self._head)]
            styles += [(1.2, self._described), (1.2, self._apposition), (0.8, self._noun_only)]
            styles += [(0.8, self._counterpart)]
        make = self.random.choices([style for _, style in styles], [weight for weight, _ in styles])[0]
        seed = self.random.random()
        return Actor("person", person.gender, "Sing", lambda: self._seeded(seed, make, person))

    def _seeded(self, seed: float, make: Callable[[Person], Phrase], person: Person) -> Phrase:
        """Say a person; the same actor is said in the same words."""
        kept, self.random = self.random, Random(seed)
        try:
            return make(person)
        finally:
            self.random = kept

    def _family(self, person: Person) -> Phrase:
        return self.name(person.family)

    def _full(self, person: Person) -> Phrase:
        return self.name(person.words)

    def _some(self, person: Person) -> Phrase:
        return self.name(person.words if self.random.random() < 0.65 else person.family)

    def _before(self, nodes: list[Node], top: Node, person: Person) -> Phrase:
        """Put a title before a name."""
        name = self._some(person)
        hang_node(top, name.root, "nmod:desc")
        return Phrase([*nodes, *name.nodes], name.root)

    def _titled(self, person: Person) -> Phrase:
        key = "capital"
        title = self.random.choice(words(TABLE["titles"][key]))
        if title == "Mr." and person.gender == "Fem":
            title = "Ms."
        nodes, top = title_nodes(title)
        return self._before(nodes, top, person)

    def _of_nation(self, person: Person) -> Phrase:
        state = self.random.choice(self.states)
        is_american = self.random.random() < 0.2
        key = "us_capital" if is_american else "state_capital"
        nodes, top = title_nodes(self.random.choice(words(TABLE["titles"][key])))
        if is_american:
            owner = Node("US", "US", "PROPN", "NNP", "Number=Sing", "compound", top)
            tag_name([owner], "LOC")
            return self._before([owner, *nodes], top, person)
        return self._before([hang_node(self.nation(state), top, "amod"), *nodes], top, person)

    def _old(self, title: str) -> Node:
        """Draw what kind of president or journalist: "former", "veteran"."""
        is_private = title in words(TABLE["titles"]["private"])
        key = "private_adjectives" if is_private else "adjectives"
        return adjective(self.random.choice(words(TABLE["titles"][key])))

    def _lower(self, person: Person) -> Phrase:
        title = self.random.choice(words(TABLE["titles"]["lower"]))
        before = [self._old(title)]
        if self.random.random() < 0.5:
            nation = self.nation(self.random.choice(self.states))
            before = [nation] if self.random.random() < 0.5 else [*before, nation]
        phrase = common_noun(title, adjectives=tuple(before))
        return self._before(phrase.nodes, phrase.root, person)

    def _head(self, person: Person) -> Phrase:
        owner_word = self.random.choice(words(TABLE["titles"]["head_owners"]))
        head = noun(self.random.choice(words(TABLE["titles"]["heads"])))
        owner = hang_node(proper(owner_word), head, "compound")
        tag_name([owner], "ORG")
        return self._before([owner, head], head, person)

    def _description(self) -> Phrase:
        """Describe somebody: "the former French president", "the president of Niger"."""
        state = self.random.choice(self.states)
        drawn = self.random.random()
        title = self.random.choice(words(TABLE["titles"]["lower" if drawn < 0.7 else "offices"]))
        old = self._old(title)
        before = (self.nation(state),) if drawn < 0.45 else (old, self.nation(state)) if drawn < 0.7 else ()
        phrase = common_noun(title, det="the", adjectives=before)
        if drawn >= 0.7:
            phrase.nodes += hang(prepositional("of", self.state_phrase(state)), phrase.root, "nmod")
        return phrase

    def _described(self, person: Person) -> Phrase:
        phrase = self._description()
        if phrase.nodes[-1] is not phrase.root:
            raise Unfit("of-phrase before a name")
        phrase.nodes += hang(self.name(person.words), phrase.root, "appos")
        return phrase

    def _apposition(self, person: Person) -> Phrase:
        name, description = self.name(person.words), self._description()
        top, under = (name, description) if self.random.random() < 0.65 else (description, name)
        nodes = [*top.nodes, comma(under.root), *hang(under, top.root, "appos"), comma(top.root)]
        return Phrase(nodes, top.root, heavy=True)

    def _counterpart(self, person: Person) -> Phrase:
        """Say somebody by another: "his French counterpart, Emmanuel Macron,"."""
        owner = possessive(self.random.choice(["his", "his", "her", "their", "its"]))
        head = noun(self.random.choice(words(TABLE["titles"]["counterparts"])))
        nodes = [hang_node(owner, head, "nmod:poss")]
        if self.random.random() < 0.6:
            nodes.append(hang_node(self.nation(self.random.choice(self.states)), head, "amod"))
        phrase = Phrase([*nodes, head], head)
        drawn = self.random.random()
        if drawn < 0.75:
            name = self._some(person)
            is_loose = drawn < 0.35
            under = hang(name, head, "appos")
            phrase.nodes += [comma(name.root), *under, comma(head)] if is_loose else under
            phrase.heavy = is_loose
        return phrase

    def _noun_only(self, person: Person) -> Phrase:
        if self.random.random() < 0.5:
            return self._description()
        return common_noun(self.random.choice(words(TABLE["nouns"]["person"])), det="the")

    # several

    def several(self, kind: str) -> Actor:
        """Draw two or three joined by "and"."""
        count = 3 if self.random.random() < 0.15 else 2
        is_plain = self.random.random() < 0.7
        actors = [self.person(plain=is_plain) if kind == "person" else self.draw(kind) for _ in range(count)]
        if len({actor.make().root.lemma for actor in actors}) < count:
            raise Unfit("twice the same")
        return Actor(kind, "", "Plur", lambda: join_phrases([actor.make() for actor in actors]))


def title_nodes(title: str) -> tuple[list[Node], Node]:
    """Make a title's words and return the topmost: "Prime Minister", "Secretary of State"."""
    parts = title.split("_")
    if "of" in parts:
        top, case, under = proper(parts[0]), Node("of", "of", "ADP", "IN"), proper(parts[2])
        hang_node(under, top, "nmod")
        return [top, hang_node(case, under, "case"), under], top
    top = proper(parts[-1])
    nodes = []
    for part in parts[:-1]:
        is_adjective = part in TITLE_ADJECTIVES
        node = Node(part, part, "ADJ", "NNP", "Degree=Pos") if is_adjective else proper(part)
        nodes.append(hang_node(node, top, "amod" if is_adjective else "compound"))
    return [*nodes, top], top
