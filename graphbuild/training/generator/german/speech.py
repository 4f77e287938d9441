"""Who said what: reported speech, quotations, attributions in German."""

from dataclasses import replace
from random import Random

from graphbuild.training.generator.german.actor import Actor
from graphbuild.training.generator.german.declension import agreement
from graphbuild.training.generator.german.drawing import Drawer, stop
from graphbuild.training.generator.german.parts import Plan
from graphbuild.training.generator.german.propositions import Argument, Proposition
from graphbuild.training.generator.german.table import TABLE
from graphbuild.training.generator.german.verbs import TENSES, Tense, modal_tense
from graphbuild.training.generator.nodes import Node, Phrase, Unfit, hang

QUOTES = (("„", "“"), ("„", "“"), ("„", "“"), ('"', '"'), ("»", "«"), ("“", "”"), ("‚", "‘"))
ADDRESSED = frozenset({"sagen", "erklären", "mitteilen", "berichten", "bestätigen", "versichern"})


class Speech:
    """Draws sentences with speech in them."""

    def __init__(self, drawer: Drawer) -> None:
        self.drawer = drawer
        self.random: Random = drawer.random

    # what is said

    def clause(self, tense: Tense | None = None, *, rich: float = 0.5) -> tuple[Proposition, Plan]:
        """Draw what is said."""
        proposition = self.drawer.proposition()
        plan = self.drawer.plan(proposition, tense or self.drawer.reported(), rich=rich)
        return self.drawer.enriched(proposition), self.drawer.lengthened(plan)

    def that_clause(self) -> Phrase:
        """Make "dass Trump Macron angerufen habe"."""
        proposition, plan = self.clause(
            self.drawer.reported() if self.drawer.chance(0.5) else self.drawer.tense()
        )
        return self.drawer.clauses.final(proposition, plan, "dass")

    def retold(self) -> Phrase:
        """Make "Trump habe Macron angerufen"."""
        proposition, plan = self.clause()
        return self.drawer.clauses.main(proposition, plan)

    def speaking(
        self, key: str = "verbs", *, clause: Phrase | None = None, comma_before: bool = True
    ) -> tuple[Phrase, Actor]:
        """Say who says, verb first: "sagte Peskow am Montag der Agentur Tass"."""
        drawer = self.drawer
        verb = drawer.lexicon.verb(drawer.pick("speech", key))
        speaker = drawer.cast.draw(self.random.choice(["person", "person", "person", "body", "organization"]))
        arguments: tuple[Argument, ...] = ()
        if verb.lemma in ADDRESSED and drawer.chance(0.15):
            arguments = (Argument(self.medium(), "Dat"),)
        proposition = Proposition(verb, speaker, arguments)
        tense = TENSES[self.random.choice(["past", "past", "past", "present"])]
        extras = drawer.extras(proposition, tense, 0.45)
        extras = tuple(
            extra for extra in extras if extra[1] in ("time", "place") and " Monat" not in extra[0]
        )
        plan = Plan(tense, extras=extras, pronoun_subject=drawer.chance(0.15))
        if clause is not None:
            plan = replace(plan, nachfeld=[(clause, "ccomp")])
            return drawer.clauses.main(proposition, plan), speaker
        return drawer.clauses.main(proposition, plan, verb_first=True), speaker

    def medium(self) -> Actor:
        """Draw a medium that is told something: "der FAZ", "dem Spiegel", "CNN"."""
        organizations = self.drawer.cast.organizations
        names = TABLE["organizations"]["media"].split()
        word = self.random.choice(names).split("_")[-1]
        found = next((org for org in organizations if org.name == (word,)), None)
        if found is None:
            raise Unfit(word)
        return Actor(
            "organization",
            found.gender,
            "Sing",
            lambda case: self.drawer.cast.organization_phrase(found, case),
        )

    # sentences

    def that(self) -> list[Node]:
        """Make "Peskow sagte, dass Trump Putin angerufen habe"."""
        phrase, _ = self.speaking(clause=self.that_clause())
        return [*phrase.nodes, stop(phrase.root)]

    def embedded(self) -> list[Node]:
        """Make "Peskow sagte, Trump habe Putin angerufen"."""
        phrase, _ = self.speaking(clause=self.retold())
        return [*phrase.nodes, stop(phrase.root)]

    def afterwards(self) -> list[Node]:
        """Make "Trump habe Putin angerufen, sagte Peskow"."""
        clause = self.retold()
        said, _ = self.speaking()
        comma = Node(",", ",", "PUNCT", "$,", "", "punct", clause.root, glued="left")
        return [*hang(clause, said.root, "ccomp"), comma, *said.nodes, stop(said.root)]

    def quotation(self) -> list[Node]:
        """Make "„Trump hat Putin angerufen“, sagte Peskow"."""
        clause = self.direct()
        said, _ = self.speaking("quote_verbs")
        comma = Node(",", ",", "PUNCT", "$,", "", "punct", clause.root, glued="left")
        hang(clause, said.root, "ccomp")
        return [*self.quoted(clause), comma, *said.nodes, stop(said.root)]

    def colon(self) -> list[Node]:
        """Make "Peskow sagte: „Trump hat Putin angerufen.“"."""
        drawer = self.drawer
        verb = drawer.lexicon.verb(drawer.pick("speech", "quote_verbs"))
        speaker = drawer.cast.draw(self.random.choice(["person", "person", "body"]))
        proposition = Proposition(verb, speaker)
        plan = Plan(TENSES["past"], extras=drawer.extras(proposition, TENSES["past"], 0.4))
        said = drawer.clauses.main(proposition, plan)
        clause = self.direct()
        first = clause.nodes[0]
        first.form = first.form[0].upper() + first.form[1:]
        colon = Node(":", ":", "PUNCT", "$.", "", "punct", clause.root, glued="left")
        inner = stop(said.root)
        quoted = self.quoted(clause, inner)
        quoted[-1].head = said.root
        hang(clause, said.root, "ccomp")
        return [*said.nodes, colon, *quoted]

    def direct(self) -> Phrase:
        """Draw what somebody says in his own words, now and then with "wir"."""
        drawer = self.drawer
        proposition = drawer.proposition()
        tense = self.random.choice(
            [TENSES["present"], TENSES["perfect"], TENSES["future"], modal_tense("müssen")]
        )
        plan = drawer.plan(proposition, tense, rich=0.4)
        if drawer.chance(0.4) and not proposition.reflexive:
            proposition = replace(proposition, subject=WE)
            plan = replace(plan, passive=False, pronoun_subject=False)
            if any("sein" in need for need in proposition.needs):
                raise Unfit("unser")
            phrase = drawer.clauses.main(proposition, plan)
            for node in phrase.nodes:
                if "Person=3" in node.feats and node.upos in ("VERB", "AUX"):
                    node.feats = node.feats.replace("Person=3", "Person=1")
            return phrase
        return drawer.clauses.main(drawer.enriched(proposition, 0.08), drawer.lengthened(plan))

    def quoted(self, clause: Phrase, inner: Node | None = None) -> list[Node]:
        """Put quotation marks around a clause."""
        opening, closing = self.random.choice(QUOTES)
        first = Node(opening, opening, "PUNCT", "$(", "", "punct", clause.root, glued="right")
        last = Node(closing, closing, "PUNCT", "$(", "", "punct", clause.root, glued="left")
        return [first, *clause.nodes, *([inner] if inner is not None else []), last]


def _we(case: str) -> Phrase:
    form = "wir" if case == "Nom" else "uns"
    node = Node(form, "wir", "PRON", "PPER", agreement(case, "", "Plur", "Person=1", "PronType=Prs"))
    return Phrase([node], node, "Plur", "", marked=True, pronoun=True)


WE = Actor("group", "", "Plur", _we)
