"""CoNLL-U in, sentences out."""

from graphbuild.training.conllu import parse_conllu

GERMAN = """\
# newdoc id = one
# sent_id = 1
# text = Sie geht zum Arzt.
1\tSie\tsie\tPRON\tPPER\tCase=Nom\t2\tnsubj\t_\t_
2\tgeht\tgehen\tVERB\tVVFIN\t_\t0\troot\t_\tConf=0.9
3-4\tzum\t_\t_\t_\t_\t_\t_\t_\t_
3\tzu\tzu\tADP\tAPPR\t_\t5\tcase\t_\t_
4\tdem\tder\tDET\tART\tCase=Dat\t5\tdet\t_\t_
5\tArzt\tArzt\tNOUN\tNN\tCase=Dat\t2\tobl\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t$.\t_\t2\tpunct\t_\t_
"""

ENGLISH = """\
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\trun\trun\tVERB\tVB\t_\t0\troot\t_\t_
3.1\trun\trun\tVERB\tVB\t_\t_\t_\t_\t_

# newdoc id = two
1\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\t_
"""


def test_contraction_becomes_one_word():
    """ "zum" spells neither "zu" nor "dem", so it is one word with the tags of the upper one."""
    (sentence,) = parse_conllu(GERMAN.splitlines())
    assert [word.form for word in sentence.words] == ["Sie", "geht", "zum", "Arzt", "."]
    zum = sentence.words[2]
    assert (zum.upos, zum.head, zum.space) == ("ADP", 3, True)


def test_root_points_at_itself_and_heads_shift():
    (sentence,) = parse_conllu(GERMAN.splitlines())
    assert [word.head for word in sentence.words] == [1, 1, 3, 1, 1]
    assert sentence.words[1].label == "ROOT"


def test_space_and_misc():
    (sentence,) = parse_conllu(GERMAN.splitlines())
    assert not sentence.words[3].space
    assert sentence.words[1].misc == {"Conf": "0.9"}


def test_spelled_multiword_token_stays_split():
    """ "Don't" is "Do" and "n't", without a space between them; empty nodes are left out."""
    first, second = parse_conllu(ENGLISH.splitlines())
    assert [(word.form, word.space) for word in first.words] == [("Do", False), ("n't", True), ("run", True)]
    assert (first.document, second.document) == ("", "two")
