"""Treebanks → `languages/word_counts.tsv`: how common the commonest words of each language are.

Run as `python -m graphbuild.training.word_counts --data DATA`. The table tells German from English.
"""

import argparse
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graphbuild.parsing.language import WORD, WORD_COUNTS

TREEBANKS = {
    "de": ("de_silver-wmt", "de_silver-wikinews", "de_silver-bundestag"),
    "en": ("en_ewt-train", "en_gum-train"),
}
KEPT = 4000
HEAD = """# How often a word occurs in a million words of German and of English news and web text.
# Counted in the texts of the treebanks named in graphbuild/pipelines; made by
# python -m graphbuild.training.word_counts
"""


def read_words(path: Path) -> Iterator[str]:
    """Yield the words of a compressed CoNLL-U file but for names; a sentence's first as inside it."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) > 3 and fields[3] != "PROPN" and WORD.fullmatch(fields[1]):
                yield fields[1].lower() if fields[0] == "1" and fields[3] != "NOUN" else fields[1]


def count_words(data: Path) -> dict[str, Counter[str]]:
    """Count the words of each language, per million."""
    counts = {}
    for language, names in TREEBANKS.items():
        raw = Counter(word for name in names for word in read_words(data / "ud" / f"{name}.conllu.xz"))
        total = raw.total()
        counts[language] = Counter({word: round(n * 1e6 / total) for word, n in raw.items()})
    return counts


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the treebanks")
    counts = count_words(parser.parse_args().data)
    kept = sorted({word for language in counts for word, _ in counts[language].most_common(KEPT)})
    rows = [f"{word}\t{counts['de'][word]}\t{counts['en'][word]}\n" for word in kept]
    WORD_COUNTS.write_text(HEAD + "word\tde\ten\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
