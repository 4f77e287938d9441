"""What travels between the steps, as frozen dataclasses.

Article ─parsing─▶ Doc ─extracting─▶ Extraction (mentions, triples) ─resolving─▶ ResolvedArticle
(actors, evidence) ─storing─▶ graph. Offsets are character offsets into `Article.text`.
Dates are ISO 8601 strings as precise as known: "2025", "2025-07", "2025-07-05".
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LanguageCode = Literal["de", "en"]
Kind = Literal["person", "organization", "country", "place", "group"]
Form = Literal["name", "nominal", "pronoun"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "planned", "possible", "conditional", "requested", "alleged"]


def fingerprint(*parts: object) -> str:
    """Return a short stable hash of the parts: 20 hexadecimal digits of SHA-256."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Article:
    """One text as read, with what is known about it.

    `id` is `fingerprint(text)`; `path` is where it was read from, absolute ("…/a.zip/b.txt"
    inside an archive); a known title is the text's first line.
    """

    id: str
    path: str
    text: str
    language: LanguageCode | None = None
    published: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A surface name that the catalogue knows: what kind of actor, and a person's gender."""

    kind: Kind
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts: a node of the graph. `id` is a Wikidata QID or a slug."""

    id: str
    name: str
    kind: Kind
    name_de: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    description: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names, describes or points at a possible actor.

    Mentions with the same `chain` (a number within the article) are the same actor; `reason`
    says why ("first", "surname of …", "er → Donald Trump"). `antecedent` is the span of the
    mention that a pronoun or description was linked to. `head` is the lemma of the span's
    head noun; `modifiers` are the adjectives, genitives and compound parts that narrow it down
    ("der französische Präsident" → ("französisch",); "Frankreichs Präsident" → ("Frankreich",);
    "US-Präsident" → head "Präsident", modifiers ("US",)); `title` is what stands before or
    beside a name ("NATO-Generalsekretär Mark Rutte" → "NATO-Generalsekretär").
    `actor` and `via` are filled in by resolving and never kept in the record.
    """

    start: int
    end: int
    text: str
    kind: Kind | None
    form: Form
    number: str = ""
    gender: str = ""
    head: str = ""
    modifiers: tuple[str, ...] = ()
    title: str | None = None
    chain: int = 0
    reason: str = "first"
    antecedent: tuple[int, int] | None = None
    actor: Actor | None = None
    via: str = ""


@dataclass(frozen=True, slots=True)
class Predicate:
    """The verb or noun that carries a relation."""

    start: int
    end: int
    text: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Triple:
    """What one sentence says: who did what to whom, in the sentence's own words.

    `start` and `end` are the sentence's. `rules` names the table rows and rules that made it.
    `confidence` is the estimated chance, 0 to 1, that the triple is right.
    """

    article: str
    sentence: str
    start: int
    end: int
    subject: Mention
    predicate: Predicate
    relation: str
    object: Mention
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    attribution: Mention | None = None
    event_date: str | None = None
    confidence: float = 1.0
    rules: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Hash of the article and the spans: a better rule updates evidence, never doubles it."""
        predicate = (self.predicate.start, self.predicate.end)
        subject = (self.subject.start, self.subject.end, self.subject.antecedent)
        object_ = (self.object.start, self.object.end, self.object.antecedent)
        return fingerprint(self.article, subject, predicate, object_)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything an article says before anybody decides who is who: one entry of the record."""

    article: Article
    sentences: int
    mentions: tuple[Mention, ...]
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One triple between resolved actors, with the sentence behind it.

    `subject` and `object` are actor ids in the arrow's order; of a symmetric relation the
    smaller id is the subject. `relationship` is the arrow's id. `text`, `start_char` and
    `end_char` are the sentence. `date_from` and `date_to` are the first and last day that
    `event_date`, else `published`, can mean.
    """

    id: str
    relationship: str
    subject: str
    relation: str
    object: str
    text: str
    start_char: int
    end_char: int
    subject_text: str
    object_text: str
    subject_via: str
    object_via: str
    predicate: str
    rules: tuple[str, ...]
    event_type: str | None
    quad_class: int
    symmetric: bool
    polarity: Polarity
    modality: Modality
    attribution: str | None
    attributed_to: str | None
    event_date: str | None
    published: str | None
    date_from: str | None
    date_to: str | None
    confidence: float
    independent: bool = True


@dataclass(frozen=True, slots=True)
class ResolvedArticle:
    """What a store holds of one article. `version` is a hash of everything here.

    `actors` are all that evidence, attributions and mentions refer to; `mentions` counts the
    mentions of each actor id; `reprint_of` is the id of the article that this one repeats.
    """

    article: Article
    added: str
    actors: tuple[Actor, ...]
    evidence: tuple[Evidence, ...]
    mentions: Mapping[str, int]
    reprint_of: str | None
    version: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be used, where, and why in one line."""

    path: str
    reason: str
