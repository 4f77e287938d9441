"""The network's files, checked and opened; windows of piece ids → what the heads say.

Weights are ONNX, never pickle; each file's SHA-256 stands in `checksums.json` beside it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphbuild.errors import PipelineError
from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.pieces import BEGIN, END, PAD, Pieces

LANGUAGES = ("de", "en")
OUTPUTS = ("starts", "upos", "xpos", "feats", "lemma", "names", "arcs", "dependents", "governors")
FILES = ("encoder.onnx", "labels.onnx", "pieces.model", "labels.json")

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Said:
    """What the network says of b windows of up to n words.

    Attributes:
        starts: score that a sentence starts here (b × n).
        upos, xpos: best labels (b × n).
        feats: best values (b × n × features).
        lemma: the best rules, best first (b × n × 3).
        names: scores of the parts of names (b × n × labels).
        arcs: scores of governors, the root first (b × n × n + 1).
        dependents, governors: what labels are scored from (b × n × size).
    """

    starts: Floats
    upos: Numbers
    xpos: Numbers
    feats: Numbers
    lemma: Numbers
    names: Floats
    arcs: Floats
    dependents: Floats
    governors: Floats


class Model:
    """The network of one folder."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Open the files; `threads` 0 means as many as there are cores.

        Raises:
            PipelineError: a file is missing or not the one that was written.
        """
        check_files(folder)
        self.labels = Labels.read(folder / "labels.json")
        self.pieces = Pieces.read(folder / "pieces.model")
        self.encoder = open_session(folder / "encoder.onnx", threads)
        self.scorer = open_session(folder / "labels.onnx", threads)

    def run(self, windows: Sequence[Sequence[tuple[int, ...]]], language: str) -> Said:
        """Run the network over windows, each the pieces of its words."""
        pieces, first, last, lengths = pad_windows(windows)
        said = self.encoder.run(
            list(OUTPUTS),
            {
                "pieces": pieces,
                "first": first,
                "last": last,
                "lengths": lengths,
                "language": np.array([LANGUAGES.index(language)], np.int64),
            },
        )
        return Said(*said)

    def label(self, said: Said, heads: Numbers, is_word: npt.NDArray[np.bool_]) -> Numbers:
        """Return the best label of each word, flat, in the order of `is_word`."""
        window, _ = np.nonzero(is_word)
        governors = np.where(
            (heads[is_word] > 0)[:, None], said.governors[window, np.maximum(heads[is_word] - 1, 0)], 0
        ).astype(np.float32)
        is_root = heads[is_word] == 0
        (scores,) = self.scorer.run(
            None,
            {"dependents": said.dependents[is_word], "governors": governors, "is_root": is_root},
        )
        best: Numbers = scores.argmax(-1)
        return best


def pad_windows(
    windows: Sequence[Sequence[tuple[int, ...]]],
) -> tuple[Numbers, Numbers, Numbers, npt.NDArray[np.int32]]:
    """Return piece ids, each word's first and last piece, and how many pieces each window has."""
    lengths = np.array([sum(map(len, words)) + 2 for words in windows], np.int32)
    most = max(map(len, windows))
    pieces = np.full((len(windows), int(lengths.max())), PAD, np.int64)
    first = np.zeros((len(windows), most), np.int64)
    last = np.zeros((len(windows), most), np.int64)
    for row, words in enumerate(windows):
        pieces[row, : lengths[row]] = [BEGIN, *(piece for ids in words for piece in ids), END]
        ends = np.cumsum([len(ids) for ids in words])
        last[row, : len(words)] = ends
        first[row, : len(words)] = np.concatenate([[1], ends[:-1] + 1])
    return pieces, first, last, lengths


def open_session(path: Path, threads: int) -> Any:
    """Open an ONNX file with ONNX Runtime on the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def check_files(folder: Path) -> None:
    """Compare each file with its checksum."""
    try:
        sums = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))
        for name in FILES:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != sums.get(name):
                raise PipelineError(f"{folder / name} is damaged or not the file that was shipped; reinstall")
    except OSError as error:
        raise PipelineError(
            f"the pipeline's file {error.filename} can't be read: {error.strerror}"
        ) from error


def write_checksums(folder: Path) -> None:
    """Write the checksums of a folder's files."""
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "checksums.json").write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")
