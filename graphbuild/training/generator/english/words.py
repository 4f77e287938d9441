"""English words with the treebank's tags and features, and phrases from tables.

In: texts such as "on the sidelines of the summit", "~house arrest", "to:end the war". Out: fresh
`Phrase`s with the label under which they hang on their verb.
"""

from graphbuild.training.generator.english.forms import gerund, is_plural, singular
from graphbuild.training.generator.english.table import TABLE, words
from graphbuild.training.generator.nodes import Node, Phrase, hang, hang_node, tag_name

PREPOSITIONS = frozenset(words(TABLE["classes"]["prepositions"]))
DEFINITE = "Definite=Def|PronType=Art"
INDEFINITE = "Definite=Ind|PronType=Art"
POSSESSIVES = {
    "his": "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
    "her": "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
    "its": "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
    "their": "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
}
DETERMINERS = {
    "the": DEFINITE,
    "a": INDEFINITE,
    "an": INDEFINITE,
    "this": "Number=Sing|PronType=Dem",
    "these": "Number=Plur|PronType=Dem",
    "no": "PronType=Neg",
    "some": "PronType=Ind",
}
CALENDAR = frozenset(words(TABLE["classes"]["calendar"]))
COMPARATIVES = {"more": "more", "higher": "high"}


def comma(head: Node) -> Node:
    """Make a comma."""
    return Node(",", ",", "PUNCT", ",", "", "punct", head, glued="left")


def determiner(form: str) -> Node:
    """Make an article or the like."""
    lemma = {"an": "a", "these": "this"}.get(form, form)
    return Node(form, lemma, "DET", "DT", DETERMINERS[form])


def possessive(form: str) -> Node:
    """Make a possessive: "his", "its"."""
    return Node(form, form, "PRON", "PRP$", POSSESSIVES[form])


def noun(form: str) -> Node:
    """Make a common noun in the number that its form has."""
    if form in CALENDAR:
        return Node(form, form, "PROPN", "NNP", "Number=Sing")
    if is_plural(form):
        return Node(form, singular(form), "NOUN", "NNS", "Number=Plur")
    return Node(form, form, "NOUN", "NN", "Number=Sing")


def adjective(form: str) -> Node:
    """Make an adjective."""
    if form in COMPARATIVES:
        return Node(form, COMPARATIVES[form], "ADJ", "JJR", "Degree=Cmp")
    return Node(form, form.lower() if not form[0].isupper() else form, "ADJ", "JJ", "Degree=Pos")


def adverb(form: str) -> Node:
    """Make an adverb; "yesterday" is a noun to the treebank."""
    if form in ("yesterday", "today"):
        return Node(form, form, "NOUN", "NN", "Number=Sing")
    if form in ("earlier", "later"):
        return Node(form, {"earlier": "early", "later": "late"}[form], "ADV", "RBR", "Degree=Cmp")
    return Node(form, form, "ADV", "RB")


def preposition(form: str) -> Node:
    """Make a preposition."""
    return Node(form, form, "ADP", "IN")


def prepositional(form: str, phrase: Phrase) -> Phrase:
    """Put a preposition before a phrase."""
    phrase.nodes.insert(0, hang_node(preposition(form), phrase.root, "case"))
    return phrase


def common_noun(text: str, *, det: str = "", adjectives: tuple[Node, ...] = ()) -> Phrase:
    """Build a noun phrase; "~foreign_minister" is a compound noun.

    Example: "~foreign_minister", the, French → "the French foreign minister"
    """
    parts = text.removeprefix("~").split("_")
    head = noun(parts[-1])
    nodes = [hang_node(determiner(det), head, "det")] if det else []
    nodes += [hang_node(node, head, "amod") for node in adjectives]
    for part in parts[:-1]:
        is_adjective = part in ("foreign", "prime", "central")
        node = adjective(part) if is_adjective else noun(part)
        nodes.append(hang_node(node, head, "amod" if is_adjective else "compound"))
    number = "Plur" if head.xpos == "NNS" else "Sing"
    return Phrase([*nodes, head], head, number)


def build_chunk(text: str, *, owner: str = "its") -> tuple[Phrase, str]:
    """Build a phrase of a table and say how it hangs on its verb.

    Example: "to:end the war" → xcomp; "under ~house arrest" → obl; "his word" → obj
    """
    kind, _, rest = text.rpartition(":")
    tokens = rest.split()
    if kind == "to":
        return _infinitive(tokens, owner), "xcomp"
    if kind == "ger":
        return _gerund(tokens, owner), "advcl"
    if kind in ("adj", "adv"):
        node = adjective(rest) if kind == "adj" else adverb(rest)
        return Phrase([node], node), "xcomp" if kind == "adj" else "advmod"
    label = {"bare": "obl:unmarked", "nom": "xcomp", "xobj": "xcomp"}.get(kind, "obj")
    if tokens[0] in PREPOSITIONS:
        return _noun_phrase(tokens[1:], tokens[0], owner), "obl"
    return _noun_phrase(tokens, "", owner), label


def _infinitive(tokens: list[str], owner: str) -> Phrase:
    root = Node(tokens[0], tokens[0], "VERB", "VB", "VerbForm=Inf")
    nodes = [Node("to", "to", "PART", "TO", "", "mark", root), root]
    return _with_rest(nodes, root, tokens[1:], owner)


def _gerund(tokens: list[str], owner: str) -> Phrase:
    root = Node(gerund(tokens[1]), tokens[1], "VERB", "VBG", "VerbForm=Ger")
    nodes = [Node(tokens[0], tokens[0], "SCONJ", "IN", "", "mark", root), root]
    return _with_rest(nodes, root, tokens[2:], owner)


def _with_rest(nodes: list[Node], root: Node, rest: list[str], owner: str) -> Phrase:
    if rest:
        phrase, label = build_chunk(" ".join(rest), owner=owner)
        nodes += hang(phrase, root, label)
    return Phrase(nodes, root)


def _noun_phrase(tokens: list[str], before: str, owner: str) -> Phrase:
    """Build determiner, adjectives, compound parts, noun, and what hangs on the noun."""
    end = next((i for i, token in enumerate(tokens) if i and token in PREPOSITIONS), len(tokens))
    own, rest = tokens[:end], tokens[end:]
    form, _, tag = own[-1].partition("@")
    head = noun(form)
    nodes = []
    for token in own[:-1]:
        if token in DETERMINERS:
            nodes.append(hang_node(determiner(token), head, "det"))
        elif token in POSSESSIVES:
            nodes.append(hang_node(possessive(owner), head, "nmod:poss"))
        elif token.startswith("~"):
            nodes.append(hang_node(noun(token[1:]), head, "compound"))
        else:
            nodes.append(hang_node(adjective(token), head, "amod"))
    nodes.append(head)
    if tag:
        tag_name([head], tag)
    phrase = Phrase(nodes, head, "Plur" if head.xpos in ("NNS", "NNPS") else "Sing")
    if before:
        prepositional(before, phrase)
    if rest:
        under, _ = build_chunk(" ".join(rest), owner=owner)
        phrase.nodes += hang(under, head, "nmod")
    return phrase
