"""The network, its training and its export; needs PyTorch (`pip install -e ".[training]"`)."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.pieces import Pieces
from graphbuild.training.conllu import Name, Sentence, Word
from graphbuild.training.examples import Encoder
from graphbuild.training.labels import collect_labels
from graphbuild.training.pretrained import Pretrained
from graphbuild.training.vocabulary import trim_vocabulary

torch = pytest.importorskip("torch")

from graphbuild.parsing.encoder.model import Model, open_session  # noqa: E402
from graphbuild.training.batches import group_windows, make_batch, read_windows  # noqa: E402
from graphbuild.training.corpora import STYLES, Corpus  # noqa: E402
from graphbuild.training.export import export  # noqa: E402
from graphbuild.training.fit import Schedule, Training, fit, measure  # noqa: E402
from graphbuild.training.network import Network, Shape  # noqa: E402
from graphbuild.training.passages import Pools  # noqa: E402

ROWS = (
    ("Ida", "Ida", "PROPN", "NE", "Case=Nom|Number=Sing", 1, "nsubj"),
    ("rief", "rufen", "VERB", "VVFIN", "Mood=Ind", 1, "ROOT"),
    ("Jan", "Jan", "PROPN", "NE", "Case=Acc|Number=Sing", 1, "obj"),
    ("an", "an", "ADP", "PTKVZ", "", 1, "compound:prt"),
    (".", ".", "PUNCT", "$.", "", 1, "punct"),
)
SENTENCE = Sentence(
    words=tuple(
        Word(
            form,
            space=form != "an",
            lemma=lemma,
            upos=upos,
            xpos=xpos,
            feats=feats,
            head=head,
            label=label,
        )
        for form, lemma, upos, xpos, feats, head, label in ROWS
    ),
    names=(Name(0, 1, "PER"), Name(2, 3, "PER")),
)
CORPUS = Corpus("de", "gsd", [SENTENCE] * 12)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """A vocabulary of single characters and the labels of one sentence."""
    characters = sorted({character for row in ROWS for character in row[0]})
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁", *characters, *("▁" + c for c in characters))
    pretrained = Pretrained(384, 12, 12, 1536, 512, {}, pieces, np.zeros(len(pieces), np.float32) - 1)
    model, rows = trim_vocabulary(pretrained, ["▁" + row[0] for row in ROWS])
    assert len(rows) == len(Pieces(model))
    return Encoder(Pieces(model), collect_labels([SENTENCE] * 6))


@pytest.fixture
def network(encoder: Encoder) -> Network:
    """A small network of random weights."""
    torch.manual_seed(1)
    shape = Shape(
        pieces=len(encoder.pieces),
        styles=len(STYLES),
        width=48,
        layers=2,
        heads=4,
        inner=64,
        positions=256,
        hidden=32,
        arc=32,
        label=16,
    )
    return Network(shape, encoder.labels)


def test_what_ships_says_what_was_trained(network: Network, encoder: Encoder, tmp_path: Path) -> None:
    """The ONNX files of 32 bits give PyTorch's scores, for windows of different length together."""
    network.eval()
    windows = [encoder.make_window([SENTENCE] * count, (0, 4)) for count in (1, 3)]
    batch = make_batch(windows)
    with torch.no_grad():
        scores = network(batch.pieces, batch.first, batch.last, batch.styles, batch.lengths)
    export(network.state_dict(), network.shape, encoder.labels, b"", tmp_path, bits=32)
    model = Model.__new__(Model)
    model.labels = Labels.read(tmp_path / "labels.json")
    model.encoder, model.scorer = (
        open_session(tmp_path / f"{name}.onnx", 1) for name in ("encoder", "labels")
    )
    words = [encoder.encode_words(SENTENCE.words * count) for count in (1, 3)]
    said = model.run(words, "de")
    is_word = np.arange(15) < np.array([5, 15])[:, None]
    for name in ("starts", "names", "dependents", "governors"):
        wanted = getattr(scores, name).numpy()
        assert np.allclose(getattr(said, name)[is_word], wanted[is_word], atol=1e-4)
    arcs = np.concatenate([said.arcs[0, :5, :6].ravel(), said.arcs[1].ravel()])
    wanted = np.concatenate([scores.arcs[0, :5, :6].numpy().ravel(), scores.arcs[1].numpy().ravel()])
    constant = float(network.arc_bias.bias)
    assert np.allclose(arcs, wanted - constant, atol=1e-3)
    assert (said.upos[is_word] == scores.upos.argmax(-1).numpy()[is_word]).all()
    with torch.no_grad():
        labels = network.score_labels(*network.choose_governors(scores, batch.heads)).argmax(-1)
    heads = batch.heads.numpy()
    assert (model.label(said, heads, is_word) == labels.view_as(batch.heads).numpy()[is_word]).all()


def test_training_learns_and_goes_on(network: Network, encoder: Encoder, tmp_path: Path) -> None:
    """A sentence seen often is learnt; an interrupted training goes on from its checkpoint."""
    schedule = Schedule(steps=40, pieces=200, encoder_rate=3e-3, head_rate=3e-3, averaged=0.5, every=20)
    pools = {"de": Pools(), "en": Pools()}
    fit(
        Training(network, Schedule(**{**vars(schedule), "steps": 20})), [CORPUS], [], encoder, pools, tmp_path
    )
    resumed = Training(Network(network.shape, encoder.labels), schedule)
    resumed.load(tmp_path)
    assert resumed.step == 20
    fit(resumed, [CORPUS], [], encoder, pools, tmp_path)
    weights = torch.load(tmp_path / "weights.pt", weights_only=True)
    network.load_state_dict(weights)
    counts = measure(network, CORPUS, encoder)
    assert resumed.step == 40
    assert counts["las"] / counts["arcs"] > 0.95
    assert counts["name right"] == counts["name gold"] > 0


def test_batches_hold_every_window(encoder: Encoder) -> None:
    """Grouping loses no word, and no batch is larger than asked for unless one window is."""
    windows = read_windows(CORPUS, encoder)
    batches = list(group_windows(windows, Random(1), size=60))
    assert sum(batch.words for batch in batches) == 12 * 5
    assert all(batch.pieces.numel() <= 60 or len(batch.pieces) == 1 for batch in batches)
