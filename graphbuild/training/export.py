"""Trained weights → the ONNX files that ship: 8-bit weights, one scale for each output.

The graph is written by hand, operator for operator what `network.py` computes; ONNX Runtime's own
operators for attention, normalisation and 8-bit products make it fast. Weights keep to 7 of the 8
bits: without VNNI instructions sums of 8-bit products overflow, and older laptops would parse worse.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.model import LANGUAGES, write_checksums
from graphbuild.training.corpora import STYLES
from graphbuild.training.network import EPSILON, Shape

MICROSOFT = "com.microsoft"
TREE_STYLES = {"de": "gsd", "en": "ewt"}
NAME_STYLES = {"de": "germeval", "en": "ewt"}
LARGEST = 63
BEST_RULES = 3

Array = npt.NDArray[Any]
Kind = tuple[int, list[str | int]]


class Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self, *, bits: int = 8) -> None:
        self.bits = bits
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: Array) -> str:
        """Add a constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def add(
        self,
        kind: str,
        inputs: Sequence[str],
        *,
        name: str = "",
        domain: str = "",
        outputs: int = 1,
        **options: Any,
    ) -> str:
        """Add an operator; of several outputs the names are `NAME`, `NAME.1` and so on."""
        name = name or f"n{len(self.nodes)}"
        names = [name, *(f"{name}.{number}" for number in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **options))
        return name

    def linear(self, states: str, weight: Array, bias: Array | None = None) -> str:
        """Multiply by a weight (outputs × inputs), in 8 bits unless the graph is exact."""
        if self.bits == 32:
            product = self.add("MatMul", [states, self.constant(weight.T)])
            return self.add("Add", [product, self.constant(bias)]) if bias is not None else product
        values, scales = quantize_rows(weight)
        inputs = [states, self.constant(values.T), self.constant(scales), ""]
        if bias is not None:
            inputs.append(self.constant(bias))
        return self.add("DynamicQuantizeMatMul", inputs, domain=MICROSOFT)

    def norm(self, states: str, weight: Array, bias: Array, epsilon: float) -> str:
        """Normalise the last axis."""
        inputs = [states, self.constant(weight), self.constant(bias)]
        return self.add("LayerNormalization", inputs, axis=-1, epsilon=epsilon)

    def embed(self, ids: str, table: Array) -> str:
        """Look rows up; kept in 8 bits with one scale each."""
        if self.bits == 32:
            return self.add("Gather", [self.constant(table), ids])
        values, scales = quantize_rows(table, largest=127)
        rows = self.add("Gather", [self.constant(values), ids])
        numbers = self.add("Cast", [rows], to=TensorProto.FLOAT)
        return self.add("Mul", [numbers, self.add("Gather", [self.constant(scales[:, None]), ids])])

    def write(self, path: Path, inputs: dict[str, Kind], outputs: Sequence[str]) -> None:
        """Write the graph."""
        graph = helper.make_graph(
            self.nodes,
            "graphbuild",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, *OUTPUT_TYPES[name]) for name in outputs],
            self.constants,
        )
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=8), path)


OUTPUT_TYPES: dict[str, Kind] = {
    "starts": (TensorProto.FLOAT, ["b", "n"]),
    "upos": (TensorProto.INT64, ["b", "n"]),
    "xpos": (TensorProto.INT64, ["b", "n"]),
    "feats": (TensorProto.INT64, ["b", "n", "f"]),
    "lemma": (TensorProto.INT64, ["b", "n", "r"]),
    "names": (TensorProto.FLOAT, ["b", "n", "e"]),
    "arcs": (TensorProto.FLOAT, ["b", "n", "m"]),
    "dependents": (TensorProto.FLOAT, ["b", "n", "s"]),
    "governors": (TensorProto.FLOAT, ["b", "n", "s"]),
    "scores": (TensorProto.FLOAT, ["k", "l"]),
}


def quantize_rows(
    table: Array, *, largest: int = LARGEST
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return 8-bit values and the scale of each row."""
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / largest
    values = np.clip(np.round(table / scales[:, None]), -largest, largest)
    return values.astype(np.int8), scales.astype(np.float32)


class Writer:
    """Writes the two graphs from a table of weights."""

    def __init__(self, weights: dict[str, Tensor], shape: Shape, labels: Labels, *, bits: int = 8) -> None:
        self.weights = {name: value.float().numpy() for name, value in weights.items()}
        self.shape = shape
        self.labels = labels
        self.graph = Graph(bits=bits)

    def write_encoder(self, path: Path) -> None:
        """Write the graph from pieces to the scores of the heads."""
        graph = self.graph
        words = self.read_words(self.encode())
        trees, naming = self.choose_styles(TREE_STYLES), self.choose_styles(NAME_STYLES)
        starts = graph.linear(words, self.weights["starts.weight"], self.weights["starts.bias"])
        graph.add("Squeeze", [starts, graph.constant(np.array([-1]))], name="starts")
        tags = self.head("tags", words, trees)
        for name in ("upos", "xpos"):
            graph.add("ArgMax", [self.linear(name, tags)], name=name, axis=-1, keepdims=0)
        feats = [
            graph.add("ArgMax", [self.linear(f"feats.{number}", tags)], axis=-1, keepdims=1)
            for number in range(len(self.labels.feats))
        ]
        graph.add("Concat", feats, name="feats", axis=-1)
        lemma = self.linear("lemma", self.head("lemma_head", words, trees))
        count = graph.constant(np.array([min(BEST_RULES, len(self.labels.lemma))]))
        graph.add("TopK", [lemma, count], name="lemma.best", outputs=2, axis=-1)
        graph.add("Identity", ["lemma.best.1"], name="lemma")
        names = self.linear("names", self.head("names_head", words, naming))
        graph.add("Identity", [names], name="names")
        self.score_arcs(words, trees)
        graph.add("Identity", [self.head("label_dependent", words, trees)], name="dependents")
        graph.add("Identity", [self.head("label_governor", words, trees)], name="governors")
        inputs: dict[str, Kind] = {
            "pieces": (TensorProto.INT64, ["b", "p"]),
            "first": (TensorProto.INT64, ["b", "n"]),
            "last": (TensorProto.INT64, ["b", "n"]),
            "lengths": (TensorProto.INT32, ["b"]),
            "language": (TensorProto.INT64, [1]),
        }
        graph.write(path, inputs, [name for name in OUTPUT_TYPES if name != "scores"])

    def encode(self) -> str:
        """Write the encoder; return the mixed layers."""
        graph, weights = self.graph, self.weights
        size = graph.add("Gather", [graph.add("Shape", ["pieces"]), graph.constant(np.array(1))])
        zero, one = graph.constant(np.array(0)), graph.constant(np.array(1))
        places = graph.add("Range", [zero, size, one])
        states = graph.add(
            "Add",
            [
                graph.embed("pieces", weights["pieces.weight"]),
                graph.embed(places, weights["positions.weight"]),
            ],
        )
        states = graph.norm(states, weights["norm.weight"], weights["norm.bias"], EPSILON)
        shares = np.exp(weights["mix"]) / np.exp(weights["mix"]).sum()
        mixed = []
        for number, share in enumerate(shares):
            states = self.layer(f"layers.{number}.", states)
            mixed.append(graph.add("Mul", [states, graph.constant(np.array(share, np.float32))]))
        return graph.add("Sum", mixed)

    def layer(self, prefix: str, states: str) -> str:
        """Write one transformer layer."""
        graph, weights = self.graph, self.weights
        parts = graph.add("Split", [graph.linear(states, weights[prefix + "qkv.weight"])], outputs=3, axis=-1)
        inputs = [parts, parts + ".1", parts + ".2", graph.constant(weights[prefix + "qkv.bias"]), "lengths"]
        mixed = graph.add("MultiHeadAttention", inputs, domain=MICROSOFT, num_heads=self.shape.heads)
        states = self.skip_norm(self.linear(prefix + "out", mixed), states, prefix + "norm1")
        inner = graph.add("Gelu", [self.linear(prefix + "up", states)], domain=MICROSOFT)
        return self.skip_norm(self.linear(prefix + "down", inner), states, prefix + "norm2")

    def skip_norm(self, moved: str, states: str, name: str) -> str:
        """Add and normalise."""
        weight, bias = self.weights[name + ".weight"], self.weights[name + ".bias"]
        inputs = [moved, states, self.graph.constant(weight), self.graph.constant(bias)]
        return self.graph.add("SkipLayerNormalization", inputs, domain=MICROSOFT, epsilon=EPSILON)

    def read_words(self, mixed: str) -> str:
        """Write the vectors of words from their first and last pieces."""
        graph, weights = self.graph, self.weights
        ends = []
        for place, bias in (("first", weights["first.bias"]), ("last", None)):
            index = graph.add("Unsqueeze", [place, graph.constant(np.array([2]))])
            chosen = graph.add("GatherND", [mixed, index], batch_dims=1)
            ends.append(graph.linear(chosen, weights[place + ".weight"], bias))
        words = graph.add("Add", ends)
        return graph.norm(words, weights["word_norm.weight"], weights["word_norm.bias"], 1e-5)

    def choose_styles(self, styles: dict[str, str]) -> npt.NDArray[np.int64]:
        """Return the style number of each language."""
        return np.array([STYLES.index(styles[language]) for language in LANGUAGES])

    def head(self, name: str, words: str, styles: npt.NDArray[np.int64]) -> str:
        """Write hidden vectors; the language chooses the style."""
        graph, weights = self.graph, self.weights
        table = weights[name + ".style.weight"][styles]
        style = graph.add("Gather", [graph.constant(table), "language"])
        hidden = graph.add("Add", [self.linear(name + ".linear", words), style])
        return graph.add("Gelu", [hidden], domain=MICROSOFT)

    def linear(self, name: str, states: str) -> str:
        """Write a linear layer by its name."""
        return self.graph.linear(states, self.weights[name + ".weight"], self.weights[name + ".bias"])

    def score_arcs(self, words: str, styles: npt.NDArray[np.int64]) -> None:
        """Write biaffine scores; products of two activations stay in 32 bits."""
        graph, weights = self.graph, self.weights
        dependents = self.head("arc_dependent", words, styles)
        governors = self.head("arc_governor", words, styles)
        batch = graph.add(
            "Slice", [graph.add("Shape", ["pieces"]), *map(graph.constant, (np.array([0]), np.array([1])))]
        )
        shape = graph.add("Concat", [batch, graph.constant(np.array([1, self.shape.arc]))], axis=0)
        root = graph.add("Expand", [graph.constant(weights["root"][None, None]), shape])
        governors = graph.add("Concat", [root, governors], axis=1)
        product = graph.add("MatMul", [dependents, graph.constant(weights["arc"])])
        turned = graph.add("Transpose", [governors], perm=[0, 2, 1])
        bias = graph.add("MatMul", [graph.constant(weights["arc_bias.weight"]), turned])
        graph.add("Add", [graph.add("MatMul", [product, turned]), bias], name="arcs")

    def write_labels(self, path: Path) -> None:
        """Write the graph that scores the labels of pairs; arc_bias's constant changes no choice."""
        self.graph = graph = Graph(bits=self.graph.bits)
        weights = self.weights
        labels, size = len(self.labels.deps), self.shape.label
        root = graph.constant(weights["label_root"][None])
        is_root = graph.add("Unsqueeze", ["is_root", graph.constant(np.array([1]))])
        governors = graph.add("Where", [is_root, root, "governors"])
        table = weights["label"].transpose(0, 2, 1).reshape(labels * size, size)
        product = graph.linear("dependents", table)
        shaped = graph.add("Reshape", [product, graph.constant(np.array([-1, labels, size]))])
        column = graph.add("Unsqueeze", [governors, graph.constant(np.array([2]))])
        pairs = graph.add("Squeeze", [graph.add("MatMul", [shaped, column]), graph.constant(np.array([2]))])
        joined = graph.add("Concat", ["dependents", governors], axis=1)
        bias = graph.linear(joined, weights["label_bias.weight"], weights["label_bias.bias"])
        graph.add("Add", [pairs, bias], name="scores")
        inputs: dict[str, Kind] = {
            "dependents": (TensorProto.FLOAT, ["k", size]),
            "governors": (TensorProto.FLOAT, ["k", size]),
            "is_root": (TensorProto.BOOL, ["k"]),
        }
        graph.write(path, inputs, ["scores"])


def export(
    weights: dict[str, Tensor], shape: Shape, labels: Labels, pieces: bytes, folder: Path, *, bits: int = 8
) -> None:
    """Write everything that `Model` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = Writer(weights, shape, labels, bits=bits)
    writer.write_encoder(folder / "encoder.onnx")
    writer.write_labels(folder / "labels.onnx")
    (folder / "pieces.model").write_bytes(pieces)
    labels.write(folder / "labels.json")
    write_checksums(folder)
