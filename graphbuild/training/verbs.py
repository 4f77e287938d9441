"""`python -m graphbuild.training.verbs --data DATA`: write the tables of verbs in `languages`.

In: the German lexicon of full forms, the English treebanks. Out: `verbs_de.tsv`, every infinitive with
the forms that neither regular endings nor the verb without its prefix explain; `verbs_en.tsv`, the
infinitives in use beside the irregular forms that stand there.
"""

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from graphbuild.languages.verbs import HERE, german_infinitives
from graphbuild.training.conllu import read_conllu, read_lines

GERMAN_HEAD = """\
# German infinitives and, beside those that need them, their irregular forms; read by verbs.py.
# From languagetool-org/german-pos-dict (Morphy, korrekturen.de), made by graphbuild.training.verbs.
# This file is licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
"""
ENGLISH_HEAD = """\
# English infinitives and irregular forms; read by verbs.py. The forms were written by hand; the
# infinitives are those of the English treebanks (UD_English-EWT, UD_English-GUM) and of
# predicates_en.toml, collected by graphbuild.training.verbs.
# This file is licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
"""
ENGLISH = ("en_ewt-train", "en_ewt-dev", "en_gum-train", "en_gum-dev")
PREDICATES = HERE / "predicates_en.toml"
KIND = "VER"
VOWELS = frozenset("aeiouäöü")


def read_verbs(lines: Iterable[str]) -> dict[str, set[str]]:
    """Return the forms of every infinitive."""
    forms: dict[str, set[str]] = defaultdict(set)
    infinitives = set()
    for line in lines:
        form, *cells = line.split("\t")
        for cell in cells:
            lemma, _, tags = cell.partition(" ")
            kinds = [tag for tag in tags.split("|") if tag.startswith(KIND)]
            if kinds and form.islower() and begins_alike(lemma, form):
                forms[lemma].add(form)
            if any(tag.startswith("VER") and ":INF" in tag for tag in kinds):
                infinitives.add(lemma)
    return {lemma: found for lemma, found in forms.items() if lemma in infinitives and lemma.endswith("n")}


def begins_alike(lemma: str, form: str) -> bool:
    """Tell whether a form can be of a verb; the lexicon also has "stellt" for "wiederherstellen".

    Example: aß for essen, ist for sein, gerufen for rufen
    """
    is_alike = form[0] == lemma[0] or {form[0], lemma[0]} <= VOWELS
    return is_alike or form.startswith("ge") or lemma == "sein"


def keep_irregular(verbs: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Keep the forms that are not regular, and not those of the verb without a prefix."""
    irregular = {
        lemma: {form for form in forms if lemma not in german_infinitives(form)}
        for lemma, forms in verbs.items()
    }
    return {
        lemma: sorted(forms - {form for form in forms if is_explained(lemma, form, irregular)})
        for lemma, forms in irregular.items()
    }


def is_explained(lemma: str, form: str, irregular: Mapping[str, set[str]]) -> bool:
    """Tell whether a form is a prefix and a form of the verb without it.

    Example: zurückwies, of weisen; abgewiesen, of weisen (gewiesen)
    """
    for size in range(2, len(lemma) - 2):
        base = lemma[size:]
        if lemma[:size] == form[:size] and form[size:].removeprefix("zu") in irregular.get(base, ()):
            return True
    return False


def read_english(data: Path) -> set[str]:
    """Return the infinitives that the English treebanks and the predicate table have."""
    counts: Counter[str] = Counter()
    for name in ENGLISH:
        for sentence in read_conllu(data / f"ud/{name}.conllu.xz"):
            counts.update(word.lemma for word in sentence.words if word.upos == "VERB")
    frames = tomllib.loads(PREDICATES.read_text(encoding="utf-8"))["predicate"]
    verbs = set(counts) | {row.get("verb", "") for row in frames}
    return {verb for verb in verbs if verb.isalpha() and verb.islower() and len(verb) > 1}


def read_irregular(path: Path) -> dict[str, str]:
    """Return the rows of a table that have irregular forms; in English they are written by hand."""
    lines = (line for line in read_lines(path) if not line.startswith("#"))
    return {verb: forms for verb, _, forms in (line.partition("\t") for line in lines) if forms}


def write_table(path: Path, head: str, rows: Mapping[str, str]) -> None:
    """Write infinitives and forms."""
    lines = ("\t".join(filter(None, row)) for row in sorted(rows.items()))
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read lexicon and treebanks, write the tables."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.training.verbs")
    parser.add_argument("--data", type=Path, required=True, help="directory with lexicon/ and ud/")
    options = parser.parse_args()
    kept = keep_irregular(read_verbs(read_lines(options.data / "lexicon/de_forms.tsv.xz")))
    write_table(HERE / "verbs_de.tsv", GERMAN_HEAD, {verb: " ".join(forms) for verb, forms in kept.items()})
    by_hand = read_irregular(HERE / "verbs_en.tsv")
    misspelt = {form for forms in by_hand.values() for form in forms.split()} - by_hand.keys()
    in_use = dict.fromkeys(read_english(options.data) - misspelt, "")
    write_table(HERE / "verbs_en.tsv", ENGLISH_HEAD, in_use | by_hand)


if __name__ == "__main__":
    main()
