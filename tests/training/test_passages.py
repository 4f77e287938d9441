"""Grouping and variation of sentences."""

from dataclasses import replace
from random import Random

import pytest

from graphbuild.training.conllu import Name, Sentence, Word
from graphbuild.training.passages import (
    Pools,
    Variation,
    change_quotes,
    drop_full_stop,
    exclaim_quotes,
    group_sentences,
    is_short,
    lower_words,
    make_passages,
    put_in_front,
    replace_full_stop,
    swap_names,
    wrap_in_quotes,
)

PLAIN = Variation(headline=0, paragraph=0, quotes=0, lower=0, names=0, wrapped=0, exclaimed=0)


def sentence_of(text: str, *, document: str = "") -> Sentence:
    """Make a flat sentence: the first word is the root."""
    forms = text.split()
    words = tuple(Word(form, head=0, label="dep" if i else "ROOT", upos="X") for i, form in enumerate(forms))
    return Sentence(words=words, document=document)


def test_groups_keep_order_and_documents_apart():
    sentences = [sentence_of(f"{number} .", document=str(number // 10)) for number in range(40)]
    groups = list(group_sentences(sentences, Random(1), single=0.1))
    assert [sentence for group in groups for sentence in group] == sentences
    assert all(len({sentence.document for sentence in group}) == 1 for group in groups)
    assert max(map(len, groups)) <= 8


def test_headline_stands_on_a_line_of_its_own():
    """A sentence without a final stop is followed by a line break."""
    sentences = [sentence_of("Neue Zölle geplant"), sentence_of("Das kostet .")] * 20
    separators = [
        separator
        for passage in make_passages(sentences, Random(3), variation=PLAIN)
        for sentence, separator in zip(passage.sentences, passage.separators, strict=True)
        if separator and sentence.words[0].form == "Neue"
    ]
    breaks = [separator for separator in separators if "\n" in separator]
    assert len(breaks) > 0.8 * len(separators)


def test_last_sentence_is_followed_by_nothing():
    passages = make_passages([sentence_of("Ja .")] * 9, Random(2), variation=PLAIN)
    assert {passage.separators[-1] for passage in passages} == {""}


def test_full_stop_is_dropped_only_when_unused():
    assert [w.form for w in drop_full_stop(sentence_of("Er kommt .")).words] == ["Er", "kommt"]
    used = sentence_of("Er kommt .")
    used = replace(used, words=(replace(used.words[0], head=2), *used.words[1:]))
    assert drop_full_stop(used) == used


@pytest.mark.parametrize("style", [("„", "“"), ("»", "«"), ("'", "'")])
def test_quotes_open_and_close(style):
    changed = change_quotes(sentence_of('Sie rief " nein " .'), style)
    assert [w.form for w in changed.words] == ["Sie", "rief", style[0], "nein", style[1], "."]


def test_lower_words():
    assert [w.form for w in lower_words(sentence_of("Paris Schläft")).words] == ["paris", "schläft"]


def test_length_of_headlines():
    assert is_short(sentence_of("Drei Wörter hier"))
    assert not is_short(sentence_of("Eins zwei"))


def test_names_change_with_their_genitive():
    """ "Anns Reise nach Peru" becomes "Evas Reise nach Chile"."""
    words = (
        Word("Anns", lemma="Ann", upos="PROPN"),
        Word("Reise", lemma="Reise", upos="NOUN"),
        Word("nach", lemma="nach", upos="ADP"),
        Word("Peru", lemma="Peru", upos="PROPN"),
        Word("Ort", lemma="Ort", upos="PROPN"),
    )
    names = (Name(0, 1, "PER"), Name(3, 4, "LOC"), Name(4, 5, "LOC"))
    pools = Pools(persons=(("Ida", "Eva"),), places=("Peru", "Peru"))
    swapped = swap_names(Sentence(words=words, names=names), pools, Random(1))
    assert [(w.form, w.lemma) for w in swapped.words[:1]] == [("Evas", "Eva")]
    assert swapped.words[3].form == "Peru"
    assert swapped.words[4].form == "Ort"


def test_a_lone_full_stop_stays() -> None:
    """A sentence that is only a full stop is not emptied."""
    lone = Sentence(words=(Word(".", head=0, label="ROOT"),))
    assert drop_full_stop(lone) is lone
    assert replace_full_stop(lone, (Word("usw."),)) is lone


def test_a_quotation_can_end_with_another_mark() -> None:
    """The comma before the speaker becomes a question mark, one at the end of a sentence doesn't."""
    forms = ('"', "Over", ",", '"', "Smith", "said", ".")
    words = tuple(Word(form, space=form not in ('"', ",", "said")) for form in forms)
    changed = exclaim_quotes(Sentence(words=words), "?")
    assert [word.form for word in changed.words] == ['"', "Over", "?", '"', "Smith", "said", "."]


def test_words_put_around_a_sentence_move_the_rest() -> None:
    """Heads, names and unsure words keep pointing at the same words."""
    sentence = Sentence(
        words=(Word("Ida", head=1, label="nsubj"), Word("kam", head=1, label="ROOT"), Word(".", head=1)),
        names=(Name(0, 1, "PER"),),
    )
    changed = put_in_front(sentence, (Word("BERLIN"), Word("–")))
    assert [word.head for word in changed.words[2:]] == [3, 3, 3]
    assert changed.names == (Name(2, 3, "PER"),)
    assert changed.unsure == {0, 1}
    (wrapped,) = wrap_in_quotes([sentence], ("„", "“"))
    assert [word.form for word in wrapped.words] == ["„", "Ida", "kam", ".", "“"]
