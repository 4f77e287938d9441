"""What people decide: read, checked, applied, and undone by removing the entry."""

import pytest

from graphbuild.errors import TableError
from graphbuild.resolving import load_decisions, resolve_actors, to_resolved_article
from tests.resolving.conftest import article_of, name, with_triples


@pytest.fixture
def decide(tmp_path):
    def write(text):
        path = tmp_path / "decisions.toml"
        path.write_text(text, encoding="utf-8")
        return load_decisions(path)

    return write


def actors(catalogue, decisions, *mentions):
    return [mention.actor for mention in resolve_actors(article_of(*mentions), catalogue, decisions).mentions]


def test_without_a_file_nothing_is_decided(catalogue, tmp_path):
    """A new workspace has no decisions, and an empty file decides nothing either."""
    decisions = load_decisions(tmp_path / "decisions.toml")
    assert actors(catalogue, decisions, name("Trump"))[0].id == "Q22686"


def test_same_names_are_one_actor(catalogue, decide):
    """[[same]] joins names, over several entries too, and into the catalogue's actor if there is one."""
    decisions = decide(
        '[[same]]\nnames = ["Hans Müller", "H. P. Müller"]\n\n'
        '[[same]]\nnames = ["H. P. Müller", "Hannes Müller"]\n'
        '[[same]]\nnames = ["Wowa Selenski", "Volodymyr Zelenskyy"]\n'
    )
    found = actors(catalogue, decisions, name("Hans Müller"), name("H. P. Müller"), name("Hannes Müller"))
    assert len({actor.id for actor in found}) == 1
    assert actors(catalogue, decisions, name("Wowa Selenski"))[0].id == "Q3874799"


def test_namesakes_are_split_by_article(catalogue, decide):
    """[[different]] with an article makes its Hans Müller someone else."""
    decisions = decide('[[different]]\nname = "Hans Müller"\narticle = "a.txt"\n')
    (split,) = actors(catalogue, decisions, name("Hans Müller"))
    assert split.id != "hans-mueller.person"
    other = decide('[[different]]\nname = "Hans Müller"\narticle = "b.txt"\n')
    assert actors(catalogue, other, name("Hans Müller"))[0].id == "hans-mueller.person"


def test_an_alias_means_its_actor(catalogue, decide):
    """[[alias]] lets a name mean a known actor, by name or id, or a new one."""
    decisions = decide(
        '[[alias]]\nname = "der Dealmaker"\nactor = "Donald Trump"\n'
        '[[alias]]\nname = "Mutti"\nactor = "Q567"\n[[alias]]\nname = "Kelly"\nactor = "Anna Kelly"\n'
    )
    found = actors(catalogue, decisions, name("Dealmaker"), name("Mutti"), name("Kelly"))
    assert [actor.name for actor in found] == ["Donald Trump", "Angela Merkel", "Anna Kelly"]
    assert found[2].id == "anna-kelly.person"


def test_a_kind_is_set_and_an_actor_ignored(catalogue, decide):
    """[[kind]] changes what an unknown name is, [[ignore]] takes it out."""
    decisions = decide(
        '[[kind]]\nname = "Stena Impero"\nkind = "organization"\n\n[[ignore]]\nname = "Anna Stand"\n'
    )
    ship, nobody = actors(catalogue, decisions, name("Stena Impero"), name("Anna Stand"))
    assert (ship.id, ship.kind) == ("stena-impero.organization", "organization")
    assert nobody is None


def test_arrows_are_rejected_and_relabelled(catalogue, decide):
    """[[reject]] takes a sentence's arrow out, [[relabel]] changes its relation."""
    extraction = article_of(name("Donald Trump"), name("Emmanuel Macron"))
    extraction = resolve_actors(
        with_triples(extraction, (0, "CALLS", 1), sentence="Trump rief Macron an."), catalogue
    )

    def evidence(text):
        return to_resolved_article(extraction, added="2025", decisions=decide(text)).evidence

    assert evidence('[[reject]]\nsentence = "Trump rief  Macron an."\n') == ()
    assert evidence('[[reject]]\nsentence = "Trump rief Macron an."\nsubject = "Putin"\n') != ()
    (changed,) = evidence(
        '[[relabel]]\nsentence = "Trump rief Macron an."\nto = "MEETS"\nobject = "Emmanuel Macron"\n'
    )
    assert (changed.relation, changed.symmetric) == ("MEETS", True)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            '[[same]]\nnames = ["A", "B"]\n[[same]]\nnames = ["B", "C"]\n[[different]]\nnames = ["A", "C"]\n',
            ["5", "3"],
        ),
        (
            '[[alias]]\nname = "Kelly"\nactor = "Anna Kelly"\n\n'
            '[[alias]]\nname = "kelly"\nactor = "Ben Kelly"\n',
            ["5", "1"],
        ),
        ('[[alias]]\nname = "Stand"\nactor = "A B"\n[[ignore]]\nname = "Stand"\n', ["4", "1"]),
        ('[[kind]]\nname = "X Y"\nkind = "person"\n[[kind]]\nname = "X Y"\nkind = "place"\n', ["4", "1"]),
        ('[[reject]]\nsentence = "A."\n[[relabel]]\nsentence = "A."\nto = "MEETS"\n', ["3", "1"]),
    ],
)
def test_contradictions_name_their_lines(decide, text, lines):
    """Two entries that can't both hold stop the load."""
    with pytest.raises(TableError, match="contradicts") as caught:
        decide(text)
    for line in lines:
        assert f"line {line}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[same]]\nnames = ["A"]\n', "at least two"),
        ('[[alias]]\nname = "A"\n', "lacks actor"),
        ('[[kind]]\nname = "A"\nkind = "ship"\n', "unknown kind"),
        ('[[relabel]]\nsentence = "A."\nto = "LIKES"\n', "unknown relation"),
        ('[[ignore]]\nname = "A"\nwhy = "x"\n', "unknown key"),
        ('[[forget]]\nname = "A"\n', "unknown entries"),
        ("[[ignore]]\nname = 3\n", "must be a text"),
        ('[[different]]\nname = "A"\n', "needs either"),
        ("[[ignore]\n", "decisions.toml"),
    ],
)
def test_a_wrong_entry_is_named(decide, text, said):
    """A mistake in an entry says what is wrong and where."""
    with pytest.raises(TableError, match="decisions") as caught:
        decide(text)
    assert said in str(caught.value)
