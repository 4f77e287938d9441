"""Names and nouns → the persons, states, bodies and groups of German sentences.

In: drawn names. Out: `Actor`s that can be said in any case: "Merz", "Bundeskanzler Merz", "der
französische Präsident Emmanuel Macron", "die Europäische Union", "israelische Soldaten".
"""

from collections.abc import Callable, Sequence

from graphbuild.training.generator.german.actor import Actor, MakePhrase, comma, join_phrases
from graphbuild.training.generator.german.bodies import Bodies
from graphbuild.training.generator.german.chunks import noun_node, noun_phrase
from graphbuild.training.generator.german.declension import (
    agreement,
)
from graphbuild.training.generator.german.table import TABLE, words
from graphbuild.training.generator.names import Person
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, tag_name


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
        styles: list[tuple[float, Callable[[Person], Actor]]] = [(5, self._family), (4, self._full)]
        if not plain:
            styles += [(0.8, self._noun_only), (0.7, self._with_party), (0.7, self._colleague)]
            if person.gender:
                styles += [
                    (3, self._titled),
                    (2.4, self._described),
                    (1, self._of_state),
                    (1, self._apposition),
                ]
        weights = [weight for weight, _ in styles]
        make = self.random.choices([style for _, style in styles], weights)[0]
        return make(person)

    def _family(self, person: Person) -> Actor:
        return Actor(
            "person", person.gender, "Sing", lambda case: self.name(person.family, case, person.gender)
        )

    def _full(self, person: Person) -> Actor:
        return Actor(
            "person", person.gender, "Sing", lambda case: self.name(person.words, case, person.gender)
        )

    def _choose_title(self, gender: str) -> str:
        return self.random.choice(words(TABLE["titles"]["feminine" if gender == "Fem" else "masculine"]))

    def _titled(self, person: Person) -> Actor:
        title = self._choose_title(person.gender)
        form = person.words if self.random.random() < 0.5 else person.family
        has_article = self.random.random() < 0.12 and "Papst" not in title and "König" not in title

        def make(case: str) -> Phrase:
            noun = self.lexicon.noun(title)
            if has_article or case == "Gen":
                phrase = noun_phrase(noun, case, det="der")
            else:
                node = noun_node(noun, "Nom", "Sing")
                node.feats = agreement(case, noun.gender, "Sing")
                phrase = Phrase([node], node, "Sing", noun.gender)
            return self._append_name(phrase, form, person.gender)

        return Actor("person", person.gender, "Sing", make)

    def _append_name(self, phrase: Phrase, form: Sequence[str], gender: str) -> Phrase:
        phrase.nodes += hang(self.name(form, "Nom", gender), phrase.root, "appos")
        return phrase

    def _common(self, gender: str) -> str:
        return self.random.choice(
            words(TABLE["titles"]["common_feminine" if gender == "Fem" else "common_masculine"])
        )

    def _description(self, gender: str, *, det: str = "der", owned: bool = True) -> MakePhrase:
        """Describe somebody: "der frühere französische Präsident", "der neue Präsident Malis"."""
        noun = self.lexicon.noun(self._common(gender))
        state = self.random.choice(self.states)
        is_private = noun.lemma in words(TABLE["titles"]["private"])
        choice = words(TABLE["titles"]["private_adjectives" if is_private else "adjectives"])
        old = self.random.choice(choice).removesuffix("e")
        pattern = self.random.random() * (1.0 if owned and not is_private else 0.8)

        def make(case: str) -> Phrase:
            adjectives = (state.adjective,) if pattern < 0.5 else (old, state.adjective)
            if pattern > 0.8:
                adjectives = (old,)
            phrase = noun_phrase(noun, case, det=det, adjectives=adjectives)
            if pattern <= 0.8:
                self.tag_adjective(phrase, state)
            else:
                phrase.nodes += hang(self.state_phrase(state, "Gen"), phrase.root, "nmod")
            return phrase

        return make

    def _described(self, person: Person) -> Actor:
        describe = self._description(person.gender, owned=False)
        form = person.words if self.random.random() < 0.8 else person.family
        return Actor(
            "person",
            person.gender,
            "Sing",
            lambda case: self._append_name(describe(case), form, person.gender),
        )

    def _of_state(self, person: Person) -> Actor:
        state = self.random.choice([s for s in self.states if s.name not in self.articles] or self.states)
        noun = self.lexicon.noun(self._common(person.gender))
        form = person.words if self.random.random() < 0.6 else person.family

        def make(case: str) -> Phrase:
            node = noun_node(noun, case, "Sing", after="")
            owner = self.state_phrase(state, "Gen")
            if case == "Gen" or len(owner.nodes) > 1:
                raise Unfit(state.name)
            phrase = Phrase([*hang(owner, node, "nmod"), node], node, "Sing", noun.gender)
            return self._append_name(phrase, form, person.gender)

        return Actor("person", person.gender, "Sing", make)

    def _apposition(self, person: Person) -> Actor:
        describe = self._description(person.gender)
        is_reversed = self.random.random() < 0.4

        def make(case: str) -> Phrase:
            name = self.name(person.words, "Nom" if is_reversed else case, person.gender)
            description = describe(case)
            top, under = (description, name) if is_reversed else (name, description)
            nodes = [*top.nodes, comma(under.root), *hang(under, top.root, "appos"), comma(top.root)]
            return Phrase(nodes, top.root, "Sing", person.gender, marked=top.marked, heavy=True)

        return Actor("person", person.gender, "Sing", make)

    def _with_party(self, person: Person) -> Actor:
        party = self.random.choice(words(TABLE["titles"]["parties"]))

        def make(case: str) -> Phrase:
            if case == "Gen":
                raise Unfit(party)
            phrase = self.name(person.words, case, person.gender)
            node = Node(party, party, "PROPN", "NE", "Case=Nom|Number=Sing", "appos", phrase.root)
            tag_name([node], "ORG")
            opening = Node("(", "(", "PUNCT", "$(", "", "punct", node, glued="right")
            closing = Node(")", ")", "PUNCT", "$(", "", "punct", node, glued="left")
            phrase.nodes += [opening, node, closing]
            return phrase

        return Actor("person", person.gender, "Sing", make)

    def _colleague(self, person: Person) -> Actor:
        """Say somebody by another: "sein französischer Amtskollege Macron"."""
        gender = person.gender or "Masc"
        key = "colleagues_feminine" if gender == "Fem" else "colleagues_masculine"
        noun = self.lexicon.noun(self.random.choice(words(TABLE["adverbials"][key])))
        det = self.random.choice(["sein", "sein", "ihr"])
        state = self.random.choice(self.states) if self.random.random() < 0.5 else None
        form = (
            person.words
            if self.random.random() < 0.6
            else person.family
            if self.random.random() < 0.6
            else ()
        )

        def make(case: str) -> Phrase:
            phrase = noun_phrase(noun, case, det=det, adjectives=(state.adjective,) if state else ())
            if state is not None:
                self.tag_adjective(phrase, state)
            return self._append_name(phrase, form, gender) if form else phrase

        return Actor("person", gender, "Sing", make)

    def _noun_only(self, person: Person) -> Actor:
        gender = person.gender or "Masc"
        if self.random.random() < 0.5:
            return Actor("person", gender, "Sing", self._description(gender))
        key = "person_feminine" if gender == "Fem" else "person_masculine"
        noun = self.lexicon.noun(self.random.choice(words(TABLE["nouns"][key])))
        det = "ein" if self.random.random() < 0.15 else "der"
        return Actor("person", gender, "Sing", lambda case: noun_phrase(noun, case, det=det))

    # several

    def several(self, kind: str) -> Actor:
        """Draw two or three joined by "und"."""
        count = 3 if self.random.random() < 0.15 else 2
        is_plain = self.random.random() < 0.7
        actors = [self.person(plain=is_plain) if kind == "person" else self.draw(kind) for _ in range(count)]
        if len({actor.make("Nom").root.lemma for actor in actors}) < count:
            raise Unfit("twice the same")
        word = "oder" if self.random.random() < 0.04 else "und"

        def make(case: str) -> Phrase:
            return join_phrases([actor.make(case) for actor in actors], word)

        return Actor(kind, "", "Plur", make)
