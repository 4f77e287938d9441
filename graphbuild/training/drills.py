"""Hand-parsed patterns of political news → sentences with trees and entities, names put in by chance.

In: `drills.toml` and persons' names. Out: `Sentence`s without tags. They show the parser what treebanks
of the web and of mixed news hardly hold: objects before subjects, names as subject, object and agent.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from graphbuild.training.conllu import Name, Sentence, Word

TABLE = Path(__file__).with_name("drills.toml")
ENTITY_SLOTS = {"PER": "PER", "PERS": "PER", "FULL": "PER", "CITY": "LOC", "STATE": "LOC"}
ENTITY_SLOTS |= {"THE_ORG": "ORG", "GROUP": "ORG", "MEDIUM": "ORG", "NORP": "NORP"}

Person = tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """Words and slots with head (0-based; the root points at itself) and label of each."""

    items: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


def read_patterns(language: str) -> tuple[list[Pattern], dict[str, list[str]]]:
    """Read the patterns of a language and the words for its slots."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))[language]
    patterns = [parse_pattern(row["text"], row["tree"]) for row in table["pattern"]]
    return patterns, {slot: words.split() for slot, words in table["words"].items()}


def parse_pattern(text: str, tree: str) -> Pattern:
    """Parse a row.

    Example: "PER rief PER an ." with "2:nsubj 0:ROOT 2:obj 2:compound:prt 2:punct"
    """
    items = tuple(text.split())
    arcs = [arc.partition(":") for arc in tree.split()]
    if len(arcs) != len(items):
        raise ValueError(f"drills.toml: {text!r} has {len(items)} words but {len(arcs)} heads")
    heads = tuple(i if head == "0" else int(head) - 1 for i, (head, _, _) in enumerate(arcs))
    return Pattern(items, heads, tuple(label for _, _, label in arcs))


def make_drills(
    language: str, persons: Sequence[Person], random: Random, *, count: int
) -> Iterator[Sentence]:
    """Fill randomly chosen patterns."""
    patterns, words = read_patterns(language)
    for _ in range(count):
        yield fill_pattern(random.choice(patterns), words, persons, random)


def fill_pattern(
    pattern: Pattern, words: dict[str, list[str]], persons: Sequence[Person], random: Random
) -> Sentence:
    """Fill the slots; of a name of two words the second is `flat` under the first."""
    filled = [_fill_slot(item, words, persons, random) for item in pattern.items]
    starts = [sum(len(forms) for forms in filled[:index]) for index in range(len(filled))]
    result: list[Word] = []
    names: list[Name] = []
    for item, forms, head, label in zip(pattern.items, filled, pattern.heads, pattern.labels, strict=True):
        start = len(result)
        result.append(_make_word(forms[0], starts[head], label))
        result += [_make_word(form, start, "flat") for form in forms[1:]]
        if item in ENTITY_SLOTS:
            names.append(Name(start, len(result), ENTITY_SLOTS[item]))
    return Sentence(words=_set_spaces(result), document="drills", names=tuple(names))


def _fill_slot(item: str, words: dict[str, list[str]], persons: Sequence[Person], random: Random) -> Person:
    if item in words:
        return (random.choice(words[item]),)
    if item not in ("PER", "PERS", "FULL"):
        return (item,)
    person = _choose_person(persons, random)
    if item == "PER" and random.random() < 0.6:
        return person[1:]
    if item == "PERS":
        family = person[-1] if person[-1][-1] in "sxzß" else person[-1] + "s"
        return (*person[random.random() < 0.7 : -1], family)
    return person


def _choose_person(persons: Sequence[Person], random: Random) -> Person:
    """Choose a person, those with longer names more often than they come."""
    long_names = [person for person in persons if len(person) > 2]
    return random.choice(long_names if long_names and random.random() < 0.12 else persons)


def _make_word(form: str, head: int, label: str) -> Word:
    return Word(form=form, head=head, label=label)


def _set_spaces(words: list[Word]) -> tuple[Word, ...]:
    forms = [word.form for word in words] + [""]
    forms[0] = forms[0][0].upper() + forms[0][1:]
    return tuple(
        Word(
            form=forms[index],
            head=word.head,
            label=word.label,
            space=forms[index + 1] not in (",", ".", "'s"),
        )
        for index, word in enumerate(words)
    )
