"""The network: a pretrained encoder with heads for sentences, tags, lemmas, trees and names.

In: piece ids of windows. Out: scores. Trees are scored by biaffine attention (Dozat and Manning,
2017); every head but the encoder adds a vector for the source whose conventions it follows
("treebank embeddings", Stymne et al., 2018), so that machine-made and hand-made trees teach together.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from graphbuild.parsing.encoder.labels import Labels
from graphbuild.training.pretrained import Pretrained

EPSILON = 1e-12


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    pieces: int
    styles: int
    width: int = 384
    layers: int = 12
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    hidden: int = 256
    arc: int = 320
    label: int = 128
    dropout: float = 0.1
    head_dropout: float = 0.3


@dataclass
class Scores:
    """What the heads say of b windows of n words."""

    starts: Tensor
    upos: Tensor
    xpos: Tensor
    feats: list[Tensor]
    lemma: Tensor
    names: Tensor
    arcs: Tensor
    dependents: Tensor
    governors: Tensor


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.dropout = shape.dropout
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=EPSILON)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=EPSILON)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Attend and transform; plain products are faster here than the fused attention."""
        batch, length, width = states.shape
        query, key, value = self.qkv(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        weights = (query @ key.transpose(-1, -2)) * (width // self.heads) ** -0.5 + mask
        mixed = weights.softmax(-1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        states = self.norm1(states + self.out(mixed))
        moved = self.down(functional.gelu(self.up(states)))
        result: Tensor = self.norm2(states + functional.dropout(moved, self.dropout, self.training))
        return result


class Head(nn.Module):
    """Word vectors and a style → hidden vectors."""

    def __init__(self, shape: Shape, size: int) -> None:
        super().__init__()
        self.linear = nn.Linear(shape.width, size)
        self.style = nn.Embedding(shape.styles, size)
        nn.init.normal_(self.style.weight, std=0.02)
        self.dropout = shape.head_dropout

    def forward(self, words: Tensor, styles: Tensor) -> Tensor:
        """Transform b × n × width to b × n × size."""
        hidden = functional.gelu(self.linear(words) + self.style(styles)[:, None])
        return functional.dropout(hidden, self.dropout, self.training)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape, labels: Labels) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.pieces, shape.width)
        self.pieces.weight.requires_grad = False
        self.punctuation = labels.upos.index("PUNCT")
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.mix = nn.Parameter(torch.zeros(shape.layers))
        self.first = nn.Linear(shape.width, shape.width)
        self.last = nn.Linear(shape.width, shape.width, bias=False)
        self.word_norm = nn.LayerNorm(shape.width)
        self.starts = nn.Linear(shape.width, 1)
        self.tags = Head(shape, shape.hidden)
        self.upos = nn.Linear(shape.hidden, len(labels.upos))
        self.xpos = nn.Linear(shape.hidden, len(labels.xpos))
        self.feats = nn.ModuleList(nn.Linear(shape.hidden, len(values)) for values in labels.feats.values())
        self.lemma_head = Head(shape, shape.hidden)
        self.lemma = nn.Linear(shape.hidden, len(labels.lemma))
        self.names_head = Head(shape, shape.hidden)
        self.names = nn.Linear(shape.hidden, len(labels.names))
        self.arc_dependent = Head(shape, shape.arc)
        self.arc_governor = Head(shape, shape.arc)
        self.arc = nn.Parameter(torch.eye(shape.arc) * 0.05)
        self.arc_bias = nn.Linear(shape.arc, 1)
        self.root = nn.Parameter(torch.zeros(shape.arc))
        self.label_dependent = Head(shape, shape.label)
        self.label_governor = Head(shape, shape.label)
        self.label_root = nn.Parameter(torch.zeros(shape.label))
        self.label = nn.Parameter(torch.randn(len(labels.deps), shape.label, shape.label) * 0.02)
        self.label_bias = nn.Linear(2 * shape.label, len(labels.deps))
        with torch.no_grad():
            self.first.weight.copy_(torch.eye(shape.width))
            self.last.weight.copy_(torch.eye(shape.width) * 0.3)

    def encode(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Return the mixed layers, b × p × width; mask is 0 where a piece is, else very negative."""
        places = torch.arange(pieces.shape[1])
        states = self.norm(self.pieces(pieces) + self.positions(places))
        states = functional.dropout(states, self.shape.dropout, self.training)
        shares = self.mix.softmax(0)
        mixed = torch.zeros_like(states)
        for share, layer in zip(shares, self.layers, strict=True):
            states = layer(states, mask)
            mixed = mixed + share * states
        return mixed

    def read_words(self, mixed: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return a vector for each word from its first and last piece, b × n × width."""
        index = torch.arange(len(mixed))[:, None]
        words: Tensor = self.word_norm(self.first(mixed[index, first]) + self.last(mixed[index, last]))
        return words

    def forward(self, pieces: Tensor, first: Tensor, last: Tensor, styles: Tensor, lengths: Tensor) -> Scores:
        """Score windows.

        Args:
            pieces: ids, padded (b × p).
            first: each word's first piece (b × n).
            last: each word's last piece (b × n).
            styles: source for trees and tags, and for names (b × 2).
            lengths: how many pieces are not padding (b).
        """
        is_padding = torch.arange(pieces.shape[1]) >= lengths[:, None]
        mask = is_padding[:, None, None] * -1e4
        words = self.read_words(self.encode(pieces, mask), first, last)
        words = functional.dropout(words, self.shape.dropout, self.training)
        trees, naming = styles[:, 0], styles[:, 1]
        tags = self.tags(words, trees)
        return Scores(
            starts=self.starts(words).squeeze(-1),
            upos=self.upos(tags),
            xpos=self.xpos(tags),
            feats=[head(tags) for head in self.feats],
            lemma=self.lemma(self.lemma_head(words, trees)),
            names=self.names(self.names_head(words, naming)),
            arcs=self.score_arcs(words, trees),
            dependents=self.label_dependent(words, trees),
            governors=self.label_governor(words, trees),
        )

    def score_arcs(self, words: Tensor, styles: Tensor) -> Tensor:
        """Return the score of every governor of every word, the root first: b × n × (n + 1)."""
        dependents = self.arc_dependent(words, styles)
        governors = self.arc_governor(words, styles)
        root = self.root.expand(len(words), 1, -1)
        governors = torch.cat([root, governors], dim=1)
        bias: Tensor = self.arc_bias(governors).transpose(1, 2)
        return dependents @ self.arc @ governors.transpose(1, 2) + bias

    def score_labels(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Return the score of every label of pairs of vectors, k × labels."""
        product = torch.einsum("kd,lde->kle", dependents, self.label)
        pairs = (product @ governors[:, :, None]).squeeze(-1)
        bias: Tensor = self.label_bias(torch.cat([dependents, governors], dim=1))
        return pairs + bias

    def choose_governors(self, scores: Scores, heads: Tensor) -> tuple[Tensor, Tensor]:
        """Return the label vectors of the words and of their heads (0 is the root), flat."""
        batch, _, size = scores.governors.shape
        with_root = torch.cat(
            [self.label_root.expand(batch, 1, -1).to(scores.governors.dtype), scores.governors], 1
        )
        chosen = with_root.gather(1, heads.clamp(min=0)[:, :, None].expand(-1, -1, size))
        return scores.dependents.reshape(-1, size), chosen.reshape(-1, size)


def load_pretrained(network: Network, pretrained: Pretrained, rows: Tensor) -> None:
    """Put the pretrained weights into the encoder."""
    tensors = {name: torch.from_numpy(values) for name, values in pretrained.tensors.items()}
    width = pretrained.width
    words = tensors["emb.word"].view(-1, width)[rows]
    with torch.no_grad():
        network.pieces.weight.copy_(words + tensors["emb.type"].view(-1, width)[0])
        network.positions.weight.copy_(tensors["emb.pos"].view(-1, width))
        _set_norm(network.norm, tensors, "emb.ln")
        for number, layer in enumerate(network.layers):
            assert isinstance(layer, Layer)
            prefix = f"l{number}."
            parts = [tensors[prefix + part + ".w"].view(-1, width) for part in "qkv"]
            layer.qkv.weight.copy_(torch.cat(parts))
            layer.qkv.bias.copy_(torch.cat([tensors[prefix + part + ".b"] for part in "qkv"]))
            for name, linear in (("ao", layer.out), ("fi", layer.up), ("fo", layer.down)):
                linear.weight.copy_(tensors[prefix + name + ".w"].view_as(linear.weight))
                linear.bias.copy_(tensors[prefix + name + ".b"])
            _set_norm(layer.norm1, tensors, prefix + "aln")
            _set_norm(layer.norm2, tensors, prefix + "oln")


def _set_norm(norm: nn.LayerNorm, tensors: dict[str, Tensor], name: str) -> None:
    norm.weight.copy_(tensors[name + ".w"])
    norm.bias.copy_(tensors[name + ".b"])
