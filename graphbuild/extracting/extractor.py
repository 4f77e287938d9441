"""One article and its parse → mentions in chains and the triples between them.

Ties the modules of this step together: mentions → chains → clauses → candidates → qualifiers.
"""

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from graphbuild.extracting.chains import link_mentions
from graphbuild.extracting.clauses import Clause, read_clauses
from graphbuild.extracting.confidence import estimate
from graphbuild.extracting.dates import find_event_date
from graphbuild.extracting.mentions import find_mentions
from graphbuild.extracting.predicates import Candidate, find_candidates
from graphbuild.extracting.qualifiers import qualify
from graphbuild.extracting.tree import conjuncts, particle
from graphbuild.languages import Language, load_language, load_relations
from graphbuild.model import Article, Extraction, KnownName, Mention, Predicate, Triple

PLACE_RELATIONS = frozenset({"VISITS", "ATTACKS", "INVADES", "WITHDRAWS_FROM"})


def extract_triples(article: Article, doc: Doc, known: Mapping[str, KnownName]) -> Extraction:
    """Extract everything that an article says of actors.

    Args:
        article: its language must be known.
        doc: the article's parse, from a pipeline with Universal Dependencies labels.
        known: surface names that the catalogue knows.

    Example: "Trump rief am Montag Macron an." → Trump CALLS Macron
    """
    assert article.language is not None
    language = load_language(article.language)
    found = find_mentions(doc, language, known)
    mentions = link_mentions(doc, found, language)
    at = {i: mention for item, mention in zip(found, mentions, strict=True) for i in item.covers}
    at |= {item.root.i: mention for item, mention in zip(found, mentions, strict=True)}
    clauses = read_clauses(doc, language, at)
    candidates = find_candidates(doc, language, clauses, set(at))
    maker = Maker(article, language, clauses, at)
    triples = {triple.id: triple for triple in maker.triples(candidates)}
    return Extraction(
        article=article,
        sentences=sum(1 for _ in doc.sents),
        mentions=tuple(mentions),
        triples=tuple(sorted(triples.values(), key=lambda triple: (triple.start, triple.predicate.start))),
    )


class Maker:
    """Turns candidates into triples."""

    def __init__(
        self,
        article: Article,
        language: Language,
        clauses: dict[int, Clause],
        mention_at: Mapping[int, Mention],
    ) -> None:
        self.article = article
        self.language = language
        self.clauses = clauses
        self.mention_at = mention_at

    def triples(self, candidates: Iterator[Candidate]) -> Iterator[Triple]:
        """Yield the triples of the candidates that hold."""
        for candidate in candidates:
            subject, object_ = self.mention_at[candidate.who.i], self.mention_at[candidate.whom.i]
            if subject.chain != object_.chain and is_possible(candidate, subject, object_):
                triple = self.triple(candidate, subject, object_)
                if triple is not None:
                    yield triple

    def triple(self, candidate: Candidate, subject: Mention, object_: Mention) -> Triple | None:
        """Make one triple, or none of a question."""
        said = qualify(candidate.predicate, self.clauses, self.language)
        if said.is_question:
            return None
        frame = candidate.frame
        negative = (said.polarity == "negative") != bool(frame and frame.negative)
        modality = said.modality
        if modality == "asserted" and frame is not None and frame.modality:
            modality = frame.modality
        sent = candidate.predicate.sent
        return Triple(
            article=self.article.id,
            sentence=sent.text.strip(),
            start=sent.start_char + len(sent.text) - len(sent.text.lstrip()),
            end=sent.start_char + len(sent.text.rstrip()),
            subject=subject,
            predicate=predicate_span(candidate.predicate, candidate.lemma, self.language),
            relation=candidate.relation,
            object=object_,
            polarity="negative" if negative else "positive",
            modality=modality,
            attribution=self.source(said.source),
            event_date=find_event_date(
                candidate.predicate, self.article.published, self.language, is_planned=modality == "planned"
            ),
            confidence=estimate(candidate, subject, object_),
            rules=tuple(dict.fromkeys((*candidate.rules, *said.rules))),
        )

    def source(self, token: Token | None) -> Mention | None:
        """Return the mention of who says so."""
        if token is None:
            return None
        return next((self.mention_at[part.i] for part in conjuncts(token) if part.i in self.mention_at), None)


def is_possible(candidate: Candidate, subject: Mention, object_: Mention) -> bool:
    """Whether the kinds of both ends allow the relation: a mere place acts on nobody."""
    row = load_relations()[candidate.relation]
    if (row.who and subject.kind not in (None, *row.who)) or (
        row.whom and object_.kind not in (None, *row.whom)
    ):
        return False
    if object_.kind == "place" and candidate.relation not in PLACE_RELATIONS and object_.form != "name":
        return False
    return candidate.relation != "RELATED" or subject.form == object_.form == "name"


def predicate_span(token: Token, lemma: str, language: Language) -> Predicate:
    """Return the predicate's span: the verb or noun, without a particle that stands apart."""
    separated = particle(token, language)
    end = token
    if separated is not None and separated.i == token.i + 1:
        end = separated
    text = token.doc[token.i : end.i + 1].text
    return Predicate(start=token.idx, end=end.idx + len(end), text=text, lemma=lemma)
