"""A graph → what is wrong with it: counters that don't equal their evidence, loose ends.

Counts the evidence here, in Python, and not with the statements that wrote the counters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod

from graphbuild.storing import statements as say
from graphbuild.storing.ownership import Answers
from graphbuild.storing.store import Row

COUNTED_AS = {
    "asserted": "asserted",
    "planned": "planned",
    "alleged": "reported",
    "possible": "possible",
    "conditional": "possible",
    "requested": "possible",
}
COUNTERS = ("asserted", "planned", "reported", "possible", "denied")


def find_problems(store: Answers) -> list[str]:
    """Describe each kind of problem in a line: how often, and where first."""
    problems = {
        "articles are there in part": [row["id"] for row in store.ask(say.VERSIONS) if not row["version"]],
        "actors that nothing holds": [row["id"] for row in store.ask(say.CHECK_ACTORS)],
    }
    arrows = {row["id"]: row for row in store.ask(say.CHECK_ARROWS)}
    evidence = defaultdict(list)
    for row in store.ask(say.CHECK_EVIDENCE):
        evidence[row["relationship"]].append(row)
    problems |= {
        "arrows without evidence": sorted(arrows.keys() - evidence.keys()),
        "pieces of evidence without their arrow": list(_without_arrow(arrows, evidence)),
        "arrows whose counters don't equal their evidence": [
            id_
            for id_ in sorted(arrows.keys() & evidence.keys())
            if _is_miscounted(arrows[id_], evidence[id_])
        ],
    }
    return [
        f"{len(ids)} {problem}, the first {ids[0]}; run: graphbuild rebuild"
        for problem, ids in problems.items()
        if ids
    ]


def count_evidence(evidence: Iterable[Row]) -> Row:
    """Count the independent pieces of evidence of one arrow as design and statements say."""
    counted = sorted((row for row in evidence if row["independent"]), key=lambda row: row["id"])
    says = ["denied" if row["polarity"] == "negative" else COUNTED_AS[row["modality"]] for row in counted]
    lemmas = Counter(row["predicate"] for row in counted)
    wrong = prod(1.0 - row["confidence"] for row in counted)
    attributed = [
        row
        for row, said in zip(counted, says, strict=True)
        if said == "asserted" and row["attribution"] is not None
    ]
    return {
        "evidence": len(counted),
        **{name: says.count(name) for name in COUNTERS},
        "attributed": len(attributed),
        "predicates": sorted(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))[:5],
        "first_date": min((row["date_from"] for row in counted if row["date_from"]), default=None),
        "last_date": max((row["date_to"] for row in counted if row["date_to"]), default=None),
        "confidence": 1.0 - wrong,
    }


def _is_miscounted(arrow: Row, evidence: Sequence[Row]) -> bool:
    counted = count_evidence(evidence)
    sure = counted.pop("confidence")
    return abs(arrow["confidence"] - sure) > 0.0001 or any(
        arrow[name] != value for name, value in counted.items()
    )


def _without_arrow(arrows: Mapping[str, Row], evidence: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Find evidence that misses its article, its arrow, or an end of it."""
    for id_ in sorted(evidence):
        arrow = arrows.get(id_, {})
        for row in evidence[id_]:
            ends = (row["relation"], row["subject"], row["object"])
            if row["article"] is None or ends != tuple(
                arrow.get(key) for key in ("relation", "subject", "object")
            ):
                yield row["id"]
