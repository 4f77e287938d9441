"""Constructions on hand-written parses: no model, the same tree every time."""

from conftest import parse

from graphbuild.extracting import extract_triples
from graphbuild.model import Article, Extraction, KnownName, LanguageCode, fingerprint

KNOWN = {name: KnownName("person", "Masc") for name in ("Trump", "Macron", "Putin", "Xi", "Scholz", "Peskow")}


def extract(written: str, language: LanguageCode = "de", published: str | None = "2025-07-09") -> Extraction:
    doc = parse(written)
    article = Article(fingerprint(doc.text), "hand", doc.text, language, published)
    return extract_triples(article, doc, KNOWN)


def triples(written: str, language: LanguageCode = "de") -> list[tuple[str, str, str, str, str]]:
    return [
        (t.subject.text, t.relation, t.object.text, t.polarity, t.modality)
        for t in extract(written, language).triples
    ]


def test_separated_particle() -> None:
    """Trump rief am Montag Macron an."""
    written = """
        Trump Trump PROPN nsubj 2
        rief rufen VERB root 0 VerbForm=Fin
        am an ADP case 4
        Montag Montag NOUN obl 2
        Macron Macron PROPN obj 2
        an an ADP compound:prt 2
        . . PUNCT punct 2
    """
    assert triples(written) == [("Trump", "CALLS", "Macron", "positive", "asserted")]
    (triple,) = extract(written).triples
    assert triple.event_date == "2025-07-07"
    assert triple.predicate.lemma == "anrufen"
    assert "anrufen" in triple.rules


def test_passive_turns_round() -> None:
    """Macron wurde von Trump angerufen."""
    written = """
        Macron Macron PROPN nsubj:pass 5
        wurde werden AUX aux:pass 5 VerbForm=Fin
        von von ADP case 4
        Trump Trump PROPN obl:agent 5
        angerufen anrufen VERB root 0 VerbForm=Part
        . . PUNCT punct 5
    """
    assert triples(written) == [("Trump", "CALLS", "Macron", "positive", "asserted")]


def test_english_passive_turns_round() -> None:
    """Macron was phoned by Trump."""
    written = """
        Macron Macron PROPN nsubj:pass 3
        was be AUX aux:pass 3 VerbForm=Fin
        phoned phone VERB root 0 VerbForm=Part
        by by ADP case 5
        Trump Trump PROPN obl:agent 3
        . . PUNCT punct 3
    """
    assert triples(written, "en") == [("Trump", "CALLS", "Macron", "positive", "asserted")]


def test_agentless_passive_invents_nobody() -> None:
    """Macron wurde angerufen."""
    written = """
        Macron Macron PROPN nsubj:pass 3
        wurde werden AUX aux:pass 3 VerbForm=Fin
        angerufen anrufen VERB root 0 VerbForm=Part
        . . PUNCT punct 3
    """
    assert triples(written) == []


def test_object_first_by_case() -> None:
    """Den Präsidenten rief Macron an: "den" is never a subject, whatever the parser says."""
    written = """
        Den der DET det 2
        Präsidenten Präsident NOUN nsubj 3
        rief rufen VERB root 0 VerbForm=Fin
        Macron Macron PROPN obj 3
        an an ADP compound:prt 3
    """
    assert triples(written) == [("Macron", "CALLS", "Den Präsidenten", "positive", "asserted")]


def test_negation() -> None:
    """Trump rief Macron nicht an."""
    written = """
        Trump Trump PROPN nsubj 2
        rief rufen VERB root 0 VerbForm=Fin
        Macron Macron PROPN obj 2
        nicht nicht PART advmod 2
        an an ADP compound:prt 2
    """
    assert triples(written) == [("Trump", "CALLS", "Macron", "negative", "asserted")]


def test_plan_is_not_fact() -> None:
    """Trump will Macron anrufen."""
    written = """
        Trump Trump PROPN nsubj 4
        will wollen AUX aux 4 VerbForm=Fin
        Macron Macron PROPN obj 4
        anrufen anrufen VERB root 0 VerbForm=Inf
    """
    assert triples(written) == [("Trump", "CALLS", "Macron", "positive", "planned")]


def test_hearsay() -> None:
    """Trump soll Macron angerufen haben."""
    written = """
        Trump Trump PROPN nsubj 4
        soll sollen AUX aux 4 VerbForm=Fin
        Macron Macron PROPN obj 4
        angerufen anrufen VERB root 0 VerbForm=Part
        haben haben AUX aux 4 VerbForm=Inf
    """
    assert triples(written) == [("Trump", "CALLS", "Macron", "positive", "alleged")]


def test_object_control_and_request() -> None:
    """Scholz forderte Xi auf, Putin anzurufen."""
    written = """
        Scholz Scholz PROPN nsubj 2
        forderte fordern VERB root 0 VerbForm=Fin
        Xi Xi PROPN obj 2
        auf auf ADP compound:prt 2
        , , PUNCT punct 7
        Putin Putin PROPN obj 7
        anzurufen anrufen VERB xcomp 2 VerbForm=Inf
    """
    assert ("Xi", "CALLS", "Putin", "positive", "requested") in triples(written)
    assert ("Scholz", "REQUESTS", "Xi", "positive", "asserted") in triples(written)


def test_relative_pronoun_stands_for_its_noun() -> None:
    """Trump, der Macron anrief, …"""
    written = """
        Trump Trump PROPN nsubj 7
        , , PUNCT punct 5
        der der PRON nsubj 5 PronType=Dem,Rel PRELS
        Macron Macron PROPN obj 5
        anrief anrufen VERB acl 1 VerbForm=Fin
        , , PUNCT punct 5
        schwieg schweigen VERB root 0 VerbForm=Fin
    """
    assert triples(written) == [("Trump", "CALLS", "Macron", "positive", "asserted")]


def test_coordination_distributes() -> None:
    """Trump und Xi riefen Macron an."""
    written = """
        Trump Trump PROPN nsubj 4
        und und CCONJ cc 3
        Xi Xi PROPN conj 1
        riefen rufen VERB root 0 VerbForm=Fin
        Macron Macron PROPN obj 4
        an an ADP compound:prt 4
    """
    assert {row[:3] for row in triples(written)} == {("Trump", "CALLS", "Macron"), ("Xi", "CALLS", "Macron")}


def test_question_is_no_fact() -> None:
    """Rief Trump Macron an?"""
    written = """
        Rief rufen VERB root 0 VerbForm=Fin
        Trump Trump PROPN nsubj 1
        Macron Macron PROPN obj 1
        an an ADP compound:prt 1
        ? ? PUNCT punct 1
    """
    assert triples(written) == []


def test_speaker_is_attributed() -> None:
    """Trump rief Macron an, sagte Peskow."""
    written = """
        Trump Trump PROPN nsubj 2
        rief rufen VERB ccomp 6 VerbForm=Fin
        Macron Macron PROPN obj 2
        an an ADP compound:prt 2
        , , PUNCT punct 2
        sagte sagen VERB root 0 VerbForm=Fin
        Peskow Peskow PROPN nsubj 6
    """
    (triple,) = extract(written).triples
    assert triple.attribution is not None and triple.attribution.text == "Peskow"


def test_offsets_point_into_the_text() -> None:
    """Every span of a triple is the words it says."""
    written = """
        Trump Trump PROPN nsubj 2
        rief rufen VERB root 0 VerbForm=Fin
        Macron Macron PROPN obj 2
        an an ADP compound:prt 2
        . . PUNCT punct 2
    """
    extraction = extract(written)
    (triple,) = extraction.triples
    text = extraction.article.text
    assert text[triple.start : triple.end] == triple.sentence == "Trump rief Macron an."
    for span in (triple.subject, triple.predicate, triple.object):
        assert text[span.start : span.end] == span.text


def test_pronoun_links_to_the_one_that_agrees() -> None:
    """Trump schwieg. Er rief Macron an."""
    written = """
        Trump Trump PROPN nsubj 2
        schwieg schweigen VERB root 0 VerbForm=Fin
        . . PUNCT punct 2
        Er er PRON nsubj 5 Number=Sing
        rief rufen VERB root 0 VerbForm=Fin
        Macron Macron PROPN obj 5
        an an ADP compound:prt 5
    """
    (triple,) = extract(written).triples
    trump = next(m for m in extract(written).mentions if m.text == "Trump")
    assert triple.subject.text == "Er"
    assert triple.subject.chain == trump.chain
    assert triple.subject.antecedent == (trump.start, trump.end)
    assert triple.subject.reason == "Er → Trump"
