"""A mention on its way through this step, spaCy tokens still at hand."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from graphbuild.model import Form, Kind


@dataclass(slots=True)
class Found:
    """A mention on its way: spaCy tokens still at hand. `root` is its head in the tree."""

    first: int
    last: int
    root: Token
    form: Form
    kind: Kind | None
    number: str = ""
    gender: str = ""
    head: str = ""
    modifiers: tuple[str, ...] = ()
    title: str | None = None
    covers: set[int] = field(default_factory=set)

    def text(self, doc: Doc) -> str:
        """Return the mention's words as they stand in the text."""
        return str(doc[self.first : self.last + 1].text)
