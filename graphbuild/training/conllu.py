"""CoNLL-U → sentences.

In: lines of a `.conllu` or `.conllu.xz` file. Out: `Sentence`s whose words carry tags, features,
lemma and tree, in tokens that join to the surface text. `entities` adds names, `passages` groups them.
"""

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = "ROOT"


@dataclass(frozen=True)
class Word:
    """One token; `head` is an index into the sentence, the root points at itself."""

    form: str
    space: bool = True
    lemma: str = ""
    upos: str = ""
    xpos: str = ""
    feats: str = ""
    head: int = -1
    label: str = ""
    misc: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Name:
    """An entity: words `start` to `end` (exclusive) with a label such as PER."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Sentence:
    """Words with what is known of them.

    Attributes:
        names: entities, or None where the source does not annotate them.
        unsure: words of which it is not known whether they are names.
        has_tree: whether words carry tags and heads.
    """

    words: tuple[Word, ...]
    document: str = ""
    id: str = ""
    names: tuple[Name, ...] | None = None
    unsure: frozenset[int] = frozenset()
    has_tree: bool = True


def read_lines(path: Path) -> Iterator[str]:
    """Read the lines of a text file, unpacking `.xz`."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def split_blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Split lines at empty lines."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Read the sentences of a CoNLL-U file."""
    return parse_conllu(read_lines(path))


def parse_conllu(lines: Iterable[str]) -> Iterator[Sentence]:
    """Turn CoNLL-U lines into sentences; `newdoc` comments name the document they belong to."""
    document = ""
    for block in split_blocks(lines):
        for line in block:
            if line.startswith("# newdoc"):
                document = line.partition("=")[2].strip()
        ids = [line.partition("=")[2].strip() for line in block if line.startswith("# sent_id")]
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        yield Sentence(words=_read_words(rows), document=document, id="".join(ids))


def _read_words(rows: list[list[str]]) -> tuple[Word, ...]:
    """Read words; those of a multiword token that do not spell it are merged into one."""
    words: list[Word] = []
    ranges: list[tuple[int, int, str, bool]] = []
    for row in rows:
        if "-" in row[0]:
            first, last = (int(number) - 1 for number in row[0].split("-"))
            ranges.append((first, last, row[1], "SpaceAfter" not in _read_misc(row[9])))
        elif "." not in row[0]:
            words.append(_read_word(row, index=len(words)))
    groups: list[tuple[int, int, str]] = []
    for first, last, surface, space in ranges:
        for index in range(first, last):
            words[index] = replace(words[index], space=False)
        words[last] = replace(words[last], space=space)
        if "".join(word.form for word in words[first : last + 1]) != surface:
            groups.append((first, last, surface))
    return _merge_words(words, groups)


def _read_word(row: list[str], *, index: int) -> Word:
    misc = _read_misc(row[9])
    head = int(row[6]) - 1
    return Word(
        form=row[1],
        space=misc.get("SpaceAfter") != "No",
        lemma="" if row[2] == "_" and row[1] != "_" else row[2],
        upos=row[3],
        xpos=row[4],
        feats="" if row[5] == "_" else row[5],
        head=index if head < 0 else head,
        label=ROOT if head < 0 else row[7],
        misc=misc,
    )


def _read_misc(column: str) -> dict[str, str]:
    pairs = (item.partition("=") for item in column.split("|") if "=" in item)
    return {key: value for key, _, value in pairs}


def _merge_words(words: list[Word], groups: list[tuple[int, int, str]]) -> tuple[Word, ...]:
    """Merge each group into one word that keeps the tags and head of the group's topmost word."""
    start_of = list(range(len(words)))
    for first, last, _ in groups:
        start_of[first : last + 1] = [first] * (last - first + 1)
    new_index = {start: new for new, start in enumerate(sorted(set(start_of)))}
    surface = {first: (last, form) for first, last, form in groups}
    merged = []
    for start in new_index:
        last, form = surface.get(start, (start, words[start].form))
        inside = range(start, last + 1)
        top = next((i for i in inside if words[i].head not in inside or words[i].head == i), start)
        head = start if words[top].head == top else words[top].head
        merged.append(replace(words[top], form=form, space=words[last].space, head=new_index[start_of[head]]))
    return tuple(merged)
