"""A verb with its slots filled: who stands as subject, object, dative, under which preposition.

Passives, relative pronouns, shared subjects, infinitives and participles are undone here, so that
`predicates` sees every clause as if it stood active and alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from graphbuild.extracting.tree import (
    base,
    children,
    feature,
    has_feature,
    has_own_mark,
    is_relative_pronoun,
    lemma_with,
    particle,
    preposition,
    relative_antecedent,
)
from graphbuild.languages import Construction, Language

OBLIQUE = ("obl", "nmod", "advmod")


@dataclass(slots=True)
class Clause:
    """A verb and what fills its slots ("subject", "object", "dative", "mit", "against").

    `rules` names the constructions that were undone on the way, by slot.
    """

    verb: Token
    lemma: str
    particle: Token | None = None
    is_passive: bool = False
    is_reflexive: bool = False
    slots: dict[str, list[Token]] = field(default_factory=dict)
    rules: dict[str, list[str]] = field(default_factory=dict)

    def fill(self, slot: str, tokens: Iterable[Token], *rules: str) -> None:
        """Put tokens into a slot and note the rules that led there."""
        for token in tokens:
            if token not in self.slots.setdefault(slot, []):
                self.slots[slot].append(token)
        self.rules.setdefault(slot, []).extend(rules)


def read_clauses(doc: Doc, language: Language, names: Mapping[int, object]) -> dict[int, Clause]:
    """Read every clause of a text, by the position of its verb.

    `names` tells for each position which name it belongs to.
    """
    reader = ClauseReader(language, names)
    for token in doc:
        is_main = token.pos_ == "VERB" or (token.pos_ == "AUX" and base(token) not in {"aux", "cop"})
        if is_main or is_participle_modifier(token):
            reader.read(token)
    return reader.clauses


def is_participle_modifier(token: Token) -> bool:
    """Whether an adjective is a participle with arguments ("der von Trump entlassene Comey")."""
    return base(token) in {"amod", "acl"} and token.pos_ == "ADJ" and bool(children(token, "obl"))


@dataclass(slots=True)
class ClauseReader:
    """Reads clauses from above, each once; a clause may need that of the verb it hangs on."""

    language: Language
    names: Mapping[int, object]
    clauses: dict[int, Clause] = field(default_factory=dict)

    def read(self, verb: Token) -> Clause:
        """Read one clause."""
        if verb.i in self.clauses:
            return self.clauses[verb.i]
        separated = particle(verb, self.language)
        lemma = lemma_with(verb, separated, self.language)
        clause = Clause(verb, lemma, separated, self.is_passive(verb))
        self.clauses[verb.i] = clause
        self.fill_obliques(clause)
        self.fill_objects(clause)
        self.fill_subject(clause)
        self.fill_hidden_relative(clause)
        return clause

    def is_passive(self, verb: Token) -> bool:
        """Whether a verb stands in the passive.

        Example: "wurde empfangen", "was received", "von Trump entlassen"
        """
        auxiliaries = self.language.words["passive_auxiliaries"]
        if verb.tag_ in self.language.words["active_tags"]:
            return False
        if any(aux.lemma_ in auxiliaries or aux.pos_ == "AUX" for aux in children(verb, "aux:pass")):
            return True
        is_participle = has_feature(verb, "VerbForm", "Part")
        if base(verb) == "conj" and is_participle and not children(verb, "aux", "aux:pass", "nsubj"):
            return self.is_passive(verb.head) if verb.head.pos_ == "VERB" else False
        if is_participle_modifier(verb):
            return True
        if base(verb) == "ROOT" and verb.tag_ in self.language.words["headline_participles"]:
            return not children(verb, "aux", "cop")
        if base(verb) in {"acl", "advcl"} and is_participle and not children(verb, "aux", "nsubj"):
            return not has_feature(verb, "Tense", "Pres") and not verb.lower_.endswith(("ing", "end"))
        return bool(is_participle and children(verb, "nsubj:pass"))

    def fill_obliques(self, clause: Clause) -> None:
        """Fill the preposition slots, the agent of a passive among them."""
        agents = self.language.words["agent_prepositions"]
        for child in clause.verb.children:
            if base(child) not in OBLIQUE:
                continue
            word = preposition(child, self.language)
            if word and clause.particle and clause.particle.i == child.left_edge.i:
                word = word.removeprefix(f"{clause.particle.lower_} ")
            target = self.antecedent(child)
            if word is None:
                if child.dep_ == "obl:arg":
                    self.fill_bare(clause, child, "object" if self.is_accusative(child) else "dative")
                continue
            if clause.is_passive and word in agents and (child.dep_ == "obl:agent" or base(child) == "obl"):
                clause.fill("subject", [target], "passive-agent")
            else:
                clause.fill(word, [target], f"preposition {word}")
            self.fill_from_date(clause, child)
            self.fill_agent_beyond(clause, child)

    def fill_from_date(self, clause: Clause, child: Token) -> None:
        """Take what a parser hung on a date: "sprach am Montag mit Macron" read as Montag mit Macron."""
        if child.lemma_ in self.language.words["date_nouns"]:
            for inner in children(child, "nmod"):
                word = preposition(inner, self.language)
                if word is not None:
                    clause.fill(word, [self.antecedent(inner)], f"preposition {word}")

    def fill_agent_beyond(self, clause: Clause, child: Token) -> None:
        """Take the agent of a passive from an adverbial that a parser hung it on.

        Example: "in Berlin von Scholz empfangen", read as Berlin von Scholz
        """
        if clause.is_passive and "subject" not in clause.slots:
            for inner in children(child, "nmod"):
                is_agent = preposition(inner, self.language) in self.language.words["agent_prepositions"]
                if is_agent and inner.i in self.names:
                    clause.fill("subject", [self.antecedent(inner)], "passive-agent")

    def fill_objects(self, clause: Clause) -> None:
        """Fill object and dative."""
        for child in children(clause.verb, "obj", "iobj"):
            if child.lower_ in self.language.words["reflexives"]:
                clause.is_reflexive = True
            elif (child.dep_ == "iobj" and children(clause.verb, "obj")) or self.is_dative(child):
                self.fill_bare(clause, child, "dative")
            else:
                self.fill_bare(clause, child, "object")
        for child in children(clause.verb, "expl", "obl:arg"):
            if child.lower_ in self.language.words["reflexives"]:
                clause.is_reflexive = True
        self.fill_stranded_names(clause)
        if base(clause.verb) == "acl" and self.lacks_gap(clause):
            clause.fill("object", [clause.verb.head], "relative-clause")

    def fill_bare(self, clause: Clause, child: Token, slot: str, *rules: str) -> None:
        """Fill object or dative; a German name without an article shows no case and may be either."""
        clause.fill(slot, [self.antecedent(child)], slot, *rules)
        is_name = child.pos_ == "PROPN" or child.i in self.names
        is_unmarked = is_name and not children(child, "det", "amod")
        if is_unmarked and self.language.words["dative_forms"]:
            for other in {"object", "dative"} - {slot}:
                clause.fill(other, [self.antecedent(child)], f"unmarked {other}")

    def lacks_gap(self, clause: Clause) -> bool:
        """Whether a relative clause without pronoun has its head as object ("the man Trump called")."""
        verb = clause.verb
        pronouns = [token for token in verb.subtree if is_relative_pronoun(token, self.language)]
        return bool(
            verb.dep_ == "acl:relcl"
            and not pronouns
            and children(verb, "nsubj")
            and "object" not in clause.slots
            and not clause.is_passive
        )

    def fill_stranded_names(self, clause: Clause) -> None:
        """Take a bare name that a parser hung on an adverbial for the object it must be.

        Example: "besuchten an ihrem ersten Arbeitstag Kiew", read as the working day Kyiv
        """
        if clause.slots.keys() & {"object", "dative"} or clause.is_passive:
            return
        for adverbial in children(clause.verb, "obl"):
            if adverbial.i in self.names:
                continue
            for child in children(adverbial, "appos", "flat", "nmod"):
                is_bare = preposition(child, self.language) is None and not has_feature(child, "Case", "Gen")
                if child.i in self.names and child.pos_ == "PROPN" and is_bare:
                    self.fill_bare(clause, child, "object", "stranded-name")
                    return

    def is_dative(self, token: Token) -> bool:
        """Whether a bare noun phrase is dative by its words or its morphology."""
        if self.has_form(token, "dative_forms"):
            return True
        return token.pos_ != "PROPN" and has_feature(token, "Case", "Dat")

    def is_accusative(self, token: Token) -> bool:
        """Whether a bare noun phrase in the singular is accusative by its words ("den Kanzler")."""
        return self.has_form(token, "accusative_forms") and not has_feature(token, "Number", "Plur")

    def has_form(self, token: Token, forms: str) -> bool:
        """Whether a noun phrase's head or determiner is one of a list of forms in the table."""
        phrase = (token, *children(token, "det"))
        return any(part.lower_ in self.language.words[forms] for part in phrase)

    def fill_subject(self, clause: Clause) -> None:
        """Fill the subject (of a passive: the object) from the clause or from where it is shared."""
        if self.is_marked_infinitive(clause.verb):
            self.fill_wrong_subjects(clause)
            tokens, rules = self.controller(clause.verb)
        else:
            tokens, rules = self.surface_subject(clause.verb)
        self.fill_second_subject(clause)
        wrong = [token for token in tokens if token.head == clause.verb and self.is_never_subject(token)]
        if wrong and not clause.is_passive:
            others = clause.slots.get("object", [])
            clause.slots["object"], tokens = wrong, [t for t in (*tokens, *others) if t not in wrong]
            rules = [*rules, "object-first"]
        if clause.is_passive:
            clause.fill("object", tokens, "passive", *rules)
        else:
            clause.fill("subject", tokens, *rules)

    def fill_second_subject(self, clause: Clause) -> None:
        """Take a second subject, or a second name run into the first, for the object it must be.

        Example: "rief Trump Putin an", where names without case mislead a parser
        """
        subjects = self.own_subjects(clause.verb)
        second = [
            token
            for token in (
                *subjects[1:],
                *(part for subject in subjects for part in children(subject, "flat")),
            )
            if self.names.get(token.i) is not self.names.get(subjects[0].i)
        ]
        if second and not clause.is_passive:
            slot = "dative" if "object" in clause.slots else "object"
            if slot not in clause.slots:
                self.fill_bare(clause, second[0], slot, "second-subject")

    def is_marked_infinitive(self, verb: Token) -> bool:
        """Whether a verb is a German infinitive with zu, which never has a subject of its own."""
        marks = self.language.words["infinitive_marks"]
        if verb.tag_ in self.language.words["infinitive_tags"]:
            return True
        parts = [
            *children(verb, "mark"),
            *(m for aux in children(verb, "aux") for m in children(aux, "mark")),
        ]
        return base(verb) != "ROOT" and any(part.lower_ in marks for part in parts)

    def fill_wrong_subjects(self, clause: Clause) -> None:
        """Take the subject that a parser gave an infinitive for its object.

        Example: "wirft den Flüchtlingen vor, die Polizisten angegriffen zu haben"
        """
        wrong = children(clause.verb, "nsubj")
        if wrong and "object" not in clause.slots:
            self.fill_bare(clause, wrong[0], "object", "second-subject")

    def fill_hidden_relative(self, clause: Clause) -> None:
        """Take an article between a comma and a name for the relative pronoun that it is.

        Example: "Trump, der Putin angerufen hatte, …", read as "der Putin"
        """
        roles = self.language.mappings["relative_roles"]
        if base(clause.verb) != "acl" or not roles:
            return
        for child in clause.verb.children:
            articles = [
                d for d in children(child, "det") if d.lower_ in roles and d.i and d.nbor(-1).text == ","
            ]
            if child.i not in self.names or not articles:
                continue
            role = roles[articles[0].lower_]
            for slot in ("subject", "object", "dative"):
                clause.slots.pop(slot, None)
            clause.fill(role, [clause.verb.head], "relative-clause")
            clause.fill("subject" if role != "subject" else "object", [child], "stranded-name")
            return

    def is_never_subject(self, token: Token) -> bool:
        """Whether the words' case forbids a subject ("den Kanzler", "ihn")."""
        return self.has_form(token, "never_subject")

    def surface_subject(self, verb: Token) -> tuple[list[Token], list[str]]:
        """Return the grammatical subject and the rules that found it."""
        own = self.own_subjects(verb)[:1]
        if own:
            rule = "relative-clause" if is_relative_pronoun(own[0], self.language) else "subject"
            return [self.antecedent(token) for token in own], [rule]
        stranded = [child for child in children(verb, "advmod", "dep") if self.is_bare_name(child)]
        if stranded:
            return stranded[:1], ["subject", "stranded-name"]
        label = base(verb)
        if label == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
            return self.surface_subject(verb.head)[0], ["shared-subject"]
        if label in {"xcomp", "advcl", "ccomp", "acl"} and not has_feature(verb, "VerbForm", "Fin"):
            return self.controller(verb)
        if label == "amod":
            return [verb.head], ["participle"]
        return [], []

    def own_subjects(self, verb: Token) -> list[Token]:
        """Return a verb's own subjects, a genitive that a parser took for one passed over.

        Example: "Katars Ministerpräsident Al Thani ermahnte …" → Ministerpräsident
        """
        subjects = children(verb, "nsubj")
        for i, token in enumerate(subjects):
            if token.pos_ == "PROPN" and has_feature(token, "Case", "Gen"):
                owned = [c for c in children(token, "flat", "appos") if c.i > token.i and c.i in self.names]
                subjects[i : i + 1] = owned[:1]
        return subjects

    def is_bare_name(self, token: Token) -> bool:
        """Whether a token is a name without a preposition, whatever a parser calls it."""
        return token.i in self.names and preposition(token, self.language) is None

    def controller(self, verb: Token) -> tuple[list[Token], list[str]]:
        """Return who acts in an infinitive or participle, by the verb that governs it.

        Example: "Scholz forderte Xi auf, Putin anzurufen." → Xi
        """
        head = verb.head
        if base(verb) == "acl" and feature(verb, "VerbForm") in {"Part", "Ger"}:
            return [head], ["participle"]
        if head.pos_ not in {"VERB", "AUX"}:
            return self.noun_controller(head) if base(verb) in {"acl", "xcomp"} else ([], [])
        upper = self.read(head)
        row = self.embedding(upper.lemma)
        if row and row.control == "whom" and not has_own_mark(verb, self.language):
            for slot in ("object", "dative", "on", "an", "von", "upon"):
                if upper.slots.get(slot):
                    return upper.slots[slot], ["object-control", row.name]
        slot = "object" if upper.is_passive else "subject"
        return upper.slots.get(slot, []), ["subject-control"]

    def noun_controller(self, head: Token) -> tuple[list[Token], list[str]]:
        """Return who acts in an infinitive that hangs on an adjective ("bereit, Putin zu treffen")."""
        subjects = children(head, "nsubj")
        return [self.antecedent(token) for token in subjects], ["subject-control"]

    def embedding(self, lemma: str) -> Construction | None:
        """Return the row of a verb that governs an infinitive."""
        rows = self.language.constructions["embedding"].get(lemma)
        return rows[0] if rows else None

    def antecedent(self, token: Token) -> Token:
        """Return what a token stands for: a relative pronoun's noun, else the token itself."""
        if is_relative_pronoun(token, self.language):
            return relative_antecedent(token) or token
        return token
