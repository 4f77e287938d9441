"""A verb in tense, mood and voice → its finite form and what stands at the end of the clause.

In: a `Verb`, the name of a tense, active or passive. Out: a `VerbGroup` that a clause puts in place:
"rief … an", "hat … angerufen", "soll … empfangen worden sein".
"""

from dataclasses import dataclass, field

from graphbuild.training.generator.german.forms import Verb
from graphbuild.training.generator.german.table import TABLE, words
from graphbuild.training.generator.nodes import Node, Unfit

# present, past, subjunctive I, subjunctive II: singular and plural of the third person
AUXILIARIES = {
    "sein": ("ist sind", "war waren", "sei seien", "wäre wären"),
    "haben": ("hat haben", "hatte hatten", "habe hätten", "hätte hätten"),
    "werden": ("wird werden", "wurde wurden", "werde würden", "würde würden"),
    "können": ("kann können", "konnte konnten", "könne könnten", "könnte könnten"),
    "müssen": ("muss müssen", "musste mussten", "müsse müssten", "müsste müssten"),
    "sollen": ("soll sollen", "sollte sollten", "solle sollten", "sollte sollten"),
    "wollen": ("will wollen", "wollte wollten", "wolle wollten", "wollte wollten"),
    "dürfen": ("darf dürfen", "durfte durften", "dürfe dürften", "dürfte dürften"),
}
MOODS = (("Ind", "Pres"), ("Ind", "Past"), ("Sub", "Pres"), ("Sub", "Past"))
MODALS = frozenset({"können", "müssen", "sollen", "wollen", "dürfen"})
ADVERB_PARTICLES = frozenset(words(TABLE["classes"]["adverb_particles"]))


@dataclass(frozen=True)
class Tense:
    """How a clause is said: the finite auxiliary's mood and tense, a modal, perfect or not.

    Attributes:
        base: index into MOODS.
        kind: "simple", "perfect", "future" or "modal".
    """

    base: int
    kind: str = "simple"
    modal: str = ""
    perfect: bool = False


TENSES = {
    "present": Tense(0),
    "past": Tense(1),
    "perfect": Tense(0, "perfect"),
    "pluperfect": Tense(1, "perfect"),
    "future": Tense(0, "future"),
    "reported": Tense(2),
    "reported perfect": Tense(2, "perfect"),
    "reported future": Tense(2, "future"),
    "conditional": Tense(3, "future"),
    "conditional perfect": Tense(3, "perfect"),
}


def modal_tense(modal: str, base: int = 0, *, perfect: bool = False) -> Tense:
    """Make a tense with a modal verb.

    Example: sollen, perfect → "soll … angerufen haben"
    """
    return Tense(base, "modal", modal, perfect)


@dataclass
class VerbGroup:
    """The forms of one verb in a clause; `tail` stands at the end, before the finite form if that is last."""

    root: Node
    finite: Node
    tail: list[Node] = field(default_factory=list)
    whole: Node | None = None

    def at_end(self) -> list[Node]:
        """Return all forms in the order of a subordinate clause: "angerufen hat"."""
        if self.whole is not None:
            return [self.whole]
        return [*self.tail, self.finite]

    def join_particle(self) -> None:
        """Join a particle to its verb, as at the end of a clause: "anrief"."""
        if self.finite is self.root and self.tail:
            particle = self.tail.pop()
            self.root.form = particle.form + self.root.form
            self.root.lemma = particle.form + self.root.lemma


def finite_feats(mood: str, tense: str, number: str, *, passive: bool = False) -> str:
    """Write the features of a finite form."""
    voice = "|Voice=Pass" if passive else ""
    return f"Mood={mood}|Number={number}|Person=3|Tense={tense}|VerbForm=Fin{voice}"


def auxiliary(lemma: str, base: int, number: str, *, passive: bool = False) -> Node:
    """Make a finite auxiliary."""
    form = AUXILIARIES[lemma][base].split()[number == "Plur"]
    mood, tense = MOODS[base]
    if mood == "Sub" and number == "Plur" and lemma != "sein":
        tense = "Past"
    xpos = "VMFIN" if lemma in MODALS else "VAFIN"
    return Node(form, lemma, "AUX", xpos, finite_feats(mood, tense, number, passive=passive))


def infinitive_auxiliary(lemma: str, *, passive: bool = False) -> Node:
    """Make "haben", "sein", "werden" at the end of a clause."""
    return Node(lemma, lemma, "AUX", "VAINF", "VerbForm=Inf|Voice=Pass" if passive else "VerbForm=Inf")


def participle(verb: Verb) -> Node:
    """Make a past participle: "angerufen"."""
    return Node(verb.participle, verb.lemma, "VERB", "VVPP", "VerbForm=Part")


def infinitive(verb: Verb) -> Node:
    """Make an infinitive: "anrufen"."""
    return Node(verb.lemma, verb.lemma, "VERB", "VVINF", "VerbForm=Inf")


def make_group(verb: Verb, tense: Tense, number: str, *, passive: bool = False) -> VerbGroup:
    """Say a verb.

    Example: anrufen, perfect → "hat" … "angerufen"
    """
    if tense.kind == "simple" and not passive:
        return _simple(verb, tense, number)
    root, chain = _nonfinite(verb, tense, passive=passive)
    if tense.kind == "simple":
        finite = auxiliary("werden", tense.base, number, passive=True)
        label = "aux:pass"
    elif tense.kind == "perfect":
        finite = auxiliary("sein" if passive else verb.auxiliary, tense.base, number)
        label = "aux"
    else:
        finite = auxiliary(tense.modal or "werden", tense.base, number)
        label = "aux"
    finite.head, finite.label = root, label
    return VerbGroup(root, finite, [root, *chain])


def _simple(verb: Verb, tense: Tense, number: str) -> VerbGroup:
    mood, tense_name = MOODS[tense.base]
    if mood == "Sub" and number == "Plur":
        return make_group(verb, Tense(3, "future"), number)
    form = verb.form(mood, tense_name, 3, number)
    is_copula = verb.lemma in ("werden", "haben")
    tag = "VAFIN" if is_copula else "VVFIN"
    root = Node(form, verb.bare, "VERB", tag, finite_feats(mood, tense_name, number))
    if not verb.particle:
        return VerbGroup(root, root)
    upos = "ADV" if verb.particle in ADVERB_PARTICLES else "ADP"
    particle = Node(verb.particle, verb.particle, upos, "PTKVZ", "", "compound:prt", root)
    return VerbGroup(root, root, [particle])


def _nonfinite(verb: Verb, tense: Tense, *, passive: bool) -> tuple[Node, list[Node]]:
    """Make the main verb and the auxiliaries after it: "angerufen worden sein"."""
    has_infinitive = tense.kind in ("future", "modal") and not passive and not tense.perfect
    root = infinitive(verb) if has_infinitive else participle(verb)
    chain = []
    if passive and tense.kind == "perfect":
        chain.append(Node("worden", "werden", "AUX", "VAPP", "VerbForm=Part|Voice=Pass", "aux:pass", root))
    elif passive and tense.kind in ("future", "modal"):
        if tense.perfect:
            chain.append(
                Node("worden", "werden", "AUX", "VAPP", "VerbForm=Part|Voice=Pass", "aux:pass", root)
            )
        else:
            node = infinitive_auxiliary("werden", passive=True)
            node.head, node.label = root, "aux:pass"
            chain.append(node)
    if tense.perfect:
        node = infinitive_auxiliary("sein" if passive else verb.auxiliary)
        node.head, node.label = root, "aux"
        chain.append(node)
    return root, chain


def make_zu_group(verb: Verb, *, perfect: bool = False, passive: bool = False) -> tuple[Node, list[Node]]:
    """Say an infinitive with zu.

    Example: "anzurufen"; "zu treffen"; "angerufen zu haben"; "empfangen zu werden"
    """
    if perfect or passive:
        root = participle(verb)
        lemma = verb.auxiliary if not passive else "werden"
        node = infinitive_auxiliary(lemma, passive=passive)
        node.head, node.label = root, "aux:pass" if passive else "aux"
        return root, [root, Node("zu", "zu", "PART", "PTKZU", "", "mark", root), node]
    if verb.particle:
        root = Node(verb.zu_infinitive, verb.lemma, "VERB", "VVIZU", "VerbForm=Inf")
        return root, [root]
    root = infinitive(verb)
    return root, [Node("zu", "zu", "PART", "PTKZU", "", "mark", root), root]


def check_present(verb: Verb) -> None:
    """Refuse verbs without the usual forms."""
    if ("Ind", "Pres", 3, "Sing") not in verb.finite or ("Ind", "Past", 3, "Plur") not in verb.finite:
        raise Unfit(verb.lemma)
