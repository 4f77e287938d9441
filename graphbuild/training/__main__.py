"""`python -m graphbuild.training de --data DATA --output DIR`: make a pipeline from raw data.

The finished pipeline is written to `DIR/pipeline`. An interrupted run is continued with `--resume`.
"""

import argparse
import logging
from pathlib import Path

from graphbuild.training.finish import finish_pipeline
from graphbuild.training.train import prepare_documents, train_pipeline


def main() -> None:
    """Read the options, prepare, train, finish."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.training", description=__doc__)
    parser.add_argument("language", choices=["de", "en"])
    parser.add_argument("--data", type=Path, required=True, help="directory with ud/, ner/, …")
    parser.add_argument("--output", type=Path, required=True, help="where models are written")
    parser.add_argument("--steps", type=int, help="training steps instead of the configured")
    parser.add_argument("--resume", action="store_true", help="go on from OUTPUT/model-last")
    parser.add_argument("--finish", action="store_true", help="don't train, only finish model-best")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    if not options.finish:
        prepare_documents(options.language, options.data, options.output)
        train_pipeline(options.language, options.output, steps=options.steps, resume=options.resume)
    best, target = options.output / "model-best", options.output / "pipeline"
    finish_pipeline(best, target, language=options.language)


if __name__ == "__main__":
    main()
