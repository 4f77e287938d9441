"""Doc → Extraction: who did what to whom, in the sentence's own words. Next: the record."""

from graphbuild.extracting.extractor import extract_triples
from graphbuild.extracting.openie import extract_open

__all__ = ["extract_open", "extract_triples"]
