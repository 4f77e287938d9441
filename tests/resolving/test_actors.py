"""Who a mention is: names, offices by date, metonyms, groups, and who stays partial."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.resolving import load_catalogue, resolve_actors
from tests.resolving.conftest import article_of, name, nominal, pronoun, with_triples


@pytest.mark.parametrize(
    ("published", "holder"),
    [
        ("2025-07", "Donald Trump"),
        ("2024-07", "Joe Biden"),
        ("2016-10-03", "Barack Obama"),
        ("2018", "Donald Trump"),
    ],
)
def test_an_office_is_held_by_date(resolve, published, holder):
    """ "Der US-Präsident" is who was president when the article came out."""
    (actor,) = resolve(nominal("der US-Präsident", "Präsident", "US"), published=published)
    assert actor.name == holder


@pytest.mark.parametrize(
    "mention",
    [
        nominal("der amerikanische Präsident", "Präsident", "amerikanisch"),
        nominal("der Präsident der Vereinigten Staaten", "Präsident", "Vereinigten Staaten"),
        nominal("Amerikas Präsident", "Präsident", "Amerikas"),
        nominal("der US-Präsident", "US-Präsident"),
        nominal("des US-Präsidenten", "Präsidenten", "US"),
        nominal("der US-Präsident am Freitag in Peking", "Präsident", "US", "Freitag in Peking"),
    ],
    ids=lambda mention: mention.text,
)
def test_one_office_has_many_wordings(resolve, mention):
    """Adjective, genitive and compound say whose president it is."""
    assert resolve(mention)[0].id == "Q22686"


@pytest.mark.parametrize(
    ("mention", "published", "language", "holder"),
    [
        (
            nominal("der designierte US-Präsident", "Präsident", "designiert", "US"),
            "2024-11",
            "de",
            "Donald Trump",
        ),
        (
            nominal("the president-elect of the United States", "president-elect", "United States"),
            "2024-12",
            "en",
            "Donald Trump",
        ),
        (nominal("der Kremlchef", "Kremlchef"), "2025", "de", "Vladimir Putin"),
        (nominal("der Kremlsprecher", "Kremlsprecher"), "2025", "de", "Dmitry Peskov"),
        (nominal("Kreml-Sprecher", "Sprecher", "Kreml"), "2025", "de", "Dmitry Peskov"),
        (nominal("die Kanzlerin", "Kanzlerin"), "2019-01", "de", "Angela Merkel"),
        (nominal("der Bundeskanzler", "Bundeskanzler"), "2025-07-01", "de", "Friedrich Merz"),
        (
            nominal("Österreichs Bundeskanzler", "Bundeskanzler", "Österreichs"),
            "2025-07-01",
            "de",
            "Christian Stocker",
        ),
        (nominal("der Nato-Chef", "Chef", "Nato"), "2025-07", "de", "Mark Rutte"),
        (nominal("der NATO-Generalsekretär", "Generalsekretär", "NATO"), "2023", "de", "Jens Stoltenberg"),
        (
            nominal("die EU-Kommissionspräsidentin", "Kommissionspräsidentin", "EU"),
            "2025",
            "de",
            "Ursula von der Leyen",
        ),
        (nominal("die EU-Außenbeauftragte", "Außenbeauftragte", "EU"), "2025", "de", "Kaja Kallas"),
        (nominal("der britische Premier", "Premier", "britisch"), "2018", "de", "Theresa May"),
        (nominal("the British prime minister", "minister", "British", "prime"), "2018", "en", "Theresa May"),
        (nominal("the secretary of state", "secretary", "state"), "2025-12", "en", "Marco Rubio"),
        (nominal("the French president", "president", "French"), "2024", "en", "Emmanuel Macron"),
        (nominal("North Korean leader", "leader", "North Korean"), "2024", "en", "Kim Jong Un"),
        (nominal("der CDU-Chef", "Chef", "CDU"), "2023", "de", "Friedrich Merz"),
        (
            nominal("der Präsident des Verfassungsschutzes", "Präsident", "Verfassungsschutzes"),
            "2017",
            "de",
            "Hans-Georg Maaßen",
        ),
        (
            nominal("the White House press secretary", "secretary", "White", "House", "press"),
            "2025-07",
            "en",
            "Karoline Leavitt",
        ),
        (
            nominal(
                "die Sprecherin des russischen Außenministeriums",
                "Sprecherin",
                "russischen Außenministeriums",
            ),
            "2023",
            "de",
            "Maria Zakharova",
        ),
    ],
    ids=lambda value: getattr(value, "text", None),
)
def test_offices_are_resolved(resolve, mention, published, language, holder):
    """Offices of states and organisations, chosen ones too, lead to a person."""
    (actor,) = resolve(mention, published=published, language=language)
    assert actor is not None
    assert actor.name == holder


@pytest.mark.parametrize(
    ("mention", "published"),
    [
        (nominal("der US-Präsident", "Präsident", "US"), None),
        (nominal("der US-Präsident", "Präsident", "US"), "2025-01"),
        (nominal("der frühere US-Präsident", "Präsident", "früher", "US"), "2025-07"),
        (nominal("Ex-US-Präsident", "Präsident", "Ex", "US"), "2025-07"),
        (nominal("ein Kremlsprecher", "Kremlsprecher"), "2025-07"),
        (nominal("der stellvertretende Kremlsprecher", "Kremlsprecher", "stellvertretend"), "2025-07"),
        (nominal("der Präsident", "Präsident"), "2025-07"),
        (
            nominal("der Präsident der deutschen Handelskammer", "Präsident", "deutschen Handelskammer"),
            "2025-07",
        ),
        (nominal("der Chef des deutschen Heeres", "Chef", "deutschen Heeres"), "2025-07"),
        (nominal("der Sprecher des US-Außenministeriums", "Sprecher", "US-Außenministeriums"), "2025-07"),
        (nominal("unser Bundeskanzler", "Bundeskanzler"), "2016"),
    ],
    ids=lambda value: getattr(value, "text", str(value)),
)
def test_an_office_that_is_not_certain_is_never_guessed(resolve, mention, published):
    """No date, a handover, a former or deputy holder, any spokesman: nobody of the catalogue."""
    (actor,) = resolve(mention, published=published)
    assert actor.wikidata is None
    assert actor.partial
    assert "@" in actor.id


def test_an_open_office_keeps_its_name(resolve):
    """Without a date, the president of France is just that."""
    (actor,) = resolve(nominal("der französische Präsident", "Präsident", "französisch"), published=None)
    assert (actor.name, actor.kind, actor.partial) == ("President of France", "person", True)


def test_the_article_can_say_who_holds_the_office(resolve):
    """Without a date, the one holder whom the article names is meant; of two, neither."""
    office = nominal("der amerikanische Präsident", "Präsident", "amerikanisch")
    assert resolve(name("Donald Trump"), office, published=None)[1].name == "Donald Trump"
    assert resolve(name("Donald Trump"), name("Joe Biden"), office, published=None)[2].partial


def test_the_president_is_the_only_president_named(resolve):
    """ "Der Präsident" is Macron where no other president is named, and nobody where one is."""
    office = nominal("der Präsident", "Präsident")
    assert resolve(name("Emmanuel Macron"), office)[1].name == "Emmanuel Macron"
    assert resolve(name("Emmanuel Macron"), name("Donald Trump"), office)[2].partial


def test_a_chancellor_beside_austria_is_not_the_german_one(resolve):
    """An implied state gives way to the one that the article speaks of."""
    actors = resolve(
        name("Österreich", "country"), nominal("der Bundeskanzler", "Bundeskanzler"), published="2023"
    )
    assert actors[1].partial


@pytest.mark.parametrize(
    ("mention", "language", "actor"),
    [
        (
            nominal("die französische Regierung", "Regierung", "französisch", kind="organization"),
            "de",
            "France",
        ),
        (nominal("die Regierung in Kiew", "Regierung", "Kiew", kind="organization"), "de", "Ukraine"),
        (nominal("die US-Regierung", "Regierung", "US", kind="organization"), "de", "United States"),
        (nominal("die Trump-Regierung", "Regierung", "Trump", kind="organization"), "de", "United States"),
        (
            nominal("the Trump administration", "administration", "Trump", kind="organization"),
            "en",
            "United States",
        ),
        (
            nominal("the Starmer government", "government", "Starmer", kind="organization"),
            "en",
            "United Kingdom",
        ),
        (nominal("die Bundesregierung", "Bundesregierung", kind="organization"), "de", "Germany"),
        (nominal("russische Truppen", "Truppen", "russisch", kind="group", number="Plur"), "de", "Russia"),
        (
            nominal(
                "das israelische Außenministerium", "Außenministerium", "israelisch", kind="organization"
            ),
            "de",
            "Ministry of Foreign Affairs (Israel)",
        ),
        (
            nominal("China's foreign ministry", "ministry", "China", "foreign", kind="organization"),
            "en",
            "Ministry of Foreign Affairs (China)",
        ),
        (
            nominal("the US foreign ministry", "ministry", "US", "foreign", kind="organization"),
            "en",
            "United States Department of State",
        ),
        (
            nominal("das georgische Parlament", "Parlament", "georgisch", kind="organization"),
            "de",
            "Parliament of Georgia",
        ),
        (name("Moskau", "place"), "de", "Russia"),
        (name("Kreml", "place"), "de", "Russia"),
        (name("Weißen Hauses", "place"), "de", "White House"),
        (name("Brüssel", "place"), "de", "European Union"),
        (name("Vereinten Nationen", "organization"), "de", "United Nations"),
        (name("Europäischen Union", "organization"), "de", "European Union"),
        (name("U.S.", "place"), "en", "United States"),
    ],
    ids=lambda value: getattr(value, "text", None),
)
def test_what_stands_for_a_state_or_a_body(resolve, mention, language, actor):
    """Governments, armies, ministries, capitals and seats lead to their actor."""
    assert resolve(mention, language=language)[0].name == actor


def test_an_institution_is_one_actor_in_both_languages(resolve):
    """The Israeli foreign ministry of a German and an English article is one."""
    (german,) = resolve(nominal("Perus Außenministerium", "Außenministerium", "Perus", kind="organization"))
    english_words = nominal("Peru's foreign ministry", "ministry", "Peru's", "foreign", kind="organization")
    assert resolve(english_words, language="en") == [german]
    assert not german.partial


def test_groups_of_officials_are_actors_of_their_own(resolve):
    """European allies are a group, the same one in every article."""
    mention = nominal("europäische Verbündete", "Verbündete", "europäisch", number="Plur")
    (actor,) = resolve(mention)
    assert (actor.id, actor.kind, actor.partial) == ("europaeisch-verbuendete.group", "group", False)
    presidents = resolve(nominal("die US-Präsidenten", "Präsident", "US", number="Plur"))
    assert presidents[0].kind == "group"
    (other,) = resolve(nominal("Demonstranten", "Demonstrant", number="Plur"))
    assert other.partial


@pytest.mark.parametrize(
    ("text", "language", "group"),
    [("Russen", "de", "Russians"), ("Europäern", "de", "Europeans"), ("Americans", "en", "Americans")],
)
def test_a_people_is_a_group(resolve, text, language, group):
    """ "Die Russen" are not Russia."""
    (actor,) = resolve(name(text, "group", number="Plur"), language=language)
    assert (actor.name, actor.kind) == (group, "group")


def test_party_members_name_their_party_in_the_plural(resolve):
    """ "Die Republikaner" are the party, "der Republikaner" is a man."""
    many = resolve(name("Republikaner", "organization", number=""), text="die Republikaner")
    one = resolve(name("Republikaner", "organization", number=""), text="der Republikaner")
    assert many[0].name == "Republican Party (United States)"
    assert one[0].partial


def test_a_chain_has_one_actor(catalogue):
    """Name, surname, description and pronoun of a chain are the same actor, each with its reason."""
    extraction = article_of(
        name("Donald Trump", chain=1),
        name("Trump", chain=1),
        nominal("der Republikaner", "Republikaner", chain=1),
        pronoun("er", chain=1),
    )
    resolved = resolve_actors(extraction, catalogue)
    assert {mention.actor.id for mention in resolved.mentions} == {"Q22686"}
    assert [mention.via for mention in resolved.mentions] == [
        "name",
        "name",
        "der Republikaner → Donald Trump",
        "er → Donald Trump",
    ]


def test_a_listed_surname_stands_alone_unless_someone_else_bears_it(resolve):
    """ "Trump" is Donald Trump, but not beside Melania Trump."""
    assert resolve(name("Trump"))[0].id == "Q22686"
    assert resolve(name("Melania Trump"), name("Trump"))[1].partial
    assert resolve(name("Anna Trump"), name("Trump"))[1].partial
    both = resolve(name("Donald Trump"), name("Melania Trump"), name("Trump"))
    assert both[2].id == "Q22686"


def test_a_full_name_is_not_a_listed_person_with_its_surname(resolve):
    """A chain of "Hans Macron" and "Macron" is not the president."""
    actors = resolve(name("Hans Macron", chain=1), name("Macron", chain=1))
    assert {actor.id for actor in actors} == {"hans-macron.person"}


def test_a_woman_is_not_a_listed_man(resolve):
    """ "Frau Trump" is not Donald Trump."""
    assert resolve(name("Trump", title="Frau"))[0].id != "Q22686"


def test_a_surname_resolves_with_its_office(resolve):
    """ "Premierministerin May" is Theresa May in 2018, and nobody known in 2024."""
    may = name("May", title="britische Premierministerin")
    assert resolve(may, published="2018-05")[0].name == "Theresa May"
    assert resolve(may, published="2024-08")[0].partial


def test_unknown_people_become_actors_by_full_name(resolve):
    """Anna Kelly is one actor in every article; titles and genitives don't count."""
    (actor,) = resolve(name("Anna Kelly"))
    assert (actor.id, actor.kind, actor.partial) == ("anna-kelly.person", "person", False)
    assert resolve(name("Frau Anna Kelly"), published="2020") == [actor]
    assert resolve(name("Anna Kellys", head="Anna Kelly"))[0].id == actor.id


def test_an_unknown_surname_stays_in_its_article(resolve):
    """Two articles' Müllers are never one actor."""
    (one,) = resolve(name("Müller"), published="2024")
    (other,) = resolve(name("Müller"), published="2025")
    assert one.partial
    assert other.partial
    assert one.id != other.id


def test_two_full_names_are_two_actors(resolve):
    """Hans and Petra Müller are not merged on their surname."""
    hans, petra = resolve(name("Hans Müller"), name("Petra Müller"))
    assert hans.id != petra.id


@pytest.mark.parametrize(
    "mention",
    [pronoun("er"), pronoun("man"), nominal("das Wetter", "Wetter", kind=None), name("französische", None)],
    ids=lambda mention: mention.text,
)
def test_pronouns_things_and_adjectives_are_no_actors(resolve, mention):
    """What names nobody gets no actor."""
    assert resolve(mention) == [None]


def test_a_common_noun_is_not_the_newspaper(resolve):
    """ "Die Welt" is a paper only where the parser saw a name."""
    assert resolve(nominal("die Welt", "Welt", kind=None)) == [None]
    assert resolve(name("Welt", "organization"))[0].name == "Die Welt"


def test_an_apposition_says_who_holds_the_office(resolve):
    """ "Der Fraktionschef der SPD im Bundestag, Thomas Oppermann, …" is Oppermann, whatever the date."""
    text = "Der Fraktionschef der SPD, Thomas Oppermann, sagte"
    office = nominal("Der Fraktionschef der SPD", "Fraktionschef", "SPD")
    actors = resolve(office, name("Thomas Oppermann"), text=text, published="2018-06")
    assert actors[0].name == "Thomas Oppermann"


def test_triples_point_to_the_same_actors(catalogue):
    """The mentions of triples and attributions are resolved like those of the article."""
    extraction = article_of(name("Donald Trump"), name("Emmanuel Macron"), name("Politico", "organization"))
    extraction = with_triples(extraction, (0, "CALLS", 1))
    quoted = tuple(replace(triple, attribution=extraction.mentions[2]) for triple in extraction.triples)
    (triple,) = resolve_actors(replace(extraction, triples=quoted), catalogue).triples
    assert (triple.subject.actor.name, triple.object.actor.name) == ("Donald Trump", "Emmanuel Macron")
    assert triple.attribution.actor.name == "Politico"


def test_resolving_twice_is_resolving_once(catalogue):
    """Resolving does not depend on what was resolved before."""
    once = resolve_actors(
        article_of(name("Putin"), nominal("der US-Präsident", "Präsident", "US")), catalogue
    )
    assert resolve_actors(once, catalogue) == once


MENTIONS = [
    name("Donald Trump"),
    name("Trump"),
    name("Melania Trump"),
    name("Müller"),
    name("Moskau", "place"),
    nominal("der US-Präsident", "Präsident", "US"),
    nominal("der Präsident", "Präsident"),
    nominal("europäische Verbündete", "Verbündete", "europäisch", number="Plur"),
    name("Österreich", "country"),
    nominal("der Bundeskanzler", "Bundeskanzler"),
    pronoun("er"),
]


@settings(max_examples=60)
@given(st.permutations(MENTIONS), st.sampled_from([None, "2024-07", "2025-01", "2025-07-05"]))
def test_the_order_of_the_mentions_does_not_matter(mentions, published):
    """Who a mention is does not depend on what stands before it in the record."""
    catalogue = load_catalogue()
    extraction = article_of(*MENTIONS, published=published)
    shuffled = replace(
        extraction, mentions=tuple(extraction.mentions[MENTIONS.index(mention)] for mention in mentions)
    )
    expected = resolve_actors(extraction, catalogue).mentions
    found = resolve_actors(shuffled, catalogue).mentions
    assert sorted(found, key=lambda m: m.start) == list(expected)


@settings(max_examples=80, deadline=None)
@given(st.text(min_size=1, max_size=30), st.sampled_from(["person", "organization", "place", None]))
def test_odd_names_never_crash(text, kind):
    """Whatever a name is made of, resolving goes on."""
    catalogue = load_catalogue()
    for language in ("de", "en"):
        for mention in (name(text, kind), nominal(text, text, text, kind=kind)):
            resolved = resolve_actors(article_of(mention, language=language), catalogue)
            assert len(resolved.mentions) == 1
