"""Passages → spaCy `Doc`s with everything known set, and `DocBin` files of them.

In: `Passage`s. Out: reference Docs in gold tokens; spaCy tokenises their text itself in training,
so that a pipeline learns from the tokens it will see.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from graphbuild.training.conllu import Word
from graphbuild.training.passages import Passage, join_names

NOUN_FEATURES = {"Case", "Gender", "Number", "Definite", "Degree", "PronType", "Poss", "Reflex"}
VERB_FEATURES = {"Person", "Tense", "Mood", "VerbForm", "Voice", "Polarity"}
FEATURES = NOUN_FEATURES | VERB_FEATURES
STORED = ["TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "LEMMA", "MORPH", "POS"]


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


def make_doc(passage: Passage, vocab: Vocab) -> Doc:
    """Build the reference Doc of a passage; a line break becomes a whitespace token."""
    words: list[Word] = []
    offsets: list[int] = []
    for sentence, separator in zip(passage.sentences, passage.separators, strict=True):
        offset = len(words)
        offsets.append(offset)
        words += [replace(word, head=word.head + offset) for word in sentence.words]
        words[-1] = replace(words[-1], space=separator == " ")
        if separator.strip(" "):
            words.append(_make_break(separator, head=len(words) - 1))
    doc = _fill_doc(words, vocab, has_tree=passage.sentences[0].has_tree)
    return _set_names(doc, passage, offsets)


def _make_break(separator: str, *, head: int) -> Word:
    return Word(separator, False, separator, "SPACE", "_SP", "", head, "dep")


def _fill_doc(words: list[Word], vocab: Vocab, *, has_tree: bool) -> Doc:
    forms = [word.form for word in words]
    spaces = [word.space for word in words]
    if not has_tree:
        return Doc(vocab, words=forms, spaces=spaces)
    if not all(word.upos for word in words):
        heads, deps = [word.head for word in words], [word.label for word in words]
        return Doc(vocab, words=forms, spaces=spaces, heads=heads, deps=deps)
    return Doc(
        vocab,
        words=forms,
        spaces=spaces,
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[clean_feats(word.feats) for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head for word in words],
        deps=[word.label for word in words],
    )


def _set_names(doc: Doc, passage: Passage, offsets: list[int]) -> Doc:
    """Set entities; of sentences that are not annotated they stay missing."""
    spans = [Span(doc, n.start, n.end, label=n.label) for n in join_names(passage, offsets)]
    missing = []
    for sentence, offset in zip(passage.sentences, offsets, strict=True):
        if sentence.names is None:
            missing.append(Span(doc, offset, offset + len(sentence.words)))
        missing += [Span(doc, offset + i, offset + i + 1) for i in sorted(sentence.unsure)]
    taken = {i for span in spans for i in range(span.start, span.end)}
    missing = [span for span in missing if not taken & set(range(span.start, span.end))]
    doc.set_ents(spans, missing=missing, default="outside")
    return doc


def write_docs(docs: Iterable[Doc], path: Path) -> None:
    """Write Docs to a `.spacy` file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(attrs=STORED, docs=docs).to_disk(path)
