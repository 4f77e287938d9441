"""Chains of mentions → actors, and triples → evidence.

An Extraction comes in (what one article says), the same Extraction with actors on its mentions
goes out, then a ResolvedArticle for storing. Who is who is decided by the catalogue
(`tables/*.tsv`), the article's date and the decisions of people; spaCy is never seen here.
"""

from graphbuild.resolving.actors import resolve_actors
from graphbuild.resolving.building import load_catalogue
from graphbuild.resolving.catalogue import Catalogue
from graphbuild.resolving.decisions import Decisions, load_decisions
from graphbuild.resolving.evidence import to_resolved_article

__all__ = [
    "Catalogue",
    "Decisions",
    "load_catalogue",
    "load_decisions",
    "resolve_actors",
    "to_resolved_article",
]
