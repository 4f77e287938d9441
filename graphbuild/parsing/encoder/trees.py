"""Arc scores → the best tree of each sentence (Chu and Liu, 1965; Edmonds, 1967), with one root.

Most sentences need no search: where each word's best governor by itself already gives a tree, it
is the best tree. `find_heads` checks whole batches at once and searches only for the rest.
"""

import numpy as np
import numpy.typing as npt

FORBIDDEN = -1e9

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


def find_heads(arcs: Scores, sentences: Numbers) -> Numbers:
    """Return each word's head: 0 for the root of its sentence, else the head's number from 1.

    Args:
        arcs: scores of governors, the root first (windows × words × words + 1).
        sentences: number of each word's sentence, -1 for padding (windows × words).
    """
    scores = forbid_arcs(arcs, sentences)
    heads: Numbers = scores.argmax(-1)
    for window, sentence in find_broken(heads, sentences):
        places = np.flatnonzero(sentences[window] == sentence)
        columns = np.concatenate([[0], places + 1])
        best = find_tree(scores[window][np.ix_(places, columns)])
        heads[window, places] = columns[best]
    return heads


def forbid_arcs(arcs: Scores, sentences: Numbers) -> Scores:
    """Forbid arcs from a word to itself, to other sentences and to padding."""
    allowed = sentences[:, :, None] == sentences[:, None, :]
    allowed &= ~np.eye(sentences.shape[1], dtype=bool)
    root = np.ones((*sentences.shape, 1), dtype=bool)
    return np.where(np.concatenate([root, allowed], axis=2), arcs, np.float32(FORBIDDEN))


def find_broken(heads: Numbers, sentences: Numbers) -> list[tuple[int, int]]:
    """Return window and sentence where heads have a cycle, or not one root."""
    windows, words = heads.shape
    reached = np.concatenate([np.zeros((windows, 1), np.int64), heads], axis=1)
    for _ in range(max(words, 2).bit_length()):
        reached = np.take_along_axis(reached, reached, axis=1)
    is_word = sentences >= 0
    row, column = np.nonzero(is_word)
    number = sentences[row, column]
    count = np.zeros((windows, int(number.max(initial=0)) + 1), np.int64)
    np.add.at(count, (row, number), heads[row, column] == 0)
    present = np.zeros_like(count, dtype=bool)
    present[row, number] = True
    looped = np.zeros_like(present)
    stuck = reached[row, column + 1] != 0
    looped[row[stuck], number[stuck]] = True
    return list(zip(*map(np.ndarray.tolist, np.nonzero(present & (looped | (count != 1)))), strict=True))


def find_tree(scores: Scores) -> Numbers:
    """Return the heads of the best tree with one root; column 0 of n × (n + 1) scores is the root."""
    heads: Numbers = span_tree(scores)
    roots = np.flatnonzero(heads == 0)
    if len(roots) == 1:
        return heads
    best, best_score = heads, -np.inf
    for root in roots:
        single = scores.copy()
        single[np.arange(len(scores)) != root, 0] = FORBIDDEN
        tree = span_tree(single)
        score = single[np.arange(len(scores)), tree].sum(dtype=np.float64)
        if score > best_score:
            best, best_score = tree, score
    return best


def span_tree(scores: Scores) -> Numbers:
    """Return the heads of the best spanning tree, as many roots as it has."""
    size = len(scores)
    weights = np.full((size + 1, size + 1), FORBIDDEN, np.float64)
    weights[1:] = scores
    weights[np.arange(size + 1), np.arange(size + 1)] = FORBIDDEN
    heads: Numbers = _contract(weights)[1:]
    return heads


def _contract(weights: npt.NDArray[np.float64]) -> Numbers:
    """Chu-Liu-Edmonds: take the best heads, contract a cycle into one node, solve, break the cycle."""
    heads: Numbers = weights.argmax(1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    outside = np.setdiff1d(np.arange(len(weights)), cycle)
    gain = weights[cycle] - weights[cycle, heads[cycle]][:, None]
    size = len(outside)
    smaller = np.full((size + 1, size + 1), FORBIDDEN, np.float64)
    smaller[:size, :size] = weights[np.ix_(outside, outside)]
    smaller[:size, size] = weights[np.ix_(outside, cycle)].max(1)
    smaller[size, :size] = gain[:, outside].max(0)
    smaller[0] = FORBIDDEN
    solved = _contract(smaller)
    entered = outside[solved[size]]
    heads[cycle[gain[:, entered].argmax()]] = entered
    for place, head in zip(outside[1:], solved[1:size], strict=True):
        heads[place] = outside[head] if head < size else cycle[weights[place, cycle].argmax()]
    return heads


def _find_cycle(heads: Numbers) -> Numbers | None:
    """Return the places of one cycle."""
    state = np.zeros(len(heads), np.int64)
    for start in range(1, len(heads)):
        place = start
        while place and not state[place]:
            state[place] = start
            place = heads[place]
        if place and state[place] == start:
            cycle = [place]
            while heads[cycle[-1]] != place:
                cycle.append(heads[cycle[-1]])
            return np.array(cycle)
        state[state == start] = -1
    return None
