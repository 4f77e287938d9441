"""Near-identical texts: agency reports printed by many papers, copies with a changed headline.

A text is the set of its three-word shingles. Two texts are near-identical when these sets
overlap by `THRESHOLD` (Jaccard), compared exactly; candidates are texts that share some of
their smallest shingle hashes (a bottom-k sketch, Broder 1997), which `database` indexes. Groups
are the connected components. What counts once within a group is known only after resolving:
`choose_independent` tells.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from graphbuild.model import Evidence

WORDS_PER_SHINGLE = 3
SKETCH_SIZE = 24
THRESHOLD = 0.8
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ReprintGroup:
    """Articles that repeat each other, by id: earliest published first, then by id.

    The first is the representative; an article that nothing repeats is a group of its own.
    """

    members: tuple[str, ...]


def choose_independent(group: Iterable[Sequence[Evidence]]) -> frozenset[str]:
    """Choose the evidence that counts, given that of each article of one group in its order.

    The same sentence, but for case, spaces and punctuation, with the same arrow, polarity and
    modality counts once: where it is said first.
    """
    seen = set()
    chosen = set()
    for evidence in group:
        for one in sorted(evidence, key=lambda e: (e.start_char, e.end_char, e.id)):
            said = (tuple(words_of(one.text)), one.relationship, one.polarity, one.modality)
            if said not in seen:
                seen.add(said)
                chosen.add(one.id)
    return frozenset(chosen)


def words_of(text: str) -> list[str]:
    """Split a text into words as they are compared: no case, no punctuation."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles_of(text: str) -> frozenset[int]:
    """Hash every run of three words; a shorter text is one shingle."""
    words = words_of(text)
    count = max(len(words) - WORDS_PER_SHINGLE + 1, min(len(words), 1))
    runs = {" ".join(words[start : start + WORDS_PER_SHINGLE]) for start in range(count)}
    return frozenset(_hash(run) for run in runs)


def sketch_of(shingles: Collection[int]) -> list[int]:
    """Take the smallest hashes: those of near-identical texts are nearly the same."""
    return sorted(shingles)[:SKETCH_SIZE]


def needed_in_common(sketch: Sequence[int]) -> int:
    """Say how many hashes of a sketch a candidate shares: few enough to miss no real reprint.

    With overlap .8, about 19 of 24 are expected and fewer than 6 practically never seen.
    """
    return max(1, len(sketch) // 4)


def is_near_identical(one: Collection[int], other: Collection[int]) -> bool:
    """Compare two shingle sets exactly."""
    common = len(set(one) & set(other))
    total = len(one) + len(other) - common
    return total > 0 and common / total >= THRESHOLD


def connected_groups(ids: Iterable[str], near: Mapping[str, Collection[str]]) -> list[set[str]]:
    """Join ids that are near each other, directly or over others."""
    groups = []
    seen: set[str] = set()
    for start in ids:
        if start not in seen:
            group = {start}
            todo = [start]
            while todo:
                fresh = set(near.get(todo.pop(), ())) - group
                group |= fresh
                todo.extend(fresh)
            seen |= group
            groups.append(group)
    return groups


def _hash(run: str) -> int:
    digest = blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
