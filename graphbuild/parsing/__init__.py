"""Article → spaCy Doc: which language, which pipeline, in batches. Next: extracting."""

from graphbuild.parsing.language import detect_language, with_language
from graphbuild.parsing.pipelines import PIPELINES, batched, load_pipeline, parse_articles

__all__ = ["PIPELINES", "batched", "detect_language", "load_pipeline", "parse_articles", "with_language"]
