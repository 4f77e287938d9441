"""Surface names → keys that are equal where the names are.

Spelling differences that never tell two actors apart are folded away: case, accents, dots,
hyphens, apostrophes, a leading article. Short names in capitals keep their case, so that "US"
is not "us" and "WHO" not "who". Used by the catalogue and by resolving.
"""

import re
import unicodedata
from collections.abc import Iterator

ARTICLES = frozenset(("der", "die", "das", "dem", "den", "des", "the", "a", "an"))
ARTICLES |= {"ein", "eine", "einen", "einem", "einer", "eines"}
LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "ð": "d",
        "Ð": "D",
        "Æ": "Ae",
    }
)
UMLAUTS = str.maketrans(dict(zip("äöüÄÖÜ", ("ae", "oe", "ue", "Ae", "Oe", "Ue"), strict=True)))
APOSTROPHES = re.compile(r"['‘’ʼ`´ʻ]")
POSSESSIVE = re.compile(r"['‘’ʼ`´]s?$")
SEPARATORS = re.compile(r"[\W_]+")
ENDINGS = re.compile(r"(?:e[nrms]?|n)?s*$")
LONGEST_ABBREVIATION = 6


def fold(text: str) -> str:
    """Take accents and other marks off letters: "Erdoğan" → "Erdogan", "Nausėda" → "Nauseda"."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(LETTERS)


def name_key(text: str) -> str:
    """Return what a name is looked up by.

    Example: "die Vereinigten Staaten" → "vereinigten staaten"; "U.S." → "US"; "Kim Jong-un" →
    "kim jong un".
    """
    plain = APOSTROPHES.sub("", fold(text)).replace(".", "")
    tokens = SEPARATORS.sub(" ", plain).split()
    while len(tokens) > 1 and tokens[0].lower() in ARTICLES:
        tokens.pop(0)
    if len(tokens) == 1 and is_abbreviation(tokens[0]):
        return tokens[0]
    return fold(" ".join(tokens).casefold())


def is_abbreviation(token: str) -> bool:
    """Tell whether a token is a short name in capitals, like "US" or "NATO"."""
    return token.isupper() and len(token) <= LONGEST_ABBREVIATION


def spoken_keys(text: str) -> Iterator[str]:
    """Yield the keys that a mention may have in the tables, likeliest first.

    Example: "Trumps" → "trumps", "trump"; "Macron's" → "macron"; "TRUMP" → "TRUMP", "trump".
    """
    stripped = POSSESSIVE.sub("", text.strip())
    key = name_key(stripped)
    yield key
    if key.isupper() and len(key) > 3:
        yield key.casefold()
    if stripped == text.strip() and key.endswith("s") and len(key) > 3:
        yield key.removesuffix("s")
        yield key.removesuffix("es")


def stem_key(key: str) -> str:
    """Cut the endings of declined words: "vereinten nationen", "vereinte nationen" → one key."""
    return " ".join(map(stem, key.split()))


def stem(word: str) -> str:
    """Cut endings off a word until none is left: "hauses", "haus" → "hau"."""
    shorter = word[:3] + ENDINGS.sub("", word[3:])
    return word if shorter == word else stem(shorter)


def slug(text: str) -> str:
    """Return a readable id: "Anna Kelly" → "anna-kelly", "Müller" → "mueller"."""
    german = text.translate(UMLAUTS)
    joined = "-".join(SEPARATORS.sub(" ", fold(APOSTROPHES.sub("", german))).casefold().split())
    return joined or "unnamed"
