"""Entity annotations of four sources → `Name`s of one scheme (PER, ORG, LOC, NORP, MISC).

In: BIO tags, the silver's `NE=`, GUM's `Entity=`, GermEval's columns. Out: sentences with `names`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graphbuild.training.conllu import Name, Sentence, Word, read_lines, split_blocks
from graphbuild.training.nationalities import WORDS, Nationalities

GERMEVAL = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "OTH": "MISC", "LOCderiv": "NORP"}
UNER = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
GUM = {"person": "PER", "organization": "ORG", "place": "LOC"}
TITLES = frozenset(WORDS["titles"])
CURRENCIES = frozenset(WORDS["currencies"])
_GUM_EVENT = re.compile(r"\((\d+)-([^-()]+)[^()]*|(\d+)\)|\)")


def decode_bio(tags: Sequence[str]) -> tuple[Name, ...]:
    """Turn BIO tags into names; an I- that continues nothing begins a name."""
    names: list[Name] = []
    for index, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        if prefix not in ("B", "I"):
            continue
        if prefix == "I" and names and names[-1].end == index and names[-1].label == label:
            names[-1] = replace(names[-1], end=index + 1)
        else:
            names.append(Name(index, index + 1, label))
    return tuple(names)


def add_silver_names(sentence: Sentence, nationalities: Nationalities) -> Sentence:
    """Take the names in `NE=`; MISC that is a nationality word becomes NORP."""
    names = []
    for name in decode_bio([word.misc.get("NE", "O") for word in sentence.words]):
        word = sentence.words[name.start]
        is_single = name.label == "MISC" and name.end - name.start == 1
        if is_single and (nationalities.is_nationality(word) or _is_city_adjective(word)):
            names.append(replace(name, label="NORP"))
        elif not (is_single and word.form in CURRENCIES):
            names.append(name)
    return add_nationalities(replace(sentence, names=tuple(names)), nationalities)


def _is_city_adjective(word: Word) -> bool:
    """Example: Berliner, Schweizer (GermEval: LOCderiv)."""
    return word.upos == "ADJ" and word.form[0].isupper() and word.form.endswith("er")


def add_nationalities(sentence: Sentence, nationalities: Nationalities) -> Sentence:
    """Add NORP for each nationality word outside all names."""
    names = list(sentence.names or ())
    taken = {index for name in names for index in range(name.start, name.end)} | sentence.unsure
    for index, word in enumerate(sentence.words):
        if index not in taken and nationalities.is_nationality(word):
            names.append(Name(index, index + 1, "NORP"))
    return replace(sentence, names=tuple(sorted(names, key=lambda name: name.start)))


def read_germeval(path: Path) -> Iterator[Sentence]:
    """Read GermEval 2014, outer layer: sentences without trees, spaces guessed."""
    for block in split_blocks(read_lines(path)):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        names = decode_bio([_map_tag(row[2], GERMEVAL) for row in rows])
        words = space_words([row[1] for row in rows])
        yield Sentence(words=words, names=names, has_tree=False)


def _map_tag(tag: str, labels: dict[str, str]) -> str:
    prefix, _, label = tag.partition("-")
    return f"{prefix}-{labels[label]}" if label in labels else "O"


def space_words(forms: Sequence[str]) -> tuple[Word, ...]:
    """Guess which words were followed by a space: not before `, . )`, not after `( „`."""
    words = []
    is_open = False
    for index, form in enumerate(forms):
        following = forms[index + 1] if index + 1 < len(forms) else ""
        if form == '"':
            is_open = not is_open
        opens = form in "([„‚" or (form == '"' and is_open)
        closes = following in {",", ".", ";", ":", "!", "?", ")", "]", "“", "‘", "”", "%", "..."}
        closes = closes or (following == '"' and is_open)
        words.append(Word(form=form, space=not (opens or closes)))
    return tuple(words)


def read_uner(path: Path) -> dict[tuple[str, ...], list[str]]:
    """Read Universal NER: forms of a sentence → raw BIO tags."""
    tags = {}
    for block in split_blocks(read_lines(path)):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        tags[tuple(row[1] for row in rows)] = [row[2] for row in rows]
    return tags


def add_uner_names(sentence: Sentence, tags: dict[tuple[str, ...], list[str]]) -> Sentence:
    """Look the sentence up in UNER; stray OTH tags make a word unsure, not a name."""
    found = tags.get(tuple(word.form for word in sentence.words))
    if found is None:
        return sentence
    unsure = frozenset(index for index, tag in enumerate(found) if tag.endswith("-OTH"))
    names = decode_bio([_map_tag(tag, UNER) for tag in found])
    return replace(sentence, names=names, unsure=unsure)


def add_gum_names(sentence: Sentence) -> Sentence:
    """Turn `Entity=` mentions headed by a proper noun into names, the longest winning.

    Example: "(the former (French)place president (Emmanuel Macron)person)" → Emmanuel Macron PER
    """
    cores = {
        _find_core(sentence.words, start, end, GUM.get(etype, "MISC"))
        for start, end, etype in _find_mentions(sentence)
        if etype not in ("time", "quantity")
    }
    names: list[Name] = []
    for core in sorted(filter(None, cores), key=lambda name: (name.start - name.end, name.start, name.label)):
        if all(core.end <= name.start or name.end <= core.start for name in names):
            names.append(core)
    return replace(sentence, names=tuple(sorted(names, key=lambda name: name.start)))


def _find_mentions(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Read GUM's brackets `(id-type-…` and `id)` that open and close within the sentence."""
    mentions = []
    opened: list[tuple[str, str, int]] = []
    for index, word in enumerate(sentence.words):
        for match in _GUM_EVENT.finditer(word.misc.get("Entity", "")):
            if match[1]:
                opened.append((match[1], match[2], index))
                continue
            keys = [key for key, _, _ in opened]
            if not keys or (match[3] and match[3] not in keys):
                continue
            place = len(keys) - 1 - keys[::-1].index(match[3]) if match[3] else -1
            _, etype, start = opened.pop(place)
            mentions.append((start, index + 1, etype))
    return mentions


def _find_core(words: Sequence[Word], start: int, end: int, label: str) -> Name | None:
    """Find the proper name around the head of a mention: proper nouns joined to it, no title."""
    inside = range(start, end)
    head = next((i for i in inside if words[i].head not in inside or words[i].head == i), start)
    if words[head].upos != "PROPN" or words[head].label == "nmod:unmarked":
        return None
    first, last = head, head
    while first - 1 in inside and _is_name_part(words[first - 1]):
        first -= 1
    while last + 1 in inside and _is_name_part(words[last + 1]):
        last += 1
    if label in ("ORG", "MISC"):
        last = _extend_over_of(words, last, end)
    while first < last and label == "PER" and words[first].form in TITLES:
        first += 1
    if words[first].form in TITLES and first == last:
        return None
    return Name(first, last + 1, label)


def _extend_over_of(words: Sequence[Word], last: int, end: int) -> int:
    """Example: "University" → "University of Chicago"."""
    if last + 2 < end and words[last + 1].form in ("of", "for", "and", "&"):
        follow = last + 2
        while follow < end and _is_name_part(words[follow]):
            follow += 1
        if follow > last + 2:
            return follow - 1
    return last


def _is_name_part(word: Word) -> bool:
    return word.upos == "PROPN" or word.xpos in ("NNP", "NNPS") or word.form == "-"
