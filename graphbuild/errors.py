"""What can go wrong, in one tree.

GraphbuildError            every error that a user can cause or mend; shown as one line
├── ReadingError           a file can't be read as an article; the run skips it and goes on
├── TableError             a table of ours or of the user's is wrong; names file and row
├── PipelineError          a spaCy pipeline is missing or doesn't speak Universal Dependencies
├── RecordError            the workspace's record can't be used
├── StoreError             a graph store can't be reached or refuses
└── QuestionError          a question is unknown, lacks a parameter or would write

A message says what failed, where, and what to type next.
"""


class GraphbuildError(Exception):
    """Base of every error shown to users as one line."""


class ReadingError(GraphbuildError):
    """A file can't be read as an article."""


class TableError(GraphbuildError):
    """A table is wrong; the message names file and row."""


class PipelineError(GraphbuildError):
    """A spaCy pipeline is missing or unfit."""


class RecordError(GraphbuildError):
    """The workspace's record can't be used."""


class StoreError(GraphbuildError):
    """A graph store can't be reached or refuses."""


class QuestionError(GraphbuildError):
    """A question is unknown, lacks a parameter or would write."""
