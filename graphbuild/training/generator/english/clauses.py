"""Propositions → English clauses: finite, infinitive, gerund, relative.

In: a `Proposition` and a `Plan`. Out: a `Phrase` headed by the main verb: subject, adverbs among the
auxiliaries, verb, objects, phrases of manner, place and time.
"""

from collections.abc import Sequence
from random import Random

from graphbuild.training.generator.english.actor import Actor, genitive
from graphbuild.training.generator.english.actors import Cast
from graphbuild.training.generator.english.propositions import Argument, Proposition, is_object
from graphbuild.training.generator.english.table import TABLE, words
from graphbuild.training.generator.english.verbs import REFLEXIVES, Plan, verb_nodes
from graphbuild.training.generator.english.words import (
    adverb,
    build_chunk,
    comma,
    determiner,
    prepositional,
)
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang, hang_node


class Clauses:
    """Builds clauses."""

    def __init__(self, cast: Cast, random: Random) -> None:
        self.cast = cast
        self.random = random
        self.manner_verbs = set(words(TABLE["adverbials"]["manner_verbs"]))

    # the rest

    def rest(
        self, proposition: Proposition, plan: Plan, root: Node, *, without: Argument | None = None
    ) -> list[Node]:
        """Make particle, objects and phrases after the verb."""
        verb = proposition.verb
        particle = None
        if verb.particle:
            particle = Node(verb.particle, verb.particle, "ADP", "RP", "", "compound:prt", root)
        objects: list[Phrase] = []
        if proposition.reflexive and not plan.passive:
            objects.append(self._reflexive(proposition.subject, root))
        arguments = [a for a in proposition.arguments if a is not without]
        hosts, others = self._needs(proposition, plan, root)
        later: list[Phrase] = []
        for argument in arguments:
            if argument.on_noun:
                host = next(iter(hosts), None)
                self._hang_on_noun(host or self._last_noun(others), argument)
            elif argument.slot in ("obj", "iobj"):
                if not (plan.passive and argument.slot == "obj"):
                    phrase = self._object(argument.actor, plan)
                    hang(phrase, root, argument.slot)
                    objects.insert(0 if argument.slot == "iobj" else len(objects), phrase)
            else:
                phrase = prepositional(argument.preposition, self._object(argument.actor, plan))
                hang(phrase, root, "obl")
                later.append(phrase)
        objects += hosts
        nodes = self._with_particle(objects, particle)
        if plan.passive and plan.agent:
            agent = prepositional("by", proposition.subject.make())
            nodes += hang(agent, root, "obl:agent")
        first_others = bool(proposition.verb_noun) or self.random.random() < 0.35
        placed = [*others, *later] if first_others else [*later, *others]
        nodes += [node for phrase in sorted(placed, key=_is_clause) for node in phrase.nodes]
        for text in plan.extras:
            nodes += self.extra(text, root).nodes
        return nodes

    def _with_particle(self, objects: Sequence[Phrase], particle: Node | None) -> list[Node]:
        nodes = [node for phrase in objects for node in phrase.nodes]
        if particle is None:
            return nodes
        first = objects[0] if objects else None
        if first is not None and (first.pronoun or (len(first.nodes) < 3 and self.random.random() < 0.35)):
            return [*first.nodes, particle, *nodes[len(first.nodes) :]]
        return [particle, *nodes]

    def _needs(self, proposition: Proposition, plan: Plan, root: Node) -> tuple[list[Phrase], list[Phrase]]:
        objects: list[Phrase] = []
        others: list[Phrase] = []
        owner = proposition.subject.possessive
        for text in proposition.needs:
            phrase, label = build_chunk(text, owner=owner)
            if is_object(text) and plan.passive and proposition.argument("obj"):
                raise Unfit("passive with two objects")
            if plan.negation == "no" and is_object(text):
                self._negate(phrase)
            hang(phrase, root, label)
            is_first = label in ("obj",) or (label == "xcomp" and not text.startswith("to:"))
            (objects if is_first else others).append(phrase)
        return objects, others

    @staticmethod
    def _negate(phrase: Phrase) -> None:
        """Put "no" in place of an indefinite article or none: "no letter"."""
        first = phrase.nodes[0]
        if first.upos == "DET" and first.form in ("a", "an"):
            phrase.nodes[0] = hang_node(determiner("no"), phrase.root, "det")
        elif first.upos in ("NOUN", "ADJ"):
            phrase.nodes.insert(0, hang_node(determiner("no"), phrase.root, "det"))
        else:
            raise Unfit("no no")

    @staticmethod
    def _last_noun(phrases: Sequence[Phrase]) -> Phrase:
        for phrase in phrases:
            if phrase.root.upos == "NOUN":
                return phrase
        raise Unfit("no noun")

    def _hang_on_noun(self, host: Phrase, argument: Argument) -> None:
        under = argument.actor.make()
        is_short = argument.slot == "gen" and not under.heavy and len(under.nodes) < 4
        article = host.nodes[0] if host.nodes[0].form == "the" else None
        if is_short and article is not None and self.random.random() < 0.4:
            owner = genitive(under)
            host.nodes[0:1] = hang(owner, host.root, "nmod:poss")
            return
        host.nodes += hang(prepositional(argument.preposition, under), host.root, "nmod")

    def _object(self, actor: Actor, plan: Plan) -> Phrase:
        if plan.pronoun_object and actor.has_pronoun:
            return actor.pronoun("Acc")
        return actor.make()

    def _reflexive(self, subject: Actor, root: Node) -> Phrase:
        form = REFLEXIVES[subject.possessive]
        gender = "" if subject.key == "Plur" else f"Gender={subject.key}|"
        feats = f"Case=Acc|{gender}Number={subject.number}|Person=3|PronType=Prs|Reflex=Yes"
        node = Node(form, form, "PRON", "PRP", feats, "obj", root)
        return Phrase([node], node, pronoun=True)

    def extra(self, text: str, root: Node) -> Phrase:
        """Make a phrase of time, place or cause under the verb."""
        if text == "@city":
            phrase = prepositional("in", self.cast.city())
            hang(phrase, root, "obl")
            return phrase
        if text == "@source":
            return self._source(root)
        if text.startswith("@year"):
            year = text.split()[1]
            node = Node(year, year, "NUM", "CD", "NumForm=Digit|NumType=Card")
            phrase = prepositional("in", Phrase([node], node))
            hang(phrase, root, "obl")
            return phrase
        if text in words(TABLE["adverbials"]["time_words"]) or (" " not in text and ":" not in text):
            node = adverb(text)
            hang_node(node, root, "obl:unmarked" if node.upos == "NOUN" else "advmod")
            return Phrase([node], node)
        phrase, label = self.table_phrase(text)
        hang(phrase, root, label)
        return phrase

    def _source(self, root: Node) -> Phrase:
        """Say who says so: "according to Reuters"."""
        phrase = self.cast.draw(self.random.choice(["person", "organization", "organization"])).make()
        feats = "ExtPos=ADP|Tense=Pres|VerbForm=Part"
        first = Node("according", "accord", "VERB", "VBG", feats, "case", phrase.root)
        phrase.nodes[0:0] = [first, Node("to", "to", "ADP", "IN", "", "fixed", first)]
        hang(phrase, root, "obl")
        return phrase

    @staticmethod
    def table_phrase(text: str) -> tuple[Phrase, str]:
        """Make a phrase of a table; "because of" is one preposition of two words."""
        if not text.startswith("because of "):
            return build_chunk(text)
        phrase, _ = build_chunk(text.removeprefix("because of "))
        first = Node("because", "because", "ADP", "IN", "ExtPos=ADP", "case", phrase.root)
        phrase.nodes[0:0] = [first, Node("of", "of", "ADP", "IN", "", "fixed", first)]
        return phrase, "obl"

    # clauses

    def subject(self, proposition: Proposition, plan: Plan) -> tuple[Phrase, str]:
        """Make the subject, in the passive the object."""
        actor = proposition.subject
        if plan.passive:
            argument = proposition.argument("obj")
            if argument is None:
                raise Unfit("no object")
            actor = argument.actor
        label = "nsubj:pass" if plan.passive else "nsubj"
        if plan.pronoun_subject and actor.has_pronoun:
            return actor.pronoun("Nom"), label
        phrase = actor.make()
        phrase.number = actor.number
        return phrase, label

    def main(self, proposition: Proposition, plan: Plan, *, mark: str = "") -> Phrase:
        """Build a finite clause, perhaps after a conjunction.

        Example: "Macron was reportedly called by Trump on Monday"
        """
        subject, label = self.subject(proposition, plan)
        root, before = verb_nodes(proposition, plan, subject.number)
        nodes = [Node(mark, mark, "SCONJ", "IN", "", "mark", root)] if mark else []
        if mark == "when":
            nodes = [Node("when", "when", "ADV", "WRB", "PronType=Int", "advmod", root)]
        if plan.opener:
            opener = self.extra(plan.opener, root)
            nodes += [*opener.nodes, comma(opener.root)]
        nodes += hang(subject, root, label)
        nodes += [*before, root, *self.rest(proposition, plan, root)]
        return self._close(nodes, root, plan)

    def _close(self, nodes: list[Node], root: Node, plan: Plan) -> Phrase:
        for phrase, label, has_comma in plan.nachfeld:
            if has_comma:
                nodes.append(comma(phrase.root))
            nodes += hang(phrase, root, label)
        return Phrase(nodes, root, heavy=bool(plan.nachfeld))

    def infinitive(self, proposition: Proposition, plan: Plan, *, opening: str = "") -> Phrase:
        """Build an infinitive clause: "to meet Macron"; opening "in order": "in order to …"."""
        root = Node(proposition.verb.lemma, proposition.verb.lemma, "VERB", "VB", "VerbForm=Inf")
        nodes = [Node("to", "to", "PART", "TO", "", "mark", root)]
        if opening == "in order":
            first = Node("in", "in", "ADP", "IN", "ExtPos=SCONJ", "mark", root)
            nodes[0:0] = [first, Node("order", "order", "NOUN", "NN", "Number=Sing", "fixed", first)]
        if plan.passive:
            root.form, root.xpos = proposition.verb.participle, "VBN"
            root.feats = "Tense=Past|VerbForm=Part|Voice=Pass"
            nodes.append(Node("be", "be", "AUX", "VB", "VerbForm=Inf", "aux:pass", root))
        return Phrase([*nodes, root, *self.rest(proposition, plan, root)], root)

    def gerund(self, proposition: Proposition, plan: Plan, mark: str) -> Phrase:
        """Build a clause with a gerund: "after meeting Macron", "by arresting Navalny"."""
        root = Node(proposition.verb.gerund, proposition.verb.lemma, "VERB", "VBG", "VerbForm=Ger")
        nodes = [Node(mark, mark, "SCONJ", "IN", "", "mark", root)]
        return Phrase([*nodes, root, *self.rest(proposition, plan, root)], root)

    def participle(self, proposition: Proposition, plan: Plan) -> Phrase:
        """Build a participle clause about the object: "arrested by police in Moscow"."""
        plan = Plan(passive=True, agent=plan.agent, extras=plan.extras)
        verb = proposition.verb
        root = Node(verb.participle, verb.lemma, "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass")
        return Phrase([root, *self.rest(proposition, plan, root)], root)

    def relative(
        self, actor: Actor, proposition: Proposition, plan: Plan, argument: Argument | None, pronoun: str
    ) -> Phrase:
        """Build a relative clause about an actor: its subject, or one of its arguments.

        Example: "who called Macron", "whom Macron called", "with whom Macron spoke"
        """
        xpos = "WP" if pronoun.startswith("who") else "WDT"
        lemma = "who" if pronoun == "whom" else pronoun
        node = Node(pronoun, lemma, "PRON", xpos, "PronType=Rel")
        if argument is None:
            root, before = verb_nodes(proposition, plan, actor.number)
            hang_node(node, root, "nsubj:pass" if plan.passive else "nsubj")
            nodes = [node, *before, root, *self.rest(proposition, plan, root)]
            return self._close(nodes, root, plan)
        subject, label = self.subject(proposition, plan)
        root, before = verb_nodes(proposition, plan, subject.number)
        nodes = [node]
        if argument.preposition:
            nodes.insert(
                0, hang_node(Node(argument.preposition, argument.preposition, "ADP", "IN"), node, "case")
            )
        hang_node(node, root, {"obj": "obj", "iobj": "iobj"}.get(argument.slot, "obl"))
        nodes += hang(subject, root, label)
        nodes += [*before, root, *self.rest(proposition, plan, root, without=argument)]
        return self._close(nodes, root, plan)


def _is_clause(phrase: Phrase) -> bool:
    return phrase.root.upos == "VERB"
