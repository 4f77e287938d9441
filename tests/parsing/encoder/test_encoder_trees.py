"""The best tree of a sentence, against search by hand through all of them."""

from itertools import product

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from graphbuild.parsing.encoder.trees import FORBIDDEN, find_broken, find_heads, find_tree

SCORES = st.integers(1, 5).flatmap(
    lambda size: arrays(np.float32, (size, size + 1), elements=st.integers(-50, 50).map(np.float32))
)


def is_tree(heads: tuple[int, ...]) -> bool:
    """Whether heads (0 is the root, words count from 1) have one root and no cycle."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        place, steps = start, 0
        while place and steps <= len(heads):
            place, steps = heads[place - 1], steps + 1
        if place:
            return False
    return True


def forbid_loops(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Forbid arcs from a word to itself."""
    scores = scores.copy()
    scores[np.arange(len(scores)), np.arange(len(scores)) + 1] = FORBIDDEN
    return scores


@given(SCORES)
def test_a_tree_with_one_root_is_found(scores: npt.NDArray[np.float32]) -> None:
    """Whatever the scores, the heads are a tree with one root."""
    assert is_tree(tuple(find_tree(forbid_loops(scores)).tolist()))


@given(SCORES)
def test_the_tree_is_the_best_below_its_root(scores: npt.NDArray[np.float32]) -> None:
    """No tree with the same root has a higher score."""
    scores = forbid_loops(scores)
    size = len(scores)
    found = tuple(find_tree(scores).tolist())
    trees = (heads for heads in product(range(size + 1), repeat=size) if is_tree(heads))
    same_root = (heads for heads in trees if heads.index(0) == found.index(0))

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(heads)))

    assert total(found) == max(map(total, same_root))


def test_each_sentence_of_a_window_gets_its_own_root() -> None:
    """Arcs across sentences are forbidden, and padding belongs to none."""
    arcs = np.zeros((1, 5, 6), np.float32)
    arcs[0, :, 3] = 9  # everybody wants the third word, of the second sentence
    sentences = np.array([[0, 0, 1, 1, -1]])
    heads = find_heads(arcs, sentences)[0, :4].tolist()
    assert [heads[:2].count(0), heads[2:].count(0)] == [1, 1]
    assert set(heads[:2]) <= {0, 1, 2}
    assert set(heads[2:]) <= {0, 3, 4}


def test_cycles_and_second_roots_are_noticed() -> None:
    """A cycle in one window and two roots in another are named with their sentences."""
    heads = np.array([[0, 3, 2, 0], [0, 1, 0, 3], [0, 1, 1, 0]])
    sentences = np.array([[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, -1]])
    assert find_broken(heads, sentences) == [(0, 0), (1, 0)]
