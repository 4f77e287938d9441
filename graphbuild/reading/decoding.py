"""Bytes → clean text.

Comes in: a file's content. Goes out: text with plain line ends and spaces, composed letters and
nothing invisible. Next: the module of the file's format.
"""

import codecs
import re
import unicodedata

from graphbuild.errors import ReadingError

# The longer mark first: the UTF-32 mark starts with the UTF-16 one.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY_STARTS = (
    *(b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff"),
    *(b"GIF8", b"\x1f\x8b", b"\x7fELF", b"SQLite format"),
)
# What German and English news in Windows-1252 uses beyond ASCII; anything else needs a guess.
WESTERN = frozenset("äöüÄÖÜßéèêëáàâçñóòôíìîïúùûåæøœÉÈÀÁÇÑÓÅÆØ„“”‚‘’«»‹›–—…€£§°·•´©®™½¼² ¡¿")
# Among all code pages a short text fits many; these are what Western systems wrote.
OLD_ENCODINGS = ("cp1252", "cp850", "mac_roman")
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, soft hyphens, zero-width and direction marks: they split words for the parser.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def decode(raw: bytes) -> str:
    """Turn a file's bytes into clean text.

    Raises:
        ReadingError: the bytes are no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return clean(raw[len(mark) :].decode(encoding, errors="replace"))
    if raw.startswith(BINARY_STARTS):
        raise ReadingError("binary file, not text")
    if wide := guess_wide(raw):
        return clean(raw.decode(wide, errors="replace"))
    if is_binary(raw):
        raise ReadingError("binary file, not text")
    try:
        return clean(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(decode_old(raw))


def guess_wide(raw: bytes) -> str | None:
    """Name the UTF-16 variant of text without a mark: Latin letters leave every second byte zero."""
    sample = raw[:4000]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def is_binary(raw: bytes) -> bool:
    """Tell bytes that are no text: more than one in fifty is a control character."""
    sample = raw[:8000]
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in sample)
    return controls > len(sample) / 50


def decode_old(raw: bytes) -> str:
    """Decode text from before UTF-8: Windows-1252 if it looks like it, else what is likeliest."""
    from charset_normalizer import from_bytes

    western = raw.decode("cp1252", errors="replace")
    if all(letter in WESTERN for letter in western if not letter.isascii()):
        return western
    best = from_bytes(raw, cp_isolation=list(OLD_ENCODINGS)).best()
    return western if best is None else str(best)


def clean(text: str) -> str:
    """Make line ends plain, compose letters (u + ¨ → ü), make spaces plain, drop what is invisible."""
    text = LINE_ENDS.sub("\n", text)
    text = SPACES.sub(" ", INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)
