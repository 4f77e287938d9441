"""A trained network → machine-made sentences annotated again, by the vote of old annotation and network.

In: weights of `fit`, the silver files. Out: `silver/*.conllu` with trees, tags, lemmas and
names in the conventions of the gold treebanks, and in `Conf=` how sure the vote is of each arc.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.lemma_rules import apply_rule
from graphbuild.parsing.encoder.names import NameDecoder
from graphbuild.parsing.encoder.pieces import Pieces
from graphbuild.parsing.encoder.trees import FORBIDDEN, find_tree
from graphbuild.training.batches import make_batch
from graphbuild.training.cases import repair_cases
from graphbuild.training.conllu import ROOT, Name, Sentence, Word
from graphbuild.training.corpora import STYLES, read_silver
from graphbuild.training.examples import Encoder
from graphbuild.training.nationalities import read_nationalities
from graphbuild.training.network import Network, Shape
from graphbuild.training.sources import SILVER

TREE_STYLE, NAME_STYLE = STYLES.index("gsd"), STYLES.index("germeval")
BATCH_SENTENCES = 64
LONGEST_WORDS = 90
SURE_TAG = 0.6
CHUNK = 4000

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """How much the old annotation counts: `trust` times its log-odds, added to the network's logarithm."""

    trust: float = 0.3
    floor: float = 0.0
    label: float = 0.5


@dataclass(frozen=True)
class Opinion:
    """What the network says of one sentence of n words.

    Attributes:
        arcs: logarithms of the governors' probabilities (n × n + 1).
        labels: logarithms of the labels' probabilities, for the network's and the old head (2 × n × labels).
        tags: label and probability of each word by head of the network.
        feats: values and probabilities (n × features).
        names: scores of the parts of names (n × labels).
    """

    arcs: Floats
    heads: npt.NDArray[np.int64]
    labels: Floats
    tags: dict[str, tuple[npt.NDArray[np.int64], Floats]]
    feats: tuple[npt.NDArray[np.int64], Floats]
    names: Floats


def ask(network: Network, encoder: Encoder, sentences: Sequence[Sentence]) -> list[Opinion]:
    """Ask the network about sentences, each by itself."""
    windows = [encoder.make_window([sentence], (TREE_STYLE, NAME_STYLE)) for sentence in sentences]
    batch = make_batch(windows)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        scores = network(batch.pieces, batch.first, batch.last, batch.styles, batch.lengths)
        opinions = []
        for row, sentence in enumerate(sentences):
            size = len(sentence.words)
            arcs = scores.arcs[row, :size, : size + 1].float()
            arcs[torch.arange(size), torch.arange(size) + 1] = FORBIDDEN
            heads = torch.from_numpy(find_tree(arcs.numpy()))
            old = batch.heads[row, :size]
            both = [
                _log(network.score_labels(*_pair(network, scores.dependents[row], scores.governors[row], h)))
                for h in (heads, old.clamp(min=0))
            ]
            opinions.append(
                Opinion(
                    arcs=_log(arcs),
                    heads=heads.numpy(),
                    labels=np.stack(both),
                    tags={
                        name: _best(getattr(scores, name)[row, :size]) for name in ("upos", "xpos", "lemma")
                    },
                    feats=_join([_best(scored[row, :size]) for scored in scores.feats]),
                    names=scores.names[row, :size].float().numpy(),
                )
            )
    return opinions


def _pair(network: Network, dependents: Tensor, governors: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
    with_root = torch.cat([network.label_root[None].to(governors.dtype), governors])
    return dependents[: len(heads)], with_root[heads]


def _log(scores: Tensor) -> Floats:
    return scores.float().log_softmax(-1).numpy()


def _best(scores: Tensor) -> tuple[npt.NDArray[np.int64], Floats]:
    best = scores.float().softmax(-1).max(-1)
    return best.indices.numpy(), best.values.numpy()


def _join(
    parts: list[tuple[npt.NDArray[np.int64], Floats]],
) -> tuple[npt.NDArray[np.int64], Floats]:
    return np.stack([part[0] for part in parts], 1), np.stack([part[1] for part in parts], 1)


def vote(sentence: Sentence, opinion: Opinion, labels: Labels, weights: Weights) -> Sentence:
    """Return the sentence with the tree, tags and features that old annotation and network agree on best."""
    size = len(sentence.words)
    old = np.array([0 if word.head == i else word.head + 1 for i, word in enumerate(sentence.words)])
    sure = np.array([float(word.misc.get("Conf", 0.7)) for word in sentence.words]).clip(0.05, 0.99)
    scores = opinion.arcs.astype(np.float64).copy()
    scores[np.arange(size), old] += weights.floor + weights.trust * np.log(sure / (1 - sure))
    heads = find_tree(scores.astype(np.float32))
    shares = np.exp(scores - scores.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    words = []
    for index, word in enumerate(sentence.words):
        label, share = _vote_label(word, index, int(heads[index]), int(old[index]), opinion, labels, weights)
        conf = float(shares[index, heads[index]]) * share
        words.append(
            replace(
                _retag(word, index, opinion, labels),
                head=index if heads[index] == 0 else int(heads[index]) - 1,
                label=label,
                misc={"Conf": f"{conf:.2f}"},
            )
        )
    return repair_cases(replace(sentence, words=tuple(words)))


def _vote_label(
    word: Word, index: int, head: int, old: int, opinion: Opinion, labels: Labels, weights: Weights
) -> tuple[str, float]:
    """Return the label of a word under its new head, and its probability."""
    if head == 0:
        return ROOT, 1.0
    if head == old:
        scores = opinion.labels[1, index].copy()
        if word.label in labels.deps:
            scores[labels.deps.index(word.label)] += weights.label
    else:
        scores = opinion.labels[0, index].copy()
    scores[labels.deps.index(ROOT)] = FORBIDDEN
    best = int(scores.argmax())
    return labels.deps[best], float(math.exp(scores[best]) / np.exp(scores).sum())


def _retag(word: Word, index: int, opinion: Opinion, labels: Labels) -> Word:
    """Take the network's tags where it is sure."""
    upos, xpos, rule = (opinion.tags[name] for name in ("upos", "xpos", "lemma"))
    lemma = apply_rule(word.form, labels.lemma[rule[0][index]]) if rule[1][index] > SURE_TAG else None
    feats = dict(item.split("=", 1) for item in word.feats.split("|") if "=" in item)
    for column, (key, values) in enumerate(labels.feats.items()):
        if opinion.feats[1][index, column] > SURE_TAG:
            value = values[opinion.feats[0][index, column]]
            feats.pop(key, None)
            if value:
                feats[key] = value
    return replace(
        word,
        upos=labels.upos[upos[0][index]] if upos[1][index] > SURE_TAG else word.upos,
        xpos=labels.xpos[xpos[0][index]] if xpos[1][index] > SURE_TAG else word.xpos,
        lemma=lemma or word.lemma,
        feats="|".join(f"{key}={value}" for key, value in sorted(feats.items())),
    )


def name_again(sentence: Sentence, opinion: Opinion, decoder: NameDecoder) -> Sentence:
    """Take the network's names; the old ones taught it."""
    (names,) = decoder.decode(opinion.names[None], [len(sentence.words)])
    return replace(sentence, names=tuple(Name(*name) for name in names))


def relabel(
    network: Network, encoder: Encoder, sentences: Sequence[Sentence], weights: Weights | None = None
) -> Iterator[Sentence]:
    """Annotate sentences again, in batches of similar length; their order stays within each chunk."""
    network.eval()
    decoder = NameDecoder(encoder.labels.names)
    stream = iter(sentences)
    while chunk := [s for s in islice(stream, CHUNK) if len(s.words) <= LONGEST_WORDS]:
        order = sorted(range(len(chunk)), key=lambda i: len(chunk[i].words))
        done: dict[int, Sentence] = {}
        for start in range(0, len(order), BATCH_SENTENCES):
            chosen = order[start : start + BATCH_SENTENCES]
            for i, opinion in zip(chosen, ask(network, encoder, [chunk[i] for i in chosen]), strict=True):
                voted = vote(chunk[i], opinion, encoder.labels, weights or Weights())
                done[i] = name_again(voted, opinion, decoder)
        yield from (done[i] for i in range(len(chunk)))


def write_conllu(sentences: Sequence[Sentence], path: Path) -> None:
    """Write sentences with heads, tags, `Conf=`, `NE=` and `SpaceAfter=No`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for sentence in sentences:
            file.write(f"# sent_id = {sentence.id}\n")
            tags = ["" for _ in sentence.words]
            for name in sentence.names or ():
                tags[name.start : name.end] = [f"I-{name.label}"] * (name.end - name.start)
                tags[name.start] = f"B-{name.label}"
            for index, (word, tag) in enumerate(zip(sentence.words, tags, strict=True)):
                misc = [f"{key}={value}" for key, value in word.misc.items()]
                misc += [f"NE={tag}"] if tag else []
                misc += [] if word.space else ["SpaceAfter=No"]
                head = 0 if word.head == index else word.head + 1
                columns = (
                    *(str(index + 1), word.form, word.lemma, word.upos, word.xpos, word.feats or "_"),
                    *(str(head), "root" if head == 0 else word.label, "_", "|".join(misc) or "_"),
                )
                file.write("\t".join(columns) + "\n")
            file.write("\n")


def relabel_silver(folder: Path, data: Path) -> Path:
    """Annotate every silver file again with the weights of a training; return where they are."""
    network, encoder = open_training(folder)
    nationalities = read_nationalities(data / "gazetteer/states.tsv", "de")
    target = folder / "silver"
    for name in SILVER:
        path = target / f"de_silver-{name}.conllu"
        if not path.exists():
            sentences = list(read_silver(data, nationalities, [name]))
            write_conllu(list(relabel(network, encoder, sentences)), path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)
    return target


def open_training(folder: Path) -> tuple[Network, Encoder]:
    """Open the averaged weights of a training."""
    encoder = Encoder(Pieces.read(folder / "pieces.model"), Labels.read(folder / "labels.json"))
    weights = torch.load(folder / "weights.pt", weights_only=True)
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    network = Network(Shape(pieces=len(encoder.pieces), styles=len(STYLES), layers=layers), encoder.labels)
    network.load_state_dict(weights)
    return network, encoder
