"""What differs between languages, as tables, and the loader that checks them."""

from graphbuild.languages.loader import (
    CORE_SLOTS,
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
    "CORE_SLOTS",
    "LANGUAGES",
    "ActorNoun",
    "Construction",
    "Frame",
    "Language",
    "Relation",
    "load_language",
    "load_relations",
]
