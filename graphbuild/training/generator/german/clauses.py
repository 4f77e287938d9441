"""Propositions → German clauses: verb second, verb first, verb last, with zu, relative.

In: a `Proposition`, a `Plan`, what stands first. Out: a `Phrase` headed by the main verb; the middle
field is ordered pronouns – subject – time – dative – accusative – manner – prepositional.
"""

from collections.abc import Sequence

from graphbuild.training.generator.german.actor import Actor, comma
from graphbuild.training.generator.german.chunks import prepositional
from graphbuild.training.generator.german.declension import relative_pronoun
from graphbuild.training.generator.german.parts import Item, Parts, Plan
from graphbuild.training.generator.german.propositions import Argument, Proposition
from graphbuild.training.generator.german.verbs import VerbGroup, make_group, make_zu_group
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node


class Clauses(Parts):
    """Builds clauses."""

    def main(
        self,
        proposition: Proposition,
        plan: Plan,
        *,
        verb_first: bool = False,
        before: tuple[Phrase, str] | None = None,
    ) -> Phrase:
        """Build a main clause; `before` is a phrase that stands first.

        Example: "Gestern rief Trump Macron an."
        """
        subject = self.subject(proposition, plan)
        group = self.group(proposition, plan, subject.phrase.number)
        items = [subject, *self.items(proposition, plan)]
        if before is not None:
            front = [Item(before[0], before[1], "time")]
            items.append(front[0])
        else:
            front = [] if verb_first else [self._choose_front(items, plan)]
        middle = sorted((item for item in items if item not in front), key=lambda item: item.order)
        middle = self._shift(middle, fronted=bool(front) and front[0].slot == "subject")
        nodes = [*(node for item in front for node in item.phrase.nodes), group.finite]
        nodes += [node for item in middle for node in item.phrase.nodes]
        nodes += [node for node in group.tail if node is not group.finite]
        return self._close(nodes, group, items, plan)

    @staticmethod
    def _check_pronoun(items: Sequence[Item]) -> None:
        """Refuse "sie" as an object where it might be the subject: "Gestern lobte sie die SPD"."""
        subject = next((item.phrase for item in items if item.label.startswith("nsubj")), None)
        others = [item.phrase for item in items if item.slot == "pronoun object"]
        if subject is None or subject.marked or subject.pronoun:
            return
        if any(phrase.root.form == "sie" and phrase.number == subject.number for phrase in others):
            raise Unfit("sie or sie")

    @staticmethod
    def _check_neighbours(nodes: Sequence[Node]) -> None:
        """Refuse what readers could not tell apart: two long names; a dative that looks like a genitive."""
        for number in range(1, len(nodes)):
            before, node = nodes[number - 1], nodes[number]
            if before.tag is not None and node.tag is not None and before.tag is not node.tag:
                run = [n for n in nodes if n.tag is before.tag or n.tag is node.tag]
                if len(run) > 2 and before.upos == node.upos == "PROPN":
                    raise Unfit("two names side by side")
            is_dative = node.form == "der" and node.xpos == "ART" and "Case=Dat" in node.feats
            if is_dative and before.upos in ("NOUN", "PROPN"):
                raise Unfit("a dative that looks like a genitive")

    def _close(self, nodes: list[Node], group: VerbGroup, items: Sequence[Item], plan: Plan) -> Phrase:
        self._check_neighbours(nodes)
        self._check_pronoun(items)
        for item in items:
            hang(item.phrase, group.root, item.label)
        for phrase, label in plan.nachfeld:
            nodes.append(comma(phrase.root))
            nodes += hang(phrase, group.root, label)
        return Phrase(nodes, group.root, heavy=bool(plan.nachfeld))

    def group(self, proposition: Proposition, plan: Plan, number: str) -> VerbGroup:
        """Say the verb."""
        return make_group(proposition.verb, plan.tense, number, passive=plan.passive)

    def continued(self, proposition: Proposition, plan: Plan, number: str) -> Phrase:
        """Build a main clause whose subject was said before.

        Example: "Trump rief Macron an und" → "lud ihn nach Washington ein"
        """
        group = self.group(proposition, plan, number)
        items = self.items(proposition, plan)
        middle = self._shift(sorted(items, key=lambda item: item.order), fronted=True)
        nodes = [group.finite, *(node for item in middle for node in item.phrase.nodes)]
        nodes += [node for node in group.tail if node is not group.finite]
        return self._close(nodes, group, items, plan)

    def final(self, proposition: Proposition, plan: Plan, mark: str) -> Phrase:
        """Build a clause with its verb at the end.

        Example: "dass Trump Macron angerufen hat"
        """
        subject = self.subject(proposition, plan)
        group = self.group(proposition, plan, subject.phrase.number)
        group.join_particle()
        items = [subject, *self.items(proposition, plan)]
        node = Node(mark, mark, "SCONJ", "KOUS", "", "mark", group.root)
        middle = self._shift(sorted(items, key=lambda item: item.order), fronted=False)
        nodes = [node, *(n for item in middle for n in item.phrase.nodes), *self._end(group)]
        return self._close(nodes, group, items, plan)

    @staticmethod
    def _end(group: VerbGroup) -> list[Node]:
        return [group.finite] if group.finite is group.root else [*group.tail, group.finite]

    def with_zu(
        self, proposition: Proposition, plan: Plan, *, mark: str = "", perfect: bool = False
    ) -> Phrase:
        """Build an infinitive clause.

        Example: "um Macron in Paris zu treffen"
        """
        root, verbs = make_zu_group(proposition.verb, perfect=perfect, passive=plan.passive)
        items = self.items(proposition, plan)
        nodes = [Node(mark, mark, "ADP", "KOUI", "", "mark", root)] if mark else []
        for item in sorted(items, key=lambda item: item.order):
            nodes += hang(item.phrase, root, item.label)
        return Phrase([*nodes, *verbs], root)

    def relative(
        self, actor: Actor, proposition: Proposition, plan: Plan, argument: Argument | None
    ) -> Phrase:
        """Build a relative clause about an actor: its subject, or one of its arguments.

        Example: "den Trump angerufen hat"; argument None: "der Trump angerufen hat"
        """
        case = "Nom" if argument is None else argument.case
        node = relative_pronoun(case, actor.gender or "Masc", actor.number)
        pronoun = Phrase([node], node, actor.number, actor.gender)
        if argument is None:
            label, number = ("nsubj:pass" if plan.passive else "nsubj"), actor.number
            items = self.items(proposition, plan)
        else:
            subject = self.subject(proposition, plan)
            number = subject.phrase.number
            items = [subject, *self.items(proposition, plan, without=argument)]
            label = {"Acc": "obj", "Dat": "obl:arg"}[case]
            if argument.preposition:
                pronoun = prepositional(argument.preposition, pronoun, contract=False)
                label = "obl"
        group = self.group(proposition, plan, number)
        group.join_particle()
        middle = self._shift(sorted(items, key=lambda item: item.order), fronted=False)
        nodes = [*hang(pronoun, group.root, label), *(n for item in middle for n in item.phrase.nodes)]
        return self._close([*nodes, *self._end(group)], group, items, plan)

    def whose(self, actor: Actor, noun: Phrase, proposition: Proposition, plan: Plan) -> Phrase:
        """Build a relative clause about something of an actor.

        Example: "dessen Partei Trump unterstützt"; `noun` is its subject
        """
        node = relative_pronoun("Gen", actor.gender or "Masc", actor.number)
        group = self.group(proposition, plan, noun.number)
        group.join_particle()
        noun.nodes.insert(0, hang_node(node, noun.root, "nmod"))
        items = [Item(noun, "nsubj", "subject"), *self.items(proposition, plan)]
        middle = sorted(items, key=lambda item: (item.slot != "subject", item.order))
        nodes = [*(n for item in middle for n in item.phrase.nodes), *self._end(group)]
        return self._close(nodes, group, items, plan)

    # order

    def _choose_front(self, items: Sequence[Item], plan: Plan) -> Item:
        subject = items[0]
        if plan.front:
            asked = [item for item in items if item.slot.endswith(plan.front)]
            if asked and self._can_stand_first(asked[0], subject, items):
                return asked[0]
        weights = [self._front_weight(item, subject, items) for item in items]
        return self.random.choices(items, weights)[0]

    def _front_weight(self, item: Item, subject: Item, items: Sequence[Item]) -> float:
        if item is subject:
            return 6.0
        if not self._can_stand_first(item, subject, items):
            return 0.0
        usual = {"time": 6.0, "topic": 3.0, "again": 0.3, "place": 1.2, "sentence adverb": 0.0, "agent": 0.8}
        usual |= {"object": 2.0, "dative": 1.5, "prepositional": 0.7, "pronoun object": 0.8}
        is_plain = item.slot == "object" and not item.phrase.marked and not subject.phrase.pronoun
        return 0.5 if is_plain else usual.get(item.slot, 0.0)

    @staticmethod
    def _can_stand_first(item: Item, subject: Item, items: Sequence[Item]) -> bool:
        """An object may come first only where its form or agreement shows that it is none of a subject."""
        if item.slot in ("object", "dative", "pronoun object"):
            differs = item.phrase.number != subject.phrase.number
            is_shown = item.phrase.marked or subject.phrase.pronoun or subject.phrase.marked or differs
            return is_shown and item.phrase.root.form != "sie"
        return item.slot not in ("reflexive", "not", "manner", "fixed", "indefinite", "sentence adverb")

    def _shift(self, items: list[Item], *, fronted: bool) -> list[Item]:
        """Vary the middle field: sich after a pronoun, a short object before the time."""
        slots = [item.slot for item in items]
        if "subject" in slots and "reflexive" in slots and self.random.random() < 0.2:
            reflexive = items.pop(slots.index("reflexive"))
            items.insert([item.slot for item in items].index("subject") + 1, reflexive)
        for late in ("object", "dative"):
            slots = [item.slot for item in items]
            if late in slots and "time" in slots and self.random.random() < 0.35:
                moved = items.pop(slots.index(late))
                items.insert([item.slot for item in items].index("time"), moved)
        return items
