"""Predicted `Doc`s against gold sentences, by character offsets → counts and F-scores.

In: gold `Sentence`s and the Doc a pipeline made of their raw text. Out: `Score`s. A token that was
cut differently from gold counts as wrong; punctuation is left out of heads and labels.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from graphbuild.training.conllu import Sentence, Word
from graphbuild.training.passages import has_final_stop

INFLECTED = frozenset(("NOUN", "DET", "PRON"))
BOUNDARY = "‖"

Offsets = tuple[int, int]
Arc = tuple[Offsets, Offsets, str]


@dataclass(frozen=True)
class Score:
    """Precision, recall and F of a set against gold."""

    precision: float
    recall: float
    f: float


@dataclass
class Counts:
    """What was found, what is gold and what agrees, by name of the thing counted."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, gold: set[object], found: set[object]) -> None:
        """Count two sets of the same kind."""
        self.gold[name] += len(gold)
        self.found[name] += len(found)
        self.right[name] += len(gold & found)

    def score(self, name: str) -> Score:
        """Score one thing counted."""
        right = self.right[name]
        precision = right / self.found[name] if self.found[name] else 0.0
        recall = right / self.gold[name] if self.gold[name] else 0.0
        total = self.found[name] + self.gold[name]
        return Score(precision, recall, 2 * right / total if total else 0.0)


@dataclass(frozen=True)
class GoldText:
    """Gold sentences as one text, with the character offsets of every word."""

    text: str
    sentences: tuple[Sentence, ...]
    offsets: tuple[tuple[Offsets, ...], ...]


def join_sentences(sentences: Sequence[Sentence]) -> GoldText:
    """Join sentences into one text; what has no final stop gets a line of its own, as in articles."""
    text = ""
    offsets = []
    for sentence in sentences:
        places = []
        for word in sentence.words:
            places.append((len(text), len(text) + len(word.form)))
            text += word.form + (" " if word.space else "")
        text = text.rstrip(" ") + (" " if has_final_stop(sentence) else "\n\n")
        offsets.append(tuple(places))
    return GoldText(text.rstrip(), tuple(sentences), tuple(offsets))


def count_trees(gold: GoldText, doc: Doc, counts: Counts, labels: Iterable[str]) -> None:
    """Count words, tags, heads, labels and sentences of one text."""
    tokens = {_span(token): token for token in doc if not token.is_space}
    arcs: set[Arc] = set()
    for sentence, offsets in zip(gold.sentences, gold.offsets, strict=True):
        for word, place in zip(sentence.words, offsets, strict=True):
            token = tokens.get(place)
            counts.gold["words"] += 1
            counts.right["upos"] += bool(token and token.pos_ == word.upos)
            counts.right["xpos"] += bool(token and token.tag_ == word.xpos)
            counts.right["lemma"] += bool(token and token.lemma_ == word.lemma)
            count_features(word, token, counts)
            if word.label.startswith("punct"):
                continue
            head = offsets[word.head]
            arcs.add((place, head, word.label))
            counts.gold["arcs"] += 1
            if token is not None and _span(token.head) == head:
                counts.right["uas"] += 1
                counts.right["las"] += token.dep_ == word.label
    found = {_arc(token) for token in tokens.values() if token.dep_ != "punct"}
    for label in labels:
        counts.add(label, {a for a in arcs if a[2] == label}, {a for a in found if a[2] == label})
    starts = {_span(_first_word(sent))[0] for sent in doc.sents}
    counts.add("sentences", {places[0][0] for places in gold.offsets}, set(starts))


def count_features(word: Word, token: Token | None, counts: Counts) -> None:
    """Count case and number of nouns, determiners and pronouns, where gold has exactly one."""
    if word.upos not in INFLECTED:
        return
    gold = dict(item.split("=", 1) for item in word.feats.split("|") if "=" in item)
    for key in ("Case", "Number"):
        if key in gold and "," not in gold[key]:
            counts.gold[key.lower()] += 1
            counts.right[key.lower()] += bool(token and token.morph.to_dict().get(key) == gold[key])


def read_boundaries(line: str) -> tuple[str, set[int]]:
    r"""Read a case of the boundary set: its text and where sentences start.

    Example: "Kurz. ‖ Gut." → "Kurz. Gut.", {0, 6}; a literal \n is a line break.
    """
    text, starts = "", {0}
    for number, part in enumerate(line.replace("\\n", "\n").split(BOUNDARY)):
        if number and text.endswith(" ") and part.startswith(" "):
            part = part[1:]
        text += part
        starts.add(len(text))
    starts = {
        start + len(text[start:]) - len(text[start:].lstrip()) for start in starts if text[start:].strip()
    }
    return text, starts


def count_starts(starts: set[int], doc: Doc, counts: Counts) -> set[int]:
    """Count the starts of sentences, the first left out; return those found."""
    found = {_first_word(sent).idx for sent in doc.sents}
    first = {min(starts)}
    counts.add("boundaries", set(starts - first), set(found - first))
    return found


def put_particles_in_front(sentence: Sentence) -> Sentence:
    """Return the sentence with the lemmas of verbs whole.

    Example: "rief … an" with rufen → anrufen
    """
    words = list(sentence.words)
    for word in sentence.words:
        if word.label == "compound:prt" and word.lemma:
            verb = words[word.head]
            words[word.head] = replace(verb, lemma=word.form.lower() + verb.lemma)
    return replace(sentence, words=tuple(words))


def count_names(gold: GoldText, doc: Doc, counts: Counts, labels: Iterable[str]) -> None:
    """Count entities, exact in offsets and label; those that touch an unsure word don't count."""
    unsure = {
        offsets[index][0]
        for sentence, offsets in zip(gold.sentences, gold.offsets, strict=True)
        for index in sentence.unsure
    }
    expected = {
        (offsets[name.start][0], offsets[name.end - 1][1], name.label)
        for sentence, offsets in zip(gold.sentences, gold.offsets, strict=True)
        for name in sentence.names or ()
    }
    found = {
        (ent.start_char, ent.end_char, ent.label_)
        for ent in doc.ents
        if not any(token.idx in unsure for token in ent)
    }
    for label in labels:
        counts.add(label, {e for e in expected if e[2] == label}, {e for e in found if e[2] == label})


def _span(token: Token) -> Offsets:
    return token.idx, token.idx + len(token)


def _arc(token: Token) -> Arc:
    return _span(token), _span(token.head), token.dep_


def _first_word(sent: Iterable[Token]) -> Token:
    tokens = list(sent)
    return next((token for token in tokens if not token.is_space), tokens[0])
