"""How far a triple can be trusted, from the rules that made it: a first estimate.

Each kind of rule has a share of triples that were right on the developing gold; a triple starts
at the base of its frame and loses with everything that makes a parse or a link less certain.
"""

from graphbuild.extracting.predicates import Candidate
from graphbuild.model import Mention

BASE = 0.92
UNFORESEEN = 0.5
UNFORESEEN_PASSIVE = 0.8
FACTORS = {
    "through-possession": 0.8,
    "shared-subject": 0.95,
    "subject-control": 0.92,
    "object-control": 0.95,
    "participle": 0.85,
    "object-first": 0.9,
    "support-verb": 0.95,
    "stranded-name": 0.85,
    "beyond-object": 0.9,
    "second-subject": 0.85,
    "noun-genitive": 0.92,
    "noun-compound": 0.85,
    "relative-clause": 0.95,
}
PRONOUN = 0.75
DESCRIPTION = 0.9
NOMINAL_EVENT = 0.92


def estimate(candidate: Candidate, subject: Mention, object_: Mention) -> float:
    """Return the estimated chance, 0 to 1, that a triple is right."""
    value = BASE if candidate.frame is not None else UNFORESEEN
    if candidate.frame is None and "passive-agent" in candidate.rules:
        value *= UNFORESEEN_PASSIVE
    for rule in candidate.rules:
        value *= FACTORS.get(rule, 1.0)
    if candidate.frame is not None and candidate.frame.verb is None:
        value *= NOMINAL_EVENT
    for mention in (subject, object_):
        if mention.form == "pronoun":
            value *= PRONOUN
        elif mention.form == "nominal":
            value *= DESCRIPTION
    return round(value, 3)
