"""Scores of the parts of names → names, by the best sequence that can be read as names.

Labels are `O` and `B-`, `I-`, `E-`, `S-` with each kind. Decoded for a whole batch at once (Viterbi,
1967); no sequence that breaks off a name is allowed.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class NameDecoder:
    """Knows which label may follow which."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = labels
        opens = np.array([label[0] in "BI" for label in labels])
        continues = np.array([label[0] in "IE" for label in labels])
        kinds = np.array([label[2:] for label in labels])
        same = kinds[:, None] == kinds[None, :]
        allowed = np.where(opens[:, None], continues[None, :] & same, ~continues[None, :])
        self.cost = np.where(allowed, 0, -1e9).astype(np.float32)
        self.first = np.where(continues, -1e9, 0).astype(np.float32)
        self.last = np.where(opens, -1e9, 0).astype(np.float32)

    def decode(self, scores: Floats, sizes: Sequence[int]) -> Iterator[list[tuple[int, int, str]]]:
        """Yield the names of each window: first word, word after the last, kind."""
        batch, most, count = scores.shape
        best = scores[:, 0] + self.first
        finals = np.array(sizes) - 1
        back = np.zeros((most, batch, count), np.int64)
        ended = np.where((finals == 0)[:, None], best, 0)
        for place in range(1, most):
            paths = best[:, :, None] + self.cost
            back[place] = paths.argmax(1)
            best = paths.max(1) + scores[:, place]
            ended = np.where((finals == place)[:, None], best, ended)
        labels = (ended + self.last).argmax(-1)
        for row, final in enumerate(finals.tolist()):
            yield self._read(back, row, final, int(labels[row]))

    def _read(
        self, back: npt.NDArray[np.int64], row: int, final: int, label: int
    ) -> list[tuple[int, int, str]]:
        """Follow one path back from its end."""
        names: list[tuple[int, int, str]] = []
        end = final + 1
        for place in range(final, -1, -1):
            text = self.labels[label]
            if text[0] in "ES":
                end = place + 1
            if text[0] in "BS":
                names.append((place, end, text[2:]))
            label = int(back[place, row, label])
        return names[::-1]
