"""Four kinds of entity annotation, one scheme."""

from dataclasses import replace

import pytest

from graphbuild.training.conllu import Name, Sentence, Word
from graphbuild.training.entities import (
    add_gum_names,
    add_nationalities,
    add_silver_names,
    add_uner_names,
    decode_bio,
    read_germeval,
)
from graphbuild.training.nationalities import Nationalities, read_nationalities

STATES = (
    "name_de\tadjective_de\tadjective_en\tdemonym_en\n"
    "Polen\tpolnisch\tPolish\tPole(s)\n"
    "Russland\trussisch\tRussian\tRussian(s)\n"
)


@pytest.fixture
def german(tmp_path) -> Nationalities:
    path = tmp_path / "states.tsv"
    path.write_text(STATES, encoding="utf-8")
    return read_nationalities(path, "de")


@pytest.fixture
def english(tmp_path) -> Nationalities:
    path = tmp_path / "states.tsv"
    path.write_text(STATES, encoding="utf-8")
    return read_nationalities(path, "en")


def sentence_of(*words: Word) -> Sentence:
    return Sentence(words=words)


def texts(sentence: Sentence) -> list[tuple[str, str]]:
    return [
        (" ".join(word.form for word in sentence.words[name.start : name.end]), name.label)
        for name in sentence.names or ()
    ]


def test_bio_tags():
    tags = ["B-PER", "I-PER", "O", "I-LOC", "B-LOC", "I-ORG"]
    assert decode_bio(tags) == (
        Name(0, 2, "PER"),
        Name(3, 4, "LOC"),
        Name(4, 5, "LOC"),
        Name(5, 6, "ORG"),
    )


def test_german_nationalities(german):
    """russische, Russen, polnisch-russischen; but not Polen, which is the state as well."""
    assert german.is_nationality(Word("russische", upos="ADJ"))
    assert german.is_nationality(Word("Russen", upos="NOUN"))
    assert german.is_nationality(Word("polnisch-russischen", upos="ADJ"))
    assert not german.is_nationality(Word("Polen", upos="NOUN"))
    assert not german.is_nationality(Word("Russe", upos="PROPN", xpos="NE"))


def test_english_nationalities(english):
    """The Polish side, two Poles; but not polish and not Pole the verb."""
    assert english.is_nationality(Word("Polish", upos="ADJ"))
    assert english.is_nationality(Word("Poles", upos="PROPN", xpos="NNPS"))
    assert not english.is_nationality(Word("polish", upos="ADJ"))
    assert not english.is_nationality(Word("Polish", upos="VERB"))


def test_silver_names(german):
    """MISC on a nationality word is NORP, on a currency nothing, else it stays."""
    sentence = sentence_of(
        Word("Russische", upos="ADJ", misc={"NE": "B-MISC"}),
        Word("Euro", upos="NOUN", misc={"NE": "B-MISC"}),
        Word("Grammy", upos="PROPN", misc={"NE": "B-MISC"}),
        Word("Nawalny", upos="PROPN", misc={"NE": "B-PER"}),
        Word("russischer", upos="ADJ"),
        Word("Wiener", upos="ADJ", misc={"NE": "B-MISC"}),
    )
    assert texts(add_silver_names(sentence, german)) == [
        ("Russische", "NORP"),
        ("Grammy", "MISC"),
        ("Nawalny", "PER"),
        ("russischer", "NORP"),
        ("Wiener", "NORP"),
    ]


def test_nationalities_only_outside_names(english):
    sentence = sentence_of(
        Word("Russian", upos="ADJ"), Word("Bank", upos="PROPN"), Word("Russian", upos="ADJ")
    )
    named = add_nationalities(replace(sentence, names=(Name(0, 2, "ORG"),)), english)
    assert texts(named) == [("Russian Bank", "ORG"), ("Russian", "NORP")]


def test_germeval(tmp_path):
    """The outer layer counts; derived places are NORP, compounds with a name are nothing."""
    path = tmp_path / "dev.tsv"
    path.write_text(
        "#\tsource\n1\tDie\tO\tO\n2\tBerliner\tB-LOCderiv\tO\n3\tNATO-Länder\tB-ORGpart\tO\n"
        "4\tehren\tO\tO\n5\tFaust\tB-OTH\tB-PER\n6\t.\tO\tO\n",
        encoding="utf-8",
    )
    (sentence,) = read_germeval(path)
    assert texts(sentence) == [("Berliner", "NORP"), ("Faust", "MISC")]
    assert not sentence.has_tree
    assert [word.space for word in sentence.words] == [True, True, True, True, False, True]


def test_uner_by_tokens():
    tags = {("Ann", "saw", "Poles"): ["B-PER", "O", "B-OTH"]}
    known = add_uner_names(sentence_of(Word("Ann"), Word("saw"), Word("Poles")), tags)
    assert texts(known) == [("Ann", "PER")]
    assert known.unsure == {2}
    assert add_uner_names(sentence_of(Word("Bob")), tags).names is None


def noun(form: str, head: int, label: str, entity: str = "", *, upos: str = "PROPN") -> Word:
    xpos = {"PROPN": "NNP", "NOUN": "NN"}.get(upos, "")
    return Word(form, upos=upos, xpos=xpos, head=head, label=label, misc={"Entity": entity} if entity else {})


def test_gum_takes_the_proper_core():
    """ "(the old president (Ann Lee)person)" has the names without determiner, title and common noun."""
    sentence = sentence_of(
        noun("the", 2, "det", "(1-person-new", upos="DET"),
        noun("old", 2, "amod", upos="ADJ"),
        noun("governor", 2, "ROOT", upos="NOUN"),
        noun("President", 4, "nmod:desc", "(2-person-new"),
        noun("Ann", 2, "appos"),
        noun("Lee", 4, "flat", "2)1)"),
    )
    assert texts(add_gum_names(sentence)) == [("Ann Lee", "PER")]


def test_gum_longest_name_wins():
    sentence = sentence_of(
        noun("University", 0, "ROOT", "(7-organization-new"),
        noun("of", 2, "case", upos="ADP"),
        noun("Leeds", 0, "nmod", "(8-place-new)7)"),
    )
    assert texts(add_gum_names(sentence)) == [("University of Leeds", "ORG")]


def test_gum_leaves_common_nouns_and_dates_out():
    sentence = sentence_of(
        noun("visitors", 0, "ROOT", "(1-person-new)", upos="NOUN"),
        noun("May", 0, "nmod:unmarked", "(2-time-new)"),
    )
    assert texts(add_gum_names(sentence)) == []
