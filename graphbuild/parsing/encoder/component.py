"""The spaCy component `graphbuild_encoder`: tags, lemmas, trees, sentences and names in one pass.

In: tokenised `Doc`s. Out: the same with `sents`, `pos_`, `tag_`, `morph`, `lemma_`, `head`, `dep_` and
`ents`. Each Doc is parsed by itself, so that a parse never depends on what else is in a batch.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from graphbuild.parsing.encoder.boundaries import forbid_starts
from graphbuild.parsing.encoder.model import Model
from graphbuild.parsing.encoder.names import NameDecoder
from graphbuild.parsing.encoder.reading import Parse, write_parse
from graphbuild.parsing.encoder.trees import find_heads
from graphbuild.parsing.encoder.windows import encode_tokens, find_windows

SHIPPED = Path(__file__).parents[2] / "pipelines" / "encoder"
BATCH_PIECES = 2048

Numbers = npt.NDArray[np.int64]


@cache
def open_model(folder: Path, threads: int) -> Model:
    """Open the network of a folder once for both languages."""
    return Model(folder, threads=threads)


class EncoderParser:
    """Parses Docs of one language."""

    def __init__(self, name: str, language: str, model: Model) -> None:
        self.name = name
        self.language = language
        self.model = model
        self.decoder = NameDecoder(model.labels.names)

    @property
    def labels(self) -> tuple[str, ...]:
        """The dependency labels."""
        return self.model.labels.deps

    def __call__(self, doc: Doc) -> Doc:
        """Parse one Doc."""
        if not len(doc):
            return doc
        ids = encode_tokens(doc, self.model.pieces)
        parse = Parse.empty(len(doc), len(self.model.labels.feats))
        forbidden = forbid_starts(doc, self.language)
        for windows in batch_windows(list(find_windows(doc, ids)), ids):
            self.read_windows(
                windows, [[ids[token] for token in window] for window in windows], forbidden, parse
            )
        write_parse(doc, parse, self.model.labels, self.language)
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Parse Docs one after the other."""
        return map(self, docs)

    def read_windows(
        self,
        windows: list[list[int]],
        pieces: list[list[tuple[int, ...]]],
        forbidden: npt.NDArray[np.bool_],
        parse: Parse,
    ) -> None:
        """Run the network over windows of similar length and enter what it says."""
        said = self.model.run(pieces, self.language)
        sizes = [len(window) for window in windows]
        is_word = np.arange(max(sizes)) < np.array(sizes)[:, None]
        tokens = np.zeros(is_word.shape, np.int64)
        tokens[is_word] = [token for window in windows for token in window]
        sentences = number_sentences((said.starts > 0) & ~forbidden[tokens], is_word)
        heads = find_heads(said.arcs, sentences)
        row, _ = np.nonzero(is_word)
        place = tokens[is_word]
        head = heads[is_word]
        parse.heads[place] = np.where(head > 0, tokens[row, np.maximum(head - 1, 0)], place)
        parse.deps[place] = self.model.label(said, heads, is_word)
        parse.upos[place] = said.upos[is_word]
        parse.xpos[place] = said.xpos[is_word]
        parse.feats[place] = said.feats[is_word]
        parse.rules[place] = said.lemma[is_word]
        for window, names in zip(windows, self.decoder.decode(said.names, sizes), strict=True):
            parse.names += [(window[start], window[end - 1] + 1, kind) for start, end, kind in names]


def number_sentences(starts: npt.NDArray[np.bool_], is_word: npt.NDArray[np.bool_]) -> Numbers:
    """Number the sentences of each window; -1 for padding."""
    starts[:, 0] = True
    return np.where(is_word, np.cumsum(starts, axis=1) - 1, -1)


def batch_windows(windows: list[list[int]], ids: list[tuple[int, ...]]) -> Iterator[list[list[int]]]:
    """Yield windows of similar length together, at most `BATCH_PIECES` pieces with padding."""
    sizes = {id(window): sum(len(ids[token]) for token in window) + 2 for window in windows}
    batch: list[list[int]] = []
    for window in sorted(windows, key=lambda window: sizes[id(window)]):
        if batch and sizes[id(window)] * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


@Language.factory(
    "graphbuild_encoder",
    default_config={"weights": None, "threads": 0},
    assigns=["token.pos", "token.tag", "token.morph", "token.lemma", "token.head", "token.dep", "doc.ents"],
)
def make_encoder_parser(nlp: Language, name: str, weights: str | None, threads: int) -> EncoderParser:
    """Make the component: `weights` is a folder, by default the one that ships."""
    return EncoderParser(name, nlp.lang or "", open_model(Path(weights) if weights else SHIPPED, threads))
