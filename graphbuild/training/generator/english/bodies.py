"""Names and nouns → the states, places, bodies and groups of English sentences.

In: drawn names. Out: `Actor`s: "the United States", "the European Union", "three Israeli soldiers".
"""

from collections.abc import Sequence
from random import Random

from graphbuild.training.generator.english.actor import Actor, name_nodes, proper
from graphbuild.training.generator.english.forms import plural
from graphbuild.training.generator.english.table import TABLE, words
from graphbuild.training.generator.english.words import (
    common_noun,
    determiner,
    prepositional,
)
from graphbuild.training.generator.names import Names, State
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node, tag_name

ADJECTIVE_PARTS = frozenset(words(TABLE["classes"]["adjective_parts"]))
TITLE_ADJECTIVES = frozenset({"Prime", "Foreign", "Vice"})


class Bodies:
    """Draws states, bodies and groups."""

    def __init__(self, names: Names, random: Random) -> None:
        self.names = names
        self.random = random
        known = {name.replace("_", " ") for name in words(TABLE["states"]["known"])}
        self.states = [s for s in names.states if s.name in known and s.adjective]
        self.with_article = {name.replace("_", " ") for name in words(TABLE["states"]["with_article"])}
        self.cities = words(TABLE["places"]["cities"])
        self.people = [s.people for s in self.states if s.people.endswith("s")]

    def name(self, form: Sequence[str], label: str = "PER") -> Phrase:
        """Say a name."""
        nodes = name_nodes(form)
        tag_name(nodes, label)
        return Phrase(nodes, nodes[0])

    def nation(self, state: State) -> Node:
        """Make the adjective of a nation: "French"."""
        word = state.adjective
        if " " in word or "-" in word:
            raise Unfit(word)
        node = Node(word, word, "ADJ", "JJ", "Degree=Pos")
        tag_name([node], "NORP")
        return node

    # states, bodies, groups

    def state(self) -> Actor:
        """Draw a state, or its capital in its stead."""
        state = self.random.choice(self.states)
        if state.capital and " " not in state.capital and self.random.random() < 0.25:
            return Actor("state", "Neut", "Sing", lambda: self.name([state.capital], "LOC"))
        return Actor("state", "Neut", "Sing", lambda: self.state_phrase(state))

    def state_phrase(self, state: State) -> Phrase:
        """Say a state: "Russia", "the United States"."""
        parts = state.name.split()
        head = proper(parts[-1])
        nodes = []
        if len(parts) == 2 and parts[0] in words(TABLE["states"]["flat_first"]):
            nodes = name_nodes(parts)
            head = nodes[0]
        else:
            is_adjective = parts[0] in words(TABLE["states"]["adjective_first"])
            for part in parts[:-1]:
                node = Node(part, part, "ADJ", "NNP", "Degree=Pos") if is_adjective else proper(part)
                nodes.append(hang_node(node, head, "amod" if is_adjective else "compound"))
            nodes.append(head)
        tag_name(nodes, "LOC")
        if state.name in self.with_article:
            nodes.insert(0, hang_node(determiner("the"), head, "det"))
        return Phrase(nodes, head, gender="Neut")

    def city(self) -> Phrase:
        """Draw a city."""
        return self.name([self.random.choice(self.cities)], "LOC")

    def organization(self) -> Actor:
        """Draw a body with a name of its own, or a common one."""
        table = TABLE["organizations"]
        drawn = self.random.random()
        if drawn < 0.25:
            return self.body()
        key = "the" if drawn < 0.6 else "bare" if drawn < 0.93 else "plural"
        parts = self.random.choice(words(table[key])).split("_")
        number = "Plur" if key == "plural" or parts == ["Taliban"] else "Sing"
        is_bare = key == "bare"
        return Actor("organization", "Neut", number, lambda: self.organization_phrase(parts, bare=is_bare))

    def organization_phrase(self, parts: Sequence[str], *, bare: bool) -> Phrase:
        """Say a body: "the European Union", "NATO"."""
        head = proper(parts[-1])
        nodes = []
        for part in parts[:-1]:
            is_adjective = part in ADJECTIVE_PARTS
            node = Node(part, part, "ADJ", "NNP", "Degree=Pos") if is_adjective else proper(part)
            nodes.append(hang_node(node, head, "amod" if is_adjective else "compound"))
        nodes.append(head)
        tag_name(nodes, "ORG")
        if not bare:
            nodes.insert(0, hang_node(determiner("the"), head, "det"))
        return Phrase(nodes, head, "Plur" if head.xpos == "NNPS" else "Sing", "Neut")

    def body(self) -> Actor:
        """Draw a body without a name: "the government", "the Israeli army"."""
        drawn, state = self.random.random(), self.random.choice(self.states)
        key = "state_body" if drawn < 0.6 else "body"
        word = self.random.choice(words(TABLE["nouns"][key]))

        def make() -> Phrase:
            before = (self.nation(state),) if drawn < 0.5 else ()
            phrase = common_noun(word, det="the", adjectives=before)
            if 0.5 <= drawn < 0.6:
                phrase.nodes += hang(prepositional("of", self.state_phrase(state)), phrase.root, "nmod")
            return phrase

        return Actor("organization", "Neut", "Sing", make)

    def group(self) -> Actor:
        """Draw several: "Israeli soldiers", "the Kurds", "lawmakers"."""
        drawn = self.random.random()
        if drawn < 0.25 and self.people:
            people = self.random.choice(self.people)
            return Actor("group", "", "Plur", lambda: self.people_phrase(people, bare=drawn < 0.08))
        word = plural(self.random.choice(words(TABLE["nouns"]["group"])))
        state = self.random.choice(self.states)
        number = (
            self.random.choice(words(TABLE["adverbials"]["numbers"])) if self.random.random() < 0.15 else ""
        )

        def make() -> Phrase:
            before = (self.nation(state),) if drawn < 0.65 else ()
            if number:
                phrase = common_noun(word, adjectives=before)
                feats = "NumForm=Word|NumType=Card"
                phrase.nodes.insert(0, Node(number, number, "NUM", "CD", feats, "nummod", phrase.root))
                return phrase
            return common_noun(
                word, det="the" if drawn > 0.8 or 0.25 < drawn < 0.35 else "", adjectives=before
            )

        return Actor("group", "", "Plur", make)

    def people_phrase(self, people: str, *, bare: bool) -> Phrase:
        """Say a nation: "the Ukrainians", "Germans"."""
        if " " in people:
            raise Unfit(people)
        node = Node(people, people.removesuffix("s"), "PROPN", "NNPS", "Number=Plur")
        tag_name([node], "NORP")
        nodes = [node] if bare else [hang_node(determiner("the"), node, "det"), node]
        return Phrase(nodes, node, "Plur")
