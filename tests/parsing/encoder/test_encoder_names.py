"""Names from scores."""

from itertools import product

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from graphbuild.parsing.encoder.names import NameDecoder

LABELS = ("O", "B-PER", "I-PER", "E-PER", "S-PER", "B-LOC", "I-LOC", "E-LOC", "S-LOC")
SCORES = st.integers(1, 3).flatmap(
    lambda size: arrays(np.float32, (1, size, len(LABELS)), elements=st.integers(-9, 9).map(np.float32))
)


def read(labels: tuple[str, ...]) -> list[tuple[int, int, str]] | None:
    """Read names from labels, None where a name is broken off."""
    names: list[tuple[int, int, str]] = []
    opened: tuple[int, str] | None = None
    for place, label in enumerate(labels):
        part, kind = label[0], label[2:]
        if (part in "IE") != (opened is not None) or (opened and opened[1] != kind):
            return None
        if part == "S":
            names.append((place, place + 1, kind))
        if part == "B":
            opened = (place, kind)
        if part == "E" and opened:
            names.append((opened[0], place + 1, kind))
            opened = None
    return None if opened else names


@given(SCORES)
def test_the_best_readable_labels_win(scores: npt.NDArray[np.float32]) -> None:
    """The names found have the highest score of all sequences that can be read as names."""
    size = scores.shape[1]

    def total(numbers: tuple[int, ...]) -> float:
        return float(sum(scores[0, place, number] for place, number in enumerate(numbers)))

    sequences = product(range(len(LABELS)), repeat=size)
    readable = {s: names for s in sequences if (names := read(tuple(LABELS[n] for n in s))) is not None}
    best = max(map(total, readable))
    (found,) = NameDecoder(LABELS).decode(scores, [size])
    assert any(total(s) == best and names == found for s, names in readable.items())


def test_windows_of_different_length_are_read_to_their_own_end() -> None:
    """Padding after a short window adds no name."""
    scores = np.zeros((2, 3, len(LABELS)), np.float32)
    scores[:, :, LABELS.index("S-PER")] = 5
    first, second = NameDecoder(LABELS).decode(scores, [1, 3])
    assert first == [(0, 1, "PER")]
    assert len(second) == 3
