"""Corpora → padded batches of windows, a new mixture in each epoch.

The order depends on seed and epoch alone, so that an interrupted training goes on where it stopped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor

from graphbuild.parsing.encoder.pieces import PAD
from graphbuild.training.corpora import STYLES, Corpus
from graphbuild.training.examples import IGNORED, Encoder, Window
from graphbuild.training.passages import Pools, Variation, make_passages

AS_WRITTEN = Variation(
    headline=0,
    paragraph=0,
    quotes=0,
    lower=0,
    names=0,
    single=0.5,
    opener=0,
    ender=0,
    glued=0,
    wrapped=0,
    exclaimed=0,
)


@dataclass(frozen=True)
class Batch:
    """Padded windows; see `Window` for the parts."""

    pieces: Tensor
    first: Tensor
    last: Tensor
    lengths: Tensor
    styles: Tensor
    heads: Tensor
    weights: Tensor
    targets: dict[str, Tensor]
    words: int


def make_epoch(
    corpora: Sequence[Corpus], encoder: Encoder, pools: dict[str, Pools], random: Random, *, size: int
) -> Iterator[Batch]:
    """Yield the batches of an epoch: windows of similar length together, the batches in random order."""
    windows = []
    for corpus in corpora:
        for _ in range(corpus.copies):
            windows += read_windows(corpus, encoder, pools[corpus.language], random)
    yield from group_windows(windows, random, size=size)


def read_windows(
    corpus: Corpus,
    encoder: Encoder,
    pools: Pools | None = None,
    random: Random | None = None,
) -> list[Window]:
    """Cut a corpus into windows: varied by chance if `random` is given, else as written."""
    number = STYLES.index(corpus.style)
    passages = make_passages(
        corpus.sentences, random or Random(0), pools=pools, variation=None if random else AS_WRITTEN
    )
    return [window for passage in passages for window in encoder.make_windows(passage, (number, number))]


def group_windows(windows: list[Window], random: Random, *, size: int) -> Iterator[Batch]:
    """Group windows into batches of at most `size` pieces, padding included."""
    random.shuffle(windows)
    windows.sort(key=lambda window: len(window.pieces) + random.random() * 6)
    groups: list[list[Window]] = [[]]
    longest = 0
    for window in windows:
        longest = max(longest, len(window.pieces))
        if groups[-1] and longest * (len(groups[-1]) + 1) > size:
            groups.append([])
            longest = len(window.pieces)
        groups[-1].append(window)
    random.shuffle(groups)
    return (make_batch(group) for group in groups if group)


def make_batch(windows: Sequence[Window]) -> Batch:
    """Pad windows to the longest."""

    def pad(arrays: list[np.ndarray], fill: int) -> Tensor:
        longest = max(len(array) for array in arrays)
        padded = np.full((len(arrays), longest, *arrays[0].shape[1:]), fill, arrays[0].dtype)
        for row, array in zip(padded, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(padded)

    names = windows[0].targets
    return Batch(
        pieces=pad([w.pieces for w in windows], PAD),
        first=pad([w.first for w in windows], 0),
        last=pad([w.last for w in windows], 0),
        lengths=torch.tensor([len(w.pieces) for w in windows]),
        styles=torch.tensor([w.styles for w in windows]),
        heads=pad([w.heads for w in windows], IGNORED),
        weights=pad([w.weights for w in windows], 0),
        targets={name: pad([w.targets[name] for w in windows], IGNORED) for name in names},
        words=sum(len(w.first) for w in windows),
    )
