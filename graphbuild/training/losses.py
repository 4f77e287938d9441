"""Scores and targets → the loss that is trained on, and counts of what is right.

Each head's loss is the mean over the words that its source annotates.
"""

from collections import Counter

import torch
from torch import Tensor
from torch.nn import functional

from graphbuild.training.batches import Batch
from graphbuild.training.corpora import STYLES
from graphbuild.training.examples import IGNORED
from graphbuild.training.network import Network, Scores

SHARES = {
    "arcs": 1.0,
    "labels": 1.0,
    "upos": 0.4,
    "xpos": 0.4,
    "feats": 1.0,
    "lemma": 0.5,
    "names": 1.0,
    "starts": 0.5,
}


def compute_losses(
    network: Network, batch: Batch, scores: Scores, *, silver_names: float
) -> dict[str, Tensor]:
    """Return the loss of each head; machine-made names count `silver_names`."""
    targets = batch.targets
    name_weights = torch.where(batch.styles[:, 1] == STYLES.index("silver"), silver_names, 1.0)
    losses = {
        "arcs": _mean(mask_padding(scores.arcs, batch), batch.heads, batch.weights),
        "labels": _mean(
            network.score_labels(*network.choose_governors(scores, batch.heads)),
            torch.where(batch.heads == IGNORED, IGNORED, targets["deps"]),
            batch.weights,
        ),
        "names": _mean(scores.names, targets["names"], name_weights[:, None].expand_as(targets["names"])),
        "starts": _start_loss(scores.starts, targets["starts"]),
        "feats": torch.stack(
            [_mean(scored, targets["feats"][..., number]) for number, scored in enumerate(scores.feats)]
        ).sum(),
    }
    for name in ("upos", "xpos", "lemma"):
        losses[name] = _mean(getattr(scores, name), targets[name])
    return losses


def _mean(scores: Tensor, targets: Tensor, weights: Tensor | None = None) -> Tensor:
    flat, wanted = scores.reshape(-1, scores.shape[-1]).float(), targets.reshape(-1)
    losses = functional.cross_entropy(flat, wanted, ignore_index=IGNORED, reduction="none")
    counted = (wanted != IGNORED).float()
    if weights is not None:
        counted = counted * weights.reshape(-1)
    return (losses * counted).sum() / counted.sum().clamp(min=1)


def _start_loss(scores: Tensor, targets: Tensor) -> Tensor:
    known = targets != IGNORED
    return functional.binary_cross_entropy_with_logits(scores[known].float(), targets[known].float())


def mask_padding(arcs: Tensor, batch: Batch) -> Tensor:
    """Forbid padding as governor."""
    is_word = functional.pad(batch.first > 0, (1, 0), value=True)
    return arcs.masked_fill(~is_word[:, None], -1e4)


def count_right(network: Network, batch: Batch, scores: Scores) -> Counter[str]:
    """Count words, and those right by each head; arcs and labels without punctuation.

    Arcs are the best by themselves, not yet a tree.
    """
    counts: Counter[str] = Counter()
    heads = mask_padding(scores.arcs, batch).argmax(-1)
    labels = network.score_labels(*network.choose_governors(scores, heads)).argmax(-1).view_as(heads)
    targets = batch.targets
    known = (batch.heads != IGNORED) & (targets["upos"] != network.punctuation)
    counts["arcs"] = int(known.sum())
    counts["uas"] = int((known & (heads == batch.heads)).sum())
    counts["las"] = int((known & (heads == batch.heads) & (labels == targets["deps"])).sum())
    for name in ("upos", "xpos", "lemma"):
        right = getattr(scores, name).argmax(-1) == targets[name]
        counts[name] = int(right[targets[name] != IGNORED].sum())
        counts[f"{name} of"] = int((targets[name] != IGNORED).sum())
    counts.update(count_names(scores.names.argmax(-1), targets["names"]))
    starts = targets["starts"]
    counts["start found"] = int(((scores.starts > 0) & (starts >= 0)).sum())
    counts["start right"] = int(((scores.starts > 0) & (starts == 1)).sum())
    counts["start gold"] = int((starts == 1).sum())
    return counts


def count_names(found: Tensor, targets: Tensor) -> Counter[str]:
    """Count names roughly: a name is right if all its words have the right part and label."""
    counts: Counter[str] = Counter()
    for row, gold in zip(found.tolist(), targets.tolist(), strict=True):
        spans = [
            {place for place in _read_spans(values) if gold[place[0]] != IGNORED} for values in (row, gold)
        ]
        counts["name found"] += len(spans[0])
        counts["name gold"] += len(spans[1])
        counts["name right"] += len(spans[0] & spans[1])
    return counts


def _read_spans(tags: list[int]) -> list[tuple[int, int, int]]:
    """Read names from label numbers: 0 is O, then B, I, E, S of each kind."""
    spans, start, kind = [], -1, -1
    for place, tag in enumerate(tags):
        part, this = ((tag - 1) % 4, (tag - 1) // 4) if tag > 0 else (-1, -1)
        if part == 3:
            spans.append((place, place + 1, this))
        if part == 2 and start >= 0 and kind == this:
            spans.append((start, place + 1, this))
        if part == 0:
            start, kind = place, this
        elif part != 1 or kind != this:
            start = -1
    return spans
