"""Batches → trained weights: the loop, its schedule, and checkpoints that survive an interruption.

Out: `OUTPUT/checkpoint.pt` (everything needed to go on) and `OUTPUT/weights.pt` (the average of the
last steps' weights, what is measured and shipped).
"""

import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from graphbuild.training.batches import Batch, group_windows, make_epoch, read_windows
from graphbuild.training.corpora import Corpus
from graphbuild.training.examples import Encoder
from graphbuild.training.losses import SHARES, compute_losses, count_right
from graphbuild.training.network import Network
from graphbuild.training.passages import Pools

logger = logging.getLogger(__name__)

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class Schedule:
    """How long and how fast.

    Attributes:
        steps: optimizer steps in all.
        pieces: pieces a batch, padding included.
        encoder_rate: highest learning rate of the encoder's top layer; each below has 5 % less.
        head_rate: highest learning rate of the heads.
        averaged: share of the old average kept at each step.
        silver_names: how much machine-made names count.
        every: steps between checkpoints.
    """

    steps: int
    pieces: int = 2400
    encoder_rate: float = 2e-4
    head_rate: float = 1.2e-3
    layer_decay: float = 0.95
    weight_decay: float = 0.01
    warmup: float = 0.06
    averaged: float = 0.998
    seed: int = 7
    silver_names: float = 0.5
    every: int = 300


class Training:
    """A network, its optimizer and how far they are."""

    def __init__(self, network: Network, schedule: Schedule) -> None:
        self.network = network
        self.schedule = schedule
        self.optimizer = torch.optim.AdamW(list(group_parameters(network, schedule)), betas=(0.9, 0.98))
        self.average: Weights = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.step = 0
        self.epoch = 0
        self.batch = 0

    def save(self, output: Path) -> None:
        """Write the checkpoint, and the averaged weights beside it."""
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
            "progress": (self.step, self.epoch, self.batch),
        }
        torch.save(state, output / "checkpoint.new")
        (output / "checkpoint.new").replace(output / "checkpoint.pt")
        torch.save(self.average, output / "weights.pt")

    def load(self, output: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(output / "checkpoint.pt", weights_only=True)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.step, self.epoch, self.batch = state["progress"]

    def learn(self, batch: Batch) -> dict[str, float]:
        """Take one step."""
        rate = rate_at(self.step / self.schedule.steps, self.schedule.warmup)
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * rate
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.network(batch.pieces, batch.first, batch.last, batch.styles, batch.lengths)
            losses = compute_losses(self.network, batch, scores, silver_names=self.schedule.silver_names)
        total = sum(SHARES[name] * loss for name, loss in losses.items())
        self.optimizer.zero_grad()
        total.backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimizer.step()
        self.step += 1
        self._average()
        return {name: float(loss.detach()) for name, loss in losses.items()}

    def _average(self) -> None:
        kept = min(self.schedule.averaged, self.step / (self.step + 10))
        with torch.no_grad():
            for name, value in self.network.named_parameters():
                if value.requires_grad:
                    self.average[name].lerp_(value, 1 - kept)


def group_parameters(network: Network, schedule: Schedule) -> Iterator[dict[str, object]]:
    """Yield groups with their highest rates: lower layers learn more slowly, norms don't decay."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, value in network.named_parameters():
        if not value.requires_grad:
            continue
        decay = schedule.weight_decay if value.ndim > 1 and name != "pieces.weight" else 0.0
        groups.setdefault((rate_of(name, network.shape.layers, schedule), decay), []).append(value)
    for (rate, decay), values in groups.items():
        yield {"params": values, "lr": rate, "highest": rate, "weight_decay": decay}


def rate_of(name: str, layers: int, schedule: Schedule) -> float:
    """Return the highest rate of a parameter."""
    part, _, rest = name.partition(".")
    if part == "layers":
        depth = layers - 1 - int(rest.partition(".")[0])
    elif part in ("pieces", "positions", "norm"):
        depth = layers
    else:
        return schedule.head_rate
    return schedule.encoder_rate * schedule.layer_decay**depth


def rate_at(progress: float, warmup: float) -> float:
    """Return the share of the highest rate: up in a line, then down along a cosine to nearly nothing."""
    if progress < warmup:
        return (progress + 1e-3) / (warmup + 1e-3)
    rest = (progress - warmup) / (1 - warmup)
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(rest, 1)))


def fit(
    training: Training,
    corpora: Sequence[Corpus],
    held_out: Sequence[Corpus],
    encoder: Encoder,
    pools: dict[str, Pools],
    output: Path,
    *,
    on_step: Callable[[int], None] | None = None,
) -> None:
    """Train to the end of the schedule; measure and save now and then."""
    schedule = training.schedule
    started, words, sums = time.perf_counter(), 0, Counter[str]()
    while training.step < schedule.steps:
        random = Random(schedule.seed * 1000 + training.epoch)
        for number, batch in enumerate(make_epoch(corpora, encoder, pools, random, size=schedule.pieces)):
            if number < training.batch:
                continue
            sums.update(training.learn(batch))
            training.batch = number + 1
            words += batch.words
            if training.step % 50 == 0:
                speed = words / (time.perf_counter() - started)
                shown = " ".join(f"{name} {value / 50:.3f}" for name, value in sorted(sums.items()))
                logger.info("step %d epoch %d %.0f words/s %s", training.step, training.epoch, speed, shown)
                sums.clear()
            if training.step % schedule.every == 0 or training.step == schedule.steps:
                training.save(output)
                for corpus in held_out:
                    logger.info("%s %s", corpus.style, evaluate(training, corpus, encoder))
            if training.step >= schedule.steps:
                return
        training.epoch += 1
        training.batch = 0


def evaluate(training: Training, corpus: Corpus, encoder: Encoder) -> str:
    """Measure the averaged weights on a corpus, gold words."""
    current: Weights = {k: v.detach().clone() for k, v in training.network.state_dict().items()}
    training.network.load_state_dict(training.average)
    counts = measure(training.network, corpus, encoder)
    training.network.load_state_dict(current)
    return format_counts(counts)


def measure(network: Network, corpus: Corpus, encoder: Encoder) -> Counter[str]:
    """Count what is right in a corpus."""
    network.eval()
    counts: Counter[str] = Counter()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in group_windows(read_windows(corpus, encoder), Random(0), size=3200):
            scores = network(batch.pieces, batch.first, batch.last, batch.styles, batch.lengths)
            counts.update(count_right(network, batch, scores))
    return counts


def format_counts(counts: Counter[str]) -> str:
    """Format as percentages."""
    figures = {
        "uas": counts["uas"] / max(counts["arcs"], 1),
        "las": counts["las"] / max(counts["arcs"], 1),
        **{name: counts[name] / max(counts[f"{name} of"], 1) for name in ("upos", "xpos", "lemma")},
        "names": 2 * counts["name right"] / max(counts["name found"] + counts["name gold"], 1),
        "starts": 2 * counts["start right"] / max(counts["start found"] + counts["start gold"], 1),
    }
    return " ".join(f"{name} {100 * figure:.1f}" for name, figure in figures.items() if figure)
