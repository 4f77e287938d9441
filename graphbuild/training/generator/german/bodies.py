"""Names and nouns → the states, places, bodies and groups of German sentences.

In: drawn names. Out: `Actor`s: "die Türkei", "die Europäische Union", "drei israelische Soldaten".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from graphbuild.training.generator.german.actor import Actor
from graphbuild.training.generator.german.chunks import noun_phrase, prepositional
from graphbuild.training.generator.german.declension import (
    adjective,
    agreement,
    definite_article,
)
from graphbuild.training.generator.german.forms import Noun
from graphbuild.training.generator.german.lexicon import Lexicon
from graphbuild.training.generator.german.table import TABLE, words
from graphbuild.training.generator.names import Names, State
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node, tag_name

SIBILANTS = ("s", "x", "z", "ß", "ce", "š", "ž", "ç", "sh", "ch")
ARTICLES = {"Fem": "die", "Masc": "der", "Neut": "das"}


@dataclass(frozen=True)
class Organization:
    """A body with its article, or none."""

    name: tuple[str, ...]
    gender: str
    bare: bool = False


def read_organizations() -> list[Organization]:
    """Read the bodies of `german.toml`."""
    found = []
    for gender, text in TABLE["organizations"].items():
        if gender == "media":
            continue
        for word in words(text):
            is_bare = gender == "bare"
            found.append(Organization(tuple(word.split("_")), "Neut" if is_bare else gender, is_bare))
    return found


class Bodies:
    """Draws states, bodies and groups."""

    def __init__(self, names: Names, lexicon: Lexicon, random: Random) -> None:
        self.names = names
        self.lexicon = lexicon
        self.random = random
        known = set(words(TABLE["states"]["known"]))
        self.articles = {name: g for g in ("Fem", "Masc", "Plur") for name in words(TABLE["states"][g])}
        self.states = [s for s in names.states if s.name in known or s.name in self.articles]
        usa = next((s for s in names.states if s.name == "Vereinigte Staaten"), None)
        if usa is not None:
            self.states += [State("USA", "amerikanisch", usa.people, "Washington")] * 4
        self.organizations = read_organizations()
        self.cities = [c.split("_")[0] for c in words(TABLE["places"]["cities"]) if "_" not in c]
        self.people = [s.people for s in self.states if s.people and s.people[-1] in "nr"]

    def name(self, form: Sequence[str], case: str, gender: str, label: str = "PER") -> Phrase:
        """Say a name: first word on top, the others flat.

        Example: Ursula von der Leyen, Dat
        """
        nodes: list[Node] = []
        for number, word in enumerate(form):
            is_last = number == len(form) - 1
            ending = "s" if case == "Gen" and is_last else ""
            if ending and word.endswith(SIBILANTS):
                raise Unfit(word)
            node = Node(word + ending, word, "PROPN", "NE", agreement(case, gender, "Sing"))
            nodes.append(node if not nodes else hang_node(node, nodes[0], "flat"))
        tag_name(nodes, label)
        return Phrase(nodes, nodes[0], "Sing", gender)

    @staticmethod
    def tag_adjective(phrase: Phrase, state: State) -> None:
        """Tag the adjective of a state as the name of a nation."""
        for node in phrase.nodes:
            if node.lemma == state.adjective:
                tag_name([node], "NORP")

    # states, bodies, groups

    def state(self) -> Actor:
        """Draw a state, or its capital in its stead."""
        state = self.random.choice(self.states)
        if state.capital and self.random.random() < 0.25:
            city = state.capital
            return Actor("state", "Neut", "Sing", lambda case: self.place(city, case))
        gender = self.articles.get(state.name, "Neut")
        number = "Plur" if gender == "Plur" else "Sing"
        return Actor(
            "state",
            "" if number == "Plur" else gender,
            number,
            lambda case: self.state_phrase(state, case),
        )

    def state_phrase(self, state: State, case: str) -> Phrase:
        """Say a state: "Russland", "der Türkei", "die USA"."""
        gender = self.articles.get(state.name, "")
        if not gender:
            return self.place(state.name, case)
        number = "Plur" if gender == "Plur" else "Sing"
        gender = "" if number == "Plur" else gender
        form = state.name
        if number == "Plur" and case == "Dat" and form.endswith("e"):
            form += "n"
        if case == "Gen" and gender == "Masc" and not form.endswith(SIBILANTS):
            form += "s"
        node = Node(form, state.name, "PROPN", "NE", agreement(case, gender, number))
        tag_name([node], "LOC")
        article = hang_node(definite_article(case, gender, number), node, "det")
        return Phrase([article, node], node, number, gender, marked=gender == "Masc")

    def place(self, name: str, case: str) -> Phrase:
        """Say a place without article: "Berlin", "Russlands"."""
        phrase = self.name(name.split(), case, "Neut", "LOC")
        return Phrase(phrase.nodes, phrase.root, "Sing", "Neut")

    def city(self, case: str = "Dat") -> Phrase:
        """Draw a city."""
        return self.place(self.random.choice(self.cities), case)

    def organization(self) -> Actor:
        """Draw a body with a name of its own, or a common one."""
        if self.random.random() < 0.3:
            return self.body()
        drawn = self.random.choice(self.organizations)
        number = "Plur" if drawn.gender == "Plur" else "Sing"
        gender = "" if number == "Plur" else drawn.gender
        return Actor("organization", gender, number, lambda case: self.organization_phrase(drawn, case))

    def organization_phrase(self, drawn: Organization, case: str) -> Phrase:
        """Say a body: "die Nato", "der Europäischen Union", "Reuters"."""
        number = "Plur" if drawn.gender == "Plur" else "Sing"
        gender = "" if number == "Plur" else drawn.gender
        head = self._organization_head(drawn, case, gender, number)
        nodes = []
        if len(drawn.name) == 2 and drawn.name[0].endswith(("e", "en")) and not drawn.bare:
            stem = drawn.name[0].removesuffix("n").removesuffix("e")
            node = adjective(stem, case, gender, number, after="def")
            node.upos, node.lemma = "PROPN", stem.lower()
            nodes.append(hang_node(node, head, "amod"))
            nodes.append(head)
        elif len(drawn.name) > 2 and not drawn.bare:
            raise Unfit(" ".join(drawn.name))
        else:
            nodes.append(head)
            feats = agreement(case, gender, number)
            for word in drawn.name[1:]:
                nodes.append(Node(word, word, "PROPN", "NE", feats, "flat", head))
        tag_name(nodes, "ORG")
        if drawn.bare:
            return Phrase(nodes, head, number, gender)
        article = hang_node(definite_article(case, gender, number), head, "det")
        return Phrase([article, *nodes], head, number, gender, marked=gender == "Masc")

    def _organization_head(self, drawn: Organization, case: str, gender: str, number: str) -> Node:
        has_adjective = len(drawn.name) == 2 and drawn.name[0].endswith(("e", "en")) and not drawn.bare
        word = drawn.name[-1] if has_adjective else drawn.name[0]
        feats = agreement(case, gender, number, plural_gender=True)
        if word in self.lexicon.nouns and number == "Sing":
            noun = self.lexicon.noun(word)
            return Node(noun.form(case), word, "PROPN", "NN", agreement(case, noun.gender, number))
        form, lemma = word, word
        if case == "Gen" and gender in ("Masc", "Neut") and not drawn.bare and word[-1].islower():
            form = word if word.endswith(SIBILANTS) else word + "s"
        if drawn.bare and case == "Gen":
            raise Unfit(word)
        if number == "Plur" and word.endswith("en") and word != "Nationen":
            lemma = word.removesuffix("n")
        return Node(form, lemma, "PROPN", "NN" if word in ("Grünen", "Nationen", "Wähler") else "NE", feats)

    def body(self) -> Actor:
        """Draw a body without a name: "die Regierung", "die israelische Armee", "die Regierung in Kiew"."""
        table = TABLE["nouns"]
        state = self.random.choice(self.states)
        pattern = self.random.random()
        of_state = pattern < 0.55
        noun = self.lexicon.noun(
            self.random.choice(words(table["state_organization" if of_state else "organization"]))
        )
        city = self.random.choice(self.cities)

        def make(case: str) -> Phrase:
            adjectives = (state.adjective,) if pattern < 0.4 else ()
            phrase = noun_phrase(noun, case, det="der", adjectives=adjectives)
            self.tag_adjective(phrase, state)
            if 0.4 <= pattern < 0.48:
                phrase.nodes += hang(prepositional("in", self.place(city, "Dat")), phrase.root, "nmod")
            elif 0.48 <= pattern < 0.55:
                phrase.nodes += hang(self.state_phrase(state, "Gen"), phrase.root, "nmod")
            return phrase

        return Actor("organization", noun.gender, "Sing", make)

    def group(self) -> Actor:
        """Draw several: "die Kurden", "israelische Soldaten", "mehrere Abgeordnete"."""
        if self.random.random() < 0.35 and self.people:
            people = self.random.choice(self.people)
            return Actor("group", "", "Plur", lambda case: self.people_phrase(people, case))
        noun = self.lexicon.noun(self.random.choice(words(TABLE["nouns"]["group"])))
        state = self.random.choice(self.states)
        pattern = self.random.random()

        number = (
            self.random.choice(words(TABLE["adverbials"]["numbers"])) if self.random.random() < 0.15 else ""
        )

        def make(case: str) -> Phrase:
            if number:
                return self._counted(noun, number, state if pattern < 0.3 else None, case)
            if case == "Gen" and 0.3 <= pattern < 0.5:
                raise Unfit(noun.lemma)
            adjectives = (state.adjective,) if 0.3 < pattern < 0.8 else ()
            det = "der" if pattern < 0.15 or pattern > 0.5 else ""
            quantifier = ("mehrere" if case in ("Nom", "Acc") else "") if pattern < 0.3 and not det else ""
            if not det and not quantifier and not adjectives:
                raise Unfit(noun.lemma)
            phrase = noun_phrase(noun, case, "Plur", det=det, adjectives=adjectives, quantifier=quantifier)
            self.tag_adjective(phrase, state)
            return phrase

        return Actor("group", "", "Plur", make)

    def _counted(self, noun: Noun, number: str, state: State | None, case: str) -> Phrase:
        """Count some: "drei israelische Soldaten"."""
        if case == "Gen":
            raise Unfit(number)
        phrase = noun_phrase(noun, case, "Plur", adjectives=(state.adjective,) if state else ())
        if state is not None:
            self.tag_adjective(phrase, state)
        phrase.nodes.insert(0, Node(number, number, "NUM", "CARD", "NumType=Card", "nummod", phrase.root))
        return phrase

    def people_phrase(self, people: str, case: str) -> Phrase:
        """Say a nation: "die Ukrainer", "den Ukrainern"."""
        form = people if case != "Dat" or people[-1] in "ns" else people + "n"
        lemma = people if people.endswith("er") else people.removesuffix("n")
        node = Node(form, lemma, "NOUN", "NN", agreement(case, "Masc", "Plur", plural_gender=True))
        tag_name([node], "NORP")
        article = hang_node(definite_article(case, "", "Plur"), node, "det")
        return Phrase([article, node], node, "Plur", "")
