"""Passages become spaCy documents."""

import spacy

from graphbuild.training.conllu import Name, Sentence, Word
from graphbuild.training.documents import clean_feats, make_doc
from graphbuild.training.passages import Passage

NLP = spacy.blank("de")


def short_sentence(subject: str, **more) -> Sentence:
    """Make "X schläft"."""
    return Sentence(
        words=(
            Word(subject, lemma=subject, upos="PROPN", xpos="NE", feats="Case=Nom", head=1, label="nsubj"),
            Word("schläft", lemma="schlafen", upos="VERB", xpos="VVFIN", head=1, label="ROOT"),
        ),
        **more,
    )


def test_features_kept():
    assert clean_feats("Case=Nom|Gender=Fem,Masc|Number[psor]=Sing|Foreign=Yes") == "Case=Nom"
    assert clean_feats("") == ""


def test_line_break_is_a_token_of_its_own():
    passage = Passage((short_sentence("Anna"), short_sentence("Ben")), ("\n\n", ""))
    doc = make_doc(passage, NLP.vocab)
    assert doc.text == "Anna schläft\n\nBen schläft"
    assert [token.text for token in doc] == [token.text for token in NLP.make_doc(doc.text)]
    assert [len(list(sent)) for sent in doc.sents] == [3, 2]
    assert (doc[2].tag_, doc[2].head.i, doc[3].head.i, doc[3].morph.get("Case")) == ("_SP", 1, 4, ["Nom"])


def test_names_of_unannotated_sentences_are_missing():
    """Nothing is claimed about the words of a sentence whose source has no entities."""
    passage = Passage((short_sentence("Anna", names=(Name(0, 1, "PER"),)), short_sentence("Ben")), (" ", ""))
    doc = make_doc(passage, NLP.vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Anna", "PER")]
    assert [token.ent_iob_ for token in doc] == ["B", "O", "", ""]


def test_unsure_words_are_missing():
    doc = make_doc(Passage((short_sentence("Anna", names=(), unsure=frozenset({0})),), ("",)), NLP.vocab)
    assert [token.ent_iob_ for token in doc] == ["", "O"]


def test_names_without_tree():
    sentence = Sentence(words=(Word("Anna"), Word("da")), names=(Name(0, 1, "PER"),), has_tree=False)
    doc = make_doc(Passage((sentence,), ("",)), NLP.vocab)
    assert not doc.has_annotation("DEP")
    assert doc.ents[0].label_ == "PER"
