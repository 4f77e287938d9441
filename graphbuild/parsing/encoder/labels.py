"""Which labels each head of the network chooses from, in the order of its outputs."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Labels:
    """The labels of every head; the first value of a feature is "", not there."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: dict[str, tuple[str, ...]]
    lemma: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...]

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Labels":
        """Read what `write` wrote."""
        table = json.loads(path.read_text(encoding="utf-8"))
        feats = {key: tuple(values) for key, values in table.pop("feats").items()}
        return cls(feats=feats, **{key: tuple(values) for key, values in table.items()})
