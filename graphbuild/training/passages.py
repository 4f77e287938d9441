"""Sentences → passages: what the pipelines see in training looks like articles.

In: `Sentence`s in the order of their source. Out: `Passage`s of one to eight sentences with what
stands between them, varied by chance: headlines on lines of their own, quotation marks of every
style, other names in place of those there, now and then everything in small letters.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from random import Random

from graphbuild.training.conllu import Name, Sentence, Word

Person = tuple[str, ...]
FINAL = frozenset(".!?…:;\"“”«»'’)")
DOUBLE_QUOTES = frozenset(('"', "“", "”", "„", "«", "»", "``", "''"))
CLOSING_QUOTES = frozenset(('"', "”", "’", "'", "''"))
QUOTE_STYLES = (
    ('"', '"'),
    ("„", "“"),
    ("“", "”"),
    ("»", "«"),
    ("«", "»"),
    ("'", "'"),
    ("‚", "‘"),
    ('"', "“"),
    ("„", '"'),
)
BREAKS = ("\n\n", "\n\n", "\n", "\n\n\n")


@dataclass(frozen=True)
class Passage:
    """Sentences and what follows each of them: a space, a line break or, after the last, nothing."""

    sentences: tuple[Sentence, ...]
    separators: tuple[str, ...]


@dataclass(frozen=True)
class Pools:
    """What is put in by chance.

    Attributes:
        persons, places, short_forms: names in place of others: persons of two words, states and
            short forms of one.
        openers, enders: words before a paragraph's first sentence ("BERLIN (dpa) –") or in place of
            a full stop ("am 14."); of them only is known that no sentence starts inside.
    """

    persons: tuple[Person, ...] = ()
    openers: tuple[tuple[Word, ...], ...] = ()
    enders: tuple[tuple[Word, ...], ...] = ()
    places: tuple[str, ...] = ()
    short_forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Variation:
    """How often each change is made."""

    headline: float = 0.12
    paragraph: float = 0.12
    quotes: float = 0.5
    lower: float = 0.02
    names: float = 0.3
    single: float = 0.12
    opener: float = 0.03
    ender: float = 0.02
    glued: float = 0.01
    wrapped: float = 0.06
    exclaimed: float = 0.3


def make_passages(
    sentences: Iterable[Sentence],
    random: Random,
    *,
    pools: Pools | None = None,
    variation: Variation | None = None,
) -> Iterator[Passage]:
    """Group sentences of the same document into passages and vary them."""
    variation = variation or Variation()
    for group in group_sentences(sentences, random, single=variation.single):
        yield make_passage(group, random, pools=pools or Pools(), variation=variation)


def group_sentences(
    sentences: Iterable[Sentence], random: Random, *, single: float
) -> Iterator[list[Sentence]]:
    """Cut each document into runs of three to eight sentences, sometimes of one."""
    for _, document in groupby(sentences, key=lambda s: (s.document, s.has_tree)):
        rest = list(document)
        while rest:
            size = 1 if random.random() < single * 3 else random.randint(3, 8)
            yield rest[:size]
            rest = rest[size:]


def make_passage(group: Sequence[Sentence], random: Random, *, pools: Pools, variation: Variation) -> Passage:
    """Vary the sentences of one group and decide what stands between them."""
    sentences, separators = [], []
    to_lower = random.random() < variation.lower
    for position, sentence in enumerate(group):
        is_last = position == len(group) - 1
        is_headline = is_short(sentence) and random.random() < variation.headline
        for change in _choose_changes(random, pools, variation):
            sentence = change(sentence)
        if is_headline:
            sentence = drop_full_stop(sentence)
        if pools.enders and not is_headline and random.random() < variation.ender:
            sentence = replace_full_stop(sentence, random.choice(pools.enders))
        sentences.append(lower_words(sentence) if to_lower else sentence)
        separators.append("" if is_last else _choose_separator(sentence, random, variation))
    if pools.openers and random.random() < variation.opener:
        sentences[0] = put_in_front(sentences[0], random.choice(pools.openers))
    if random.random() < variation.wrapped:
        sentences = wrap_in_quotes(sentences, random.choice(QUOTE_STYLES))
    if random.random() < variation.glued:
        separators = ["" if separator == " " else separator for separator in separators]
    return Passage(tuple(sentences), tuple(separators))


def _choose_changes(
    random: Random, pools: Pools, variation: Variation
) -> Iterator[Callable[[Sentence], Sentence]]:
    if random.random() < variation.names:
        yield lambda sentence: swap_names(sentence, pools, random)
    if random.random() < variation.exclaimed:
        mark = random.choice("?!")
        yield lambda sentence: exclaim_quotes(sentence, mark)
    if random.random() < variation.quotes:
        style = random.choice(QUOTE_STYLES)
        yield lambda sentence: change_quotes(sentence, style)


def _choose_separator(sentence: Sentence, random: Random, variation: Variation) -> str:
    """A sentence without a final stop ends its line; others sometimes do."""
    if random.random() < (variation.paragraph if has_final_stop(sentence) else 0.95):
        return random.choice(BREAKS)
    return " "


def has_final_stop(sentence: Sentence) -> bool:
    """Tell whether a sentence ends with a stop or a closing quotation mark."""
    return sentence.words[-1].form[-1] in FINAL


def is_short(sentence: Sentence) -> bool:
    """Tell whether a sentence could be a headline."""
    return 2 < len(sentence.words) <= 14


def drop_full_stop(sentence: Sentence) -> Sentence:
    """Take off a final full stop.

    Example: "Trump ruft Macron an." → "Trump ruft Macron an", as in headlines
    """
    last = len(sentence.words) - 1
    is_used = any(word.head == last and index != last for index, word in enumerate(sentence.words))
    is_named = any(name.end > last for name in sentence.names or ())
    if sentence.words[last].form != "." or is_used or is_named or not last:
        return sentence
    return replace(sentence, words=sentence.words[:last])


def replace_full_stop(sentence: Sentence, ender: tuple[Word, ...]) -> Sentence:
    """Put words in place of a final full stop.

    Example: "Die Arbeiten beginnen." → "Die Arbeiten beginnen am 14."
    """
    short = drop_full_stop(sentence)
    if short is sentence:
        return sentence
    touches = not ender[0].form[0].isalnum() and ender[0].form[0] not in "§&"
    words = (*short.words[:-1], replace(short.words[-1], space=not touches))
    return _move(replace(short, words=words), (), ender)


def put_in_front(sentence: Sentence, opener: tuple[Word, ...]) -> Sentence:
    """Put words before a sentence.

    Example: "Der Kanzler …" → "BERLIN (dpa) – Der Kanzler …"
    """
    return _move(sentence, opener, ())


def wrap_in_quotes(sentences: Sequence[Sentence], style: tuple[str, str]) -> list[Sentence]:
    """Put several sentences into one pair of quotation marks, if there are none yet."""
    if any(word.form in DOUBLE_QUOTES for sentence in sentences for word in sentence.words):
        return list(sentences)
    changed = list(sentences)
    changed[0] = _move(changed[0], (Word(style[0], space=False),), ())
    words = changed[-1].words
    changed[-1] = replace(changed[-1], words=(*words[:-1], replace(words[-1], space=False)))
    changed[-1] = _move(changed[-1], (), (Word(style[1]),))
    return changed


def _move(sentence: Sentence, before: tuple[Word, ...], after: tuple[Word, ...]) -> Sentence:
    """Add words of which nothing is known, and renumber the rest."""
    size = len(before)
    words = [replace(word, head=word.head + size) for word in sentence.words]
    names = sentence.names
    return replace(
        sentence,
        words=(*before, *words, *after),
        names=None
        if names is None
        else tuple(Name(name.start + size, name.end + size, name.label) for name in names),
        unsure=frozenset(
            [index + size for index in sentence.unsure]
            + [*range(size), *range(size + len(words), size + len(words) + len(after))]
        ),
    )


def change_quotes(sentence: Sentence, style: tuple[str, str]) -> Sentence:
    """Put the quotation marks of a style.

    Example: "Er sagte: "Nein"." → "Er sagte: »Nein«."
    """
    words = list(sentence.words)
    is_open = False
    for index, word in enumerate(words):
        if word.form in DOUBLE_QUOTES:
            is_open = not is_open
            words[index] = replace(word, form=style[0 if is_open else 1])
    return replace(sentence, words=tuple(words))


def exclaim_quotes(sentence: Sentence, mark: str) -> Sentence:
    """Put another mark for the comma that ends a quotation before its speaker.

    Example: "It is over," Smith said. → "It is over?" Smith said.
    """
    words = list(sentence.words)
    for index, (word, following) in enumerate(pairwise(words)):
        is_last = index + 2 == len(words)
        if word.form == "," and not word.space and following.form in CLOSING_QUOTES and not is_last:
            words[index] = replace(word, form=mark, lemma=mark, xpos="." if word.xpos == "," else word.xpos)
    return replace(sentence, words=tuple(words))


def lower_words(sentence: Sentence) -> Sentence:
    """Write everything small; tags, lemmas and trees stay."""
    words = tuple(replace(word, form=word.form.lower()) for word in sentence.words)
    return replace(sentence, words=words)


def swap_names(sentence: Sentence, pools: Pools, random: Random) -> Sentence:
    """Put other names in place of persons of one or two words, well-known states and short forms.

    Example: "Merkels Besuch bei Nicolas Sarkozy in Polen" → "Starmers Besuch bei Viktor Orbán in Ungarn"
    """
    words = list(sentence.words)
    for name in sentence.names or ():
        forms = [word.form for word in words[name.start : name.end]]
        for index, form in enumerate(_choose_name(name, forms, words[name.start], pools, random)):
            words[name.start + index] = _rename(words[name.start + index], form)
    return replace(sentence, words=tuple(words))


def _choose_name(name: Name, forms: list[str], first: Word, pools: Pools, random: Random) -> Person:
    """Choose another name of as many words, or none."""
    if name.label == "PER" and len(forms) <= 2 and pools.persons:
        person = random.choice(pools.persons)
        return person[-len(forms) :] if len(person) == 2 else ()
    if len(forms) > 1:
        return ()
    if name.label == "LOC" and (first.lemma in pools.places or first.form in pools.places):
        return (random.choice(pools.places),)
    if name.label == "ORG" and forms[0] in pools.short_forms:
        return (random.choice(pools.short_forms),)
    return ()


def _rename(word: Word, form: str) -> Word:
    """Rename a word, keeping its genitive s."""
    if word.upos not in ("PROPN", "NOUN", "") or not word.form.isalpha():
        return word
    is_genitive = word.lemma != word.form and word.form == word.lemma + "s"
    return replace(word, form=form + "s" if is_genitive else form, lemma=form if word.lemma else "")


def join_names(passage: Passage, offsets: Sequence[int]) -> list[Name]:
    """Shift the names of each sentence to the passage's word numbers."""
    return [
        Name(name.start + offset, name.end + offset, name.label)
        for sentence, offset in zip(passage.sentences, offsets, strict=True)
        for name in sentence.names or ()
    ]
