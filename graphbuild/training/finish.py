"""`python -m graphbuild.training.finish --round DIR`: trained weights → the pipelines that ship.

Out: in `graphbuild/pipelines` (or `--target`) the network's files in `encoder/`, and for each language
a folder that `spacy.load` reads.
"""

import argparse
from pathlib import Path

import spacy
from thinc.api import Config

import graphbuild.parsing.encoder.component  # noqa: F401  (registers the component)
from graphbuild.training.export import export
from graphbuild.training.relabel import open_training

PIPELINES = Path(__file__).parents[1] / "pipelines"
LANGUAGES = {"de": "German", "en": "English"}
VERSION = "0.2.0"
KEPT_SECTIONS = ("system", "nlp", "components")


def main() -> None:
    """Read the options, write the files."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.training.finish")
    parser.add_argument("--round", type=Path, required=True, help="folder of a trained round")
    parser.add_argument("--target", type=Path, default=PIPELINES, help="where the pipelines are written")
    parser.add_argument("--bits", type=int, choices=(8, 32), default=8, help="32 to see what 8 bits lose")
    options = parser.parse_args()
    write_pipelines(options.round, options.target, bits=options.bits)


def write_pipelines(trained: Path, target: Path, *, bits: int = 8) -> None:
    """Write the network's files and a folder for each language."""
    network, encoder = open_training(trained)
    pieces = (trained / "pieces.model").read_bytes()
    export(network.state_dict(), network.shape, encoder.labels, pieces, target / "encoder", bits=bits)
    for language in LANGUAGES:
        write_pipeline(language, target / language, None if target == PIPELINES else target / "encoder")


def write_pipeline(language: str, folder: Path, weights: Path | None) -> None:
    """Write a spaCy pipeline that runs the network; without `weights` the one that ships."""
    nlp = spacy.blank(language)
    config = {"weights": str(weights)} if weights else {}
    nlp.add_pipe("graphbuild_encoder", name="encoder", config=config)
    nlp.meta.update(
        name="graphbuild_news",
        version=VERSION,
        description=f"{LANGUAGES[language]} news in Universal Dependencies, for graphbuild",
        license="CC BY-SA 4.0",
        spacy_version=">=3.8.7,<3.9.0",
        performance={},
    )
    nlp.to_disk(folder)
    config = Config().from_disk(folder / "config.cfg", interpolate=False)
    Config({name: config[name] for name in KEPT_SECTIONS}).to_disk(folder / "config.cfg")


if __name__ == "__main__":
    main()
