"""Article → its parse key: what its extraction depends on, so that nothing is parsed twice.

The key is computed from the text, its language and date, and from the bytes of everything that
takes part: pipeline, tables, code. It never has to be counted up by hand.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from graphbuild.languages import LANGUAGES
from graphbuild.model import Article, LanguageCode, fingerprint
from graphbuild.running import Pipelines, known_names

HERE = Path(__file__).parent
PARTS = ("model.py", "languages", "parsing", "extracting")
ENDINGS = frozenset({".py", ".toml", ".tsv"})


def parse_key(article: Article, pipelines: Pipelines) -> str:
    """Return the key under which the record keeps an article's extraction."""
    assert article.language is not None
    tools = tools_fingerprint(article.language, pipelines.get(article.language))
    return fingerprint(article.id, article.language, article.published, tools)


@cache
def tools_fingerprint(language: LanguageCode, pipeline: str | None = None) -> str:
    """Hash what turns a text of one language into triples; a table of the other language is no part."""
    files = [file for part in PARTS for file in find_files(HERE / part, ENDINGS)]
    own = [hash_file(file) for file in files if not is_of_other_language(file, language)]
    names = sorted((name, repr(known)) for name, known in known_names(language).items())
    return fingerprint(*own, names, pipeline_fingerprint(language, pipeline))


def pipeline_fingerprint(language: LanguageCode, pipeline: str | None) -> str:
    """Hash the files of a pipeline that ships or lies in a folder; of an installed one its description."""
    folder = Path(pipeline) if pipeline else HERE / "pipelines" / language
    if folder.is_dir():
        files = [*find_files(folder), *([] if pipeline else find_files(folder.parent / "encoder"))]
        return fingerprint(*map(hash_file, files))
    from graphbuild.parsing import load_pipeline

    return json.dumps(load_pipeline(language, pipeline).meta, sort_keys=True, default=str)


def find_files(path: Path, endings: frozenset[str] | None = None) -> Iterator[Path]:
    """Yield a file, or the files under a folder in order."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    yield from (file for file in files if file.is_file() and (endings is None or file.suffix in endings))


def is_of_other_language(file: Path, language: LanguageCode) -> bool:
    """Tell whether a table belongs to another language: `de.toml`, `nouns_de.tsv`."""
    return any(file.stem.split("_")[-1] == code for code in LANGUAGES if code != language)


def hash_file(file: Path) -> str:
    """Hash a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()
