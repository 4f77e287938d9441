"""Files and folders → `Article`. One module a format; `FORMATS` in articles.py lists them."""

from graphbuild.reading.articles import (
    NO_ARTICLE_REASON,
    check_date,
    read_articles,
    read_lines,
    relative_path,
)

__all__ = ["NO_ARTICLE_REASON", "check_date", "read_articles", "read_lines", "relative_path"]
