"""What differs between languages, as tables, and the loader that checks them."""

from graphbuild.languages.loader import (
    LANGUAGES,
    ActorNoun,
    Construction,
    Frame,
    Language,
    Relation,
    load_language,
    load_relations,
)

__all__ = [
    "LANGUAGES",
    "ActorNoun",
    "Construction",
    "Frame",
    "Language",
    "Relation",
    "load_language",
    "load_relations",
]
