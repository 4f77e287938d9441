"""Which labels each head of the encoder chooses from, collected from the training sentences.

Out: `Labels`, kept beside the weights as JSON.
"""

from collections import Counter
from collections.abc import Iterable

from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.lemma_rules import make_rule
from graphbuild.training.conllu import Sentence

ENTITIES = ("PER", "ORG", "LOC", "NORP", "MISC")
NOUN_FEATURES = {"Case", "Gender", "Number", "Definite", "Degree", "PronType", "Poss", "Reflex"}
VERB_FEATURES = {"Person", "Tense", "Mood", "VerbForm", "Voice", "Polarity"}
FEATURES = NOUN_FEATURES | VERB_FEATURES
RAREST_RULE = 3
RAREST_LABEL = 5


def collect_labels(sentences: Iterable[Sentence]) -> Labels:
    """Collect every label; rules and dependency labels seen only once or twice are left out."""
    upos, xpos, rules, deps, feats = (Counter[str]() for _ in range(5))
    for sentence in sentences:
        for word in sentence.words:
            if word.upos:
                upos[word.upos] += 1
                xpos[word.xpos] += 1
                feats.update(clean_feats(word.feats).split("|"))
                rules[make_rule(word.form, word.lemma) or ""] += 1
            if word.label:
                deps[word.label] += 1
    values = {
        key: ("", *sorted(item for item in feats if item.startswith(key + "="))) for key in sorted(FEATURES)
    }
    return Labels(
        upos=tuple(sorted(upos)),
        xpos=keep_frequent(xpos, RAREST_LABEL),
        feats={
            key: tuple(item.partition("=")[2] for item in items)
            for key, items in values.items()
            if len(items) > 1
        },
        lemma=keep_frequent(rules, RAREST_RULE),
        deps=keep_frequent(deps, RAREST_LABEL),
        names=("O", *(f"{part}-{label}" for label in ENTITIES for part in "BIES")),
    )


def clean_feats(feats: str) -> str:
    """Keep the features that extraction may ask for; of several values none.

    Example: "Case=Nom|Gender=Fem,Masc|Number[psor]=Sing" → "Case=Nom"
    """
    kept = []
    for item in feats.split("|"):
        key, _, value = item.partition("=")
        if key in FEATURES and "," not in value:
            kept.append(item)
    return "|".join(kept)


def keep_frequent(counts: Counter[str], at_least: int) -> tuple[str, ...]:
    """Return the labels seen so often, sorted, without the empty one."""
    return tuple(sorted(label for label, count in counts.items() if count >= at_least and label))
