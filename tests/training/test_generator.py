"""The treebank that writes itself: whole trees, names in place, words that inflect."""

import lzma
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import spacy

from graphbuild.training.conllu import ROOT
from graphbuild.training.generator import generate_sentences
from graphbuild.training.generator.english.forms import make_verb as make_english_verb
from graphbuild.training.generator.english.forms import plural
from graphbuild.training.generator.english.words import build_chunk as build_english_chunk
from graphbuild.training.generator.german.actor import Actor, comma
from graphbuild.training.generator.german.chunks import build_chunk, noun_phrase, prepositional
from graphbuild.training.generator.german.clauses import Clauses
from graphbuild.training.generator.german.drawing import Drawer, stop
from graphbuild.training.generator.german.forms import collect_readings, make_noun, make_verb
from graphbuild.training.generator.german.lexicon import build_lexicon
from graphbuild.training.generator.german.parts import Plan
from graphbuild.training.generator.german.propositions import Argument, Proposition
from graphbuild.training.generator.german.verbs import TENSES, make_group, make_zu_group, modal_tense
from graphbuild.training.generator.names import Person, is_name, widen_family
from graphbuild.training.generator.nodes import Node, Phrase, finish, tidy

FORMS = """
anrufen|rufe ruft rief riefen angerufen anzurufen rufen|an
empfangen|empfange empfängt empfing empfingen empfangen  empfangen|
treffen|treffe trifft traf trafen getroffen  treffen|
danken|danke dankt dankte dankten gedankt  danken|
sagen|sage sagt sagte sagten gesagt  sagen|
einladen|lade lädt lud luden eingeladen einzuladen laden|ein
reisen|reise reist reiste reisten gereist  reisen|
ablehnen|lehne lehnt lehnte lehnten abgelehnt abzulehnen lehnen|ab
weigern|weigere weigert weigerte weigerten geweigert  weigern|
"""
NOUNS = """
Präsident MAS Präsidenten Präsidenten Präsidenten Präsidenten Präsidenten
Kanzler MAS Kanzlers Kanzler Kanzler Kanzler Kanzlern
Regierung FEM Regierung Regierung Regierung Regierungen Regierungen
Gespräch NEU Gesprächs Gespräch Gespräch Gespräche Gesprächen
Treffen NEU Treffens Treffen Treffen Treffen Treffen
Plan MAS Plans Plan Plan Pläne Plänen
Montag MAS Montags Montag Montag Montage Montagen
Soldat MAS Soldaten Soldaten Soldaten Soldaten Soldaten
Waffe FEM Waffe Waffe Waffe Waffen Waffen
Gipfel MAS Gipfels Gipfel Gipfel Gipfel Gipfeln
Rand MAS Rands Rand Rand Ränder Rändern
Brief MAS Briefs Brief Brief Briefe Briefen
"""


def write_forms():
    """Write the lines of a tiny lexicon in the way of `de_forms.tsv`."""
    for row in FORMS.strip().splitlines():
        lemma, forms, particle = row.split("|")
        subjunctive, present, past, pasts, participle, *rest = forms.split(" ")
        joined = ":NEB" if particle else ""
        for form, tag in (
            (present, f"VER:3:SIN:PRÄ:NON{joined}"),
            (past, f"VER:3:SIN:PRT:NON{joined}"),
            (pasts, f"VER:3:PLU:PRT:NON{joined}"),
            (subjunctive, f"VER:3:SIN:KJ1:NON{joined}"),
            (rest[1], f"VER:3:PLU:PRÄ:NON{joined}"),
        ):
            yield f"{particle}{form}\t{lemma} {tag}"
        yield f"{participle}\t{lemma} VER:PA2:NON"
        if particle:
            yield f"{rest[0]}\t{lemma} VER:EIZ:NON"
    for row in NOUNS.strip().splitlines():
        lemma, gender, genitive, dative, accusative, plurals, dative_plural = row.split()
        for form, tags in (
            (lemma, "NOM:SIN"),
            (genitive, "GEN:SIN"),
            (dative, "DAT:SIN"),
            (accusative, "AKK:SIN"),
            (plurals, "NOM:PLU"),
            (plurals, "AKK:PLU"),
            (plurals, "GEN:PLU"),
            (dative_plural, "DAT:PLU"),
        ):
            yield f"{form}\t{lemma} SUB:{tags}:{gender}"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data directory with a tiny lexicon and a handful of names."""
    path = tmp_path_factory.mktemp("data")
    (path / "lexicon").mkdir()
    (path / "gazetteer").mkdir()
    with lzma.open(path / "lexicon/de_forms.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in write_forms())
    with lzma.open(path / "gazetteer/people_offices.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("qid\tname_en\tname_de\tcountry\nQ1\tXi Mingze\t\tCN\nQ2\tUrsula van der Meer\t\tNL\n")
    return path


@pytest.fixture(scope="module")
def lexicon():
    return build_lexicon(list(write_forms()))


@pytest.fixture
def drawer(data):
    return Drawer.from_data(data, Random(1))


def text_of(words):
    return "".join(word.form + (" " if word.space else "") for word in words).strip()


def said(phrase: Phrase):
    return " ".join(node.form for node in phrase.nodes)


def top_of(words, index):
    """Walk up to the root, refusing to go in circles."""
    for _ in words:
        if words[index].head == index:
            return index
        index = words[index].head
    raise AssertionError("circle")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sentence_is_one_tree(data, language):
    """Every word hangs under the one root; heads don't cross; labels and tags are there."""
    for sentence in generate_sentences(language, data, Random(2), count=300):
        words = sentence.words
        roots = [index for index, word in enumerate(words) if word.head == index]
        assert len(roots) == 1, text_of(words)
        assert words[roots[0]].label == ROOT
        assert all(top_of(words, index) == roots[0] for index in range(len(words)))
        assert all(word.label and word.upos and word.xpos and word.lemma for word in words)
        assert sentence.document == "generated"
        for index, word in enumerate(words):
            first, last = sorted((index, word.head))
            inside = range(first, last + 1)
            assert all(_leads_into(words, i, word.head, index) for i in inside), text_of(words)


def _leads_into(words, index, *ends):
    while index not in ends and words[index].head != index:
        index = words[index].head
    return index in ends


@pytest.mark.parametrize("language", ["de", "en"])
def test_names_lie_within_and_do_not_overlap(data, language):
    """ "Bundeskanzler Olaf Scholz" is the person Olaf Scholz; a name holds no comma."""
    labels = set()
    for sentence in generate_sentences(language, data, Random(3), count=300):
        taken: set[int] = set()
        for name in sentence.names:
            inside = set(range(name.start, name.end))
            assert 0 <= name.start < name.end <= len(sentence.words)
            assert not taken & inside
            assert all(sentence.words[i].form != "," for i in inside)
            taken |= inside
            labels.add(name.label)
    assert labels == {"PER", "ORG", "LOC", "NORP"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_text_reads_back_as_the_same_tokens(data, language):
    """spaCy's tokens of the text are nearly always the sentence's words."""
    nlp = spacy.blank(language)
    sentences = list(generate_sentences(language, data, Random(4), count=200))
    same = 0
    for sentence in sentences:
        text = text_of(sentence.words)
        assert "  " not in text
        same += [token.text for token in nlp.make_doc(text)] == [word.form for word in sentence.words]
    assert same >= 0.97 * len(sentences)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_seed_gives_the_same_sentences(data, language):
    """The same seed writes the same sentences, in another process too."""
    sentences = [text_of(s.words) for s in generate_sentences(language, data, Random(5), count=20)]
    assert sentences == [text_of(s.words) for s in generate_sentences(language, data, Random(5), count=20)]
    code = (
        "import sys; from pathlib import Path; from random import Random\n"
        "from graphbuild.training.generator import generate_sentences\n"
        f"for s in generate_sentences({language!r}, Path({str(data)!r}), Random(5), count=20):\n"
        "    print(''.join(w.form + (' ' if w.space else '') for w in s.words).strip())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"}
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=environment,
        cwd=root,
        encoding="utf-8",
        check=True,
    )
    assert result.stdout.splitlines() == sentences


def test_sentences_end_with_a_stop_unless_headlines(data):
    """No sentence has ",," or ",." or a comma at its end."""
    for language in ("de", "en"):
        for sentence in generate_sentences(language, data, Random(6), count=200):
            text = text_of(sentence.words)
            assert ",," not in text and ",." not in text and not text.endswith(","), text
            assert text[0].isupper() or not text[0].isalpha(), text


# German words


def test_separable_verb():
    """ "rief … an", "angerufen", "anzurufen"; the bare verb is rufen."""
    verb = make_verb("anrufen", collect_readings(write_forms(), {"anrufen"}), set(), set())
    assert (verb.particle, verb.bare, verb.participle) == ("an", "rufen", "angerufen")
    assert verb.form("Ind", "Past", 3, "Sing") == "rief"
    assert verb.zu_infinitive == "anzurufen"


def test_verb_of_another_verb():
    """ "anempfangen" would be an + empfangen: "empfing an"."""
    verb = make_verb("anempfangen", collect_readings(write_forms(), {"empfangen"}), set(), set())
    assert (verb.particle, verb.participle) == ("an", "anempfangen")


def test_weak_verb_that_the_lexicon_lacks():
    """ "Die CDU koalierte", "hat koaliert"."""
    verb = make_verb("koalieren", {}, set(), set())
    assert verb.form("Ind", "Past", 3, "Sing") == "koalierte"
    assert verb.participle == "koaliert"


def test_weak_noun():
    """ "den Präsidenten", also as US-Präsident."""
    noun = make_noun("US-Präsident", collect_readings(write_forms(), {"Präsident"}))
    assert noun.form("Acc") == "US-Präsidenten"
    assert noun.gender == "Masc"


def test_groups_of_verb_forms():
    """ "hat angerufen", "soll empfangen worden sein", "anzurufen"."""
    readings = collect_readings(write_forms(), {"anrufen", "empfangen"})
    call, host = (make_verb(lemma, readings, set(), set()) for lemma in ("anrufen", "empfangen"))
    group = make_group(call, TENSES["perfect"], "Sing")
    assert [node.form for node in group.at_end()] == ["angerufen", "hat"]
    group = make_group(host, modal_tense("sollen", perfect=True), "Sing", passive=True)
    assert [node.form for node in group.at_end()] == ["empfangen", "worden", "sein", "soll"]
    assert [node.form for node in make_zu_group(call)[1]] == ["anzurufen"]


def test_noun_phrases(lexicon):
    """ "den französischen Präsidenten", "die Pläne", "mit neuen Waffen"."""
    president = lexicon.noun("Präsident")
    phrase = noun_phrase(president, "Acc", det="der", adjectives=("französisch",))
    assert said(phrase) == "den französischen Präsidenten"
    assert phrase.marked
    assert said(prepositional("zu", noun_phrase(president, "Dat", det="der"))) == "zum Präsidenten"


@pytest.mark.parametrize(
    ("text", "expected", "label"),
    [
        ("am Rand des Gipfels", "am Rand des Gipfels", "obl"),
        ("einen Brief", "einen Brief", "obj"),
        ("neue Waffen", "neue Waffen", "obj"),
        ("seinen Brief", "ihren Brief", "obj"),
        ("gen:des Gipfels", "des Gipfels", "obl:arg"),
    ],
)
def test_chunks(lexicon, text, expected, label):
    """Phrases of the tables come out as they went in; hers are hers."""
    phrase, found = build_chunk(text, lexicon, owner="Fem")
    assert (said(phrase), found) == (expected, label)


# German clauses


def actors(drawer):
    def actor(name, gender):
        return Actor("person", gender, "Sing", lambda case: drawer.cast.name((name,), case, gender))

    noun = drawer.lexicon.noun("Präsident")
    president = Actor("person", "Masc", "Sing", lambda case: noun_phrase(noun, case, det="der"))
    return actor("Trump", "Masc"), actor("Merkel", "Fem"), president


def call(drawer, subject, object_):
    verb = drawer.lexicon.verb("anrufen")
    return Proposition(verb, subject, (Argument(object_, "Acc"),), can_passive=True)


def test_main_clause(drawer):
    """ "Trump rief Merkel am Montag an"."""
    trump, merkel, _ = actors(drawer)
    plan = Plan(TENSES["past"], extras=(("am Montag", "time"),), front="time")
    phrase = drawer.clauses.main(call(drawer, trump, merkel), plan)
    words = finish(phrase.nodes).words
    assert text_of(words) == "Am Montag rief Trump Merkel an"
    assert [word.label for word in words] == ["case", "obl", "ROOT", "nsubj", "obj", "compound:prt"]
    assert words[2].lemma == "rufen"


def test_object_first_only_where_its_form_shows(drawer):
    """ "Den Präsidenten rief Trump an", never "Merkel rief Trump an" with Trump calling."""
    trump, merkel, president = actors(drawer)
    plan = Plan(TENSES["past"], front="object")
    phrase = drawer.clauses.main(call(drawer, trump, president), plan)
    assert said(phrase) == "den Präsidenten rief Trump an"
    assert said(drawer.clauses.main(call(drawer, trump, merkel), plan)) == "Trump rief Merkel an"


def test_passive(drawer):
    """ "Merkel wurde von Trump angerufen"."""
    trump, merkel, _ = actors(drawer)
    plan = Plan(TENSES["past"], passive=True, front="subject")
    words = finish(drawer.clauses.main(call(drawer, trump, merkel), plan).nodes).words
    assert text_of(words) == "Merkel wurde von Trump angerufen"
    assert [word.label for word in words] == ["nsubj:pass", "aux:pass", "case", "obl:agent", "ROOT"]


def test_verb_last(drawer):
    """ "dass Trump Merkel anrief", "um Merkel anzurufen", "den Trump angerufen hat"."""
    trump, merkel, president = actors(drawer)
    clauses: Clauses = drawer.clauses
    final = clauses.final(call(drawer, trump, merkel), Plan(TENSES["past"]), "dass")
    assert said(final) == "dass Trump Merkel anrief"
    assert final.root.lemma == "anrufen"
    assert said(clauses.with_zu(call(drawer, trump, merkel), Plan(TENSES["past"]), mark="um")) == (
        "um Merkel anzurufen"
    )
    proposition = call(drawer, trump, president)
    relative = clauses.relative(president, proposition, Plan(TENSES["perfect"]), proposition.arguments[0])
    assert said(relative) == "den Trump angerufen hat"


def test_commas_before_stops_go():
    """ "…, der Präsident,." loses its last comma."""
    root = Node("ruht", "ruhen", "VERB", "VVFIN")
    assert [node.form for node in tidy([root, comma(root), stop(root)])] == ["ruht", "."]


# English


def test_english_forms():
    """ "called up", "planning", "armies"."""
    verb = make_english_verb("call up")
    assert (verb.lemma, verb.particle, verb.past, verb.gerund) == ("call", "up", "called", "calling")
    assert make_english_verb("plan").gerund == "planning"
    assert make_english_verb("withdraw").participle == "withdrawn"
    assert plural("army") == "armies"


@pytest.mark.parametrize(
    ("text", "expected", "label"),
    [
        ("under ~house arrest", "under house arrest", "obl"),
        ("to:end the war", "to end the war", "xcomp"),
        ("ger:of break the ceasefire", "of breaking the ceasefire", "advcl"),
        ("his word", "her word", "obj"),
    ],
)
def test_english_chunks(text, expected, label):
    """Phrases of the tables become trees."""
    phrase, found = build_english_chunk(text, owner="her")
    assert (said(phrase), found) == (expected, label)


# names


def test_names():
    """ "Ursula von der Leyen": the family name has its particles; "Abdullah II of Jordan" is left out."""
    words = ("Ursula", "von", "der", "Leyen")
    assert widen_family(words, ("Leyen",)) == ("von", "der", "Leyen")
    assert is_name(words)
    assert not is_name(("Abdullah", "II", "of", "Jordan"))
    assert Person(words, words[1:]).family == ("von", "der", "Leyen")
