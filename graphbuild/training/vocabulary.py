"""The pretrained vocabulary → the pieces that German and English need, as a SentencePiece model.

In: pieces with scores, and words. Out: a `.model` with the pieces that the words use, and which
rows of the pretrained embeddings they are.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from sentencepiece import SentencePieceProcessor, sentencepiece_model_pb2

from graphbuild.training.pretrained import Pretrained

SPECIAL = 4
NORMAL_PIECE, UNKNOWN_PIECE, CONTROL_PIECE = 1, 2, 3
CHARACTERS = "".join(map(chr, (*range(33, 0x250), *range(0x391, 0x3CA), *range(0x410, 0x450))))


def trim_vocabulary(
    pretrained: Pretrained, words: Iterable[str], *, at_least: int = 1
) -> tuple[bytes, npt.NDArray[np.int64]]:
    """Return the model of the pieces used `at_least` so often, and their rows in the pretrained table."""
    everything = SentencePieceProcessor(model_proto=make_model(pretrained, range(len(pretrained.pieces))))
    counts: Counter[int] = Counter()
    texts = [unicodedata.normalize("NFKC", word) for word in words]
    for ids in everything.encode(texts, num_threads=2):
        counts.update(ids)
    alone = set(CHARACTERS) | {"▁", *("▁" + character for character in CHARACTERS)}
    kept = [
        row
        for row, piece in enumerate(pretrained.pieces)
        if row < SPECIAL or counts[row] >= at_least or piece in alone
    ]
    return make_model(pretrained, kept), np.array(kept, np.int64)


def make_model(pretrained: Pretrained, rows: Iterable[int]) -> bytes:
    """Write a unigram model of these pieces; text is neither normalised nor given a dummy prefix."""
    model = getattr(sentencepiece_model_pb2, "ModelProto")()  # noqa: B009  (made when imported)
    kinds = {0: CONTROL_PIECE, 1: CONTROL_PIECE, 2: CONTROL_PIECE, 3: UNKNOWN_PIECE}
    for row in rows:
        piece = model.pieces.add()
        piece.piece = pretrained.pieces[row]
        piece.score = float(pretrained.scores[row])
        piece.type = kinds.get(row, NORMAL_PIECE)
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type = 1
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = range(SPECIAL)
    trainer.vocab_size = len(model.pieces)
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = False
    normalizer.remove_extra_whitespaces = False
    normalizer.escape_whitespaces = True
    return bytes(model.SerializeToString())
