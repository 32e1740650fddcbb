"""Drawings that are no digit: some to learn from, others to measure how many pass for one.

Each kind belongs to a family. Letters, signs and things come from tables of skeletons, which a hand
varies as it does digits; pictures, invented letters and scribbles are made up of parts.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing.invented.alphabets import ALPHABETS
from digitrec.drawing.invented.composed import SEVERAL, STRUCK
from digitrec.drawing.invented.handwriting import HEIGHT_PX, draw_skeleton, make_hand
from digitrec.drawing.invented.pictures import PICTURES
from digitrec.drawing.invented.scribbles import SCRIBBLES
from digitrec.drawing.invented.shapes import (
    Form,
    Strokes,
    fill_box,
    mirrored,
    read_skeletons,
    sample_form,
)

Draw = Callable[[np.random.Generator], Strokes]

FAMILIES = ("scribble", "letter", "sign", "picture", "several", "struck")
# How often a drawing is of each family.
FAMILY_WEIGHTS = (0.10, 0.28, 0.18, 0.30, 0.08, 0.06)


@dataclass(frozen=True)
class Kind:
    """A kind of drawing that is no digit.

    Attributes
    ----------
    family : str
        One of `FAMILIES`.
    draw : callable
        ``draw(rng)`` gives the strokes of one, in canvas pixels.
    weight : float, default 1
        How often it is drawn, among its family.
    """

    family: str
    draw: Draw
    weight: float = 1.0


def _write(skeleton: Strokes, rng: np.random.Generator) -> Strokes:
    # Who keeps the pen down draws other things: of two bars, a Z.
    return draw_skeleton(skeleton, rng, hand=replace(make_hand(rng), joins=False))


def _draw_letter(forms: list[Form], rng: np.random.Generator) -> Strokes:
    return _write(sample_form(forms[rng.integers(len(forms))], rng), rng)


def _draw_sign(forms: list[Form], rng: np.random.Generator) -> Strokes:
    return _write(fill_box(sample_form(forms[rng.integers(len(forms))], rng)), rng)


def _draw_thing(forms: list[Form], rng: np.random.Generator) -> Strokes:
    """Draw a thing, which may look either way, and may lack a part."""
    strokes = sample_form(forms[rng.integers(len(forms))], rng)
    if rng.random() < 0.5:
        strokes = mirrored(strokes)
    if len(strokes) > 2 and rng.random() < 0.2:
        missing = rng.integers(len(strokes))
        strokes = [stroke for i, stroke in enumerate(strokes) if i != missing]
    return _write(fill_box(strokes), rng)


def _sketch(make: Draw, rng: np.random.Generator) -> Strokes:
    return _write(fill_box(make(rng)), rng)


def _as_it_is(make: Draw, rng: np.random.Generator) -> Strokes:
    return make(rng)


def _enlarge(make: Draw, rng: np.random.Generator) -> Strokes:
    return [stroke * HEIGHT_PX for stroke in make(rng)]


def _of_table(
    family: str, table: str, draw: Callable[[list[Form], np.random.Generator], Strokes]
) -> dict[str, Kind]:
    """Give a kind for each name of a table, drawn as often as there are ways to draw it."""
    return {
        name: Kind(family, partial(draw, forms), weight=len(forms))
        for name, forms in read_skeletons(table).items()
    }


def _of_makers(
    family: str, makers: Iterable[Draw], draw: Callable[..., Strokes], weight: float = 1.0
) -> dict[str, Kind]:
    """Give a kind for each function, by its name."""
    return {
        make.__name__.replace("_", " "): Kind(family, partial(draw, make), weight)
        for make in makers
    }


_KINDS = (
    _of_makers("scribble", SCRIBBLES, _enlarge)
    | _of_table("letter", "letters", _draw_letter)
    | _of_makers("letter", ALPHABETS, _sketch, weight=25)
    | _of_table("sign", "signs", _draw_sign)
    | _of_table("picture", "things", _draw_thing)
    | _of_makers("picture", PICTURES, _sketch, weight=14)
    | _of_makers("several", SEVERAL, _as_it_is)
    | _of_makers("struck", STRUCK, _as_it_is)
)
_UNSEEN = {
    *("scratched out", "curves"),
    *("H", "M", "w", "Omega", "yu", "eth", "letter with a mark"),
    *("percent", "section", "hash", "five-pointed star", "euro", "approximately"),
    *("fish", "house", "key", "umbrella", "cup", "guitar", "bicycle", "tree", "giraffe", "glasses"),
    *("digit and letter", "sum of digits", "struck twice"),
}
LEARNED_KINDS = {name: kind for name, kind in _KINDS.items() if name not in _UNSEEN}
UNSEEN_KINDS = {name: kind for name, kind in _KINDS.items() if name in _UNSEEN}


def _probabilities(kinds: Sequence[Kind]) -> NDArray[np.float64]:
    """How often each kind is drawn: by its weight among its family, and by the family's."""
    families = np.array([FAMILIES.index(kind.family) for kind in kinds])
    weights = np.array([kind.weight for kind in kinds])
    in_family = np.bincount(families, weights, len(FAMILIES))
    weights = weights / in_family[families] * np.array(FAMILY_WEIGHTS)[families]
    return weights / weights.sum()


def make_non_digits(
    n_drawings: int,
    *,
    random_state: int | Sequence[int] | np.random.Generator,
    kinds: dict[str, Kind] = LEARNED_KINDS,
) -> tuple[list[Strokes], NDArray[np.int64]]:
    """Invent drawings that are no digit.

    Parameters
    ----------
    n_drawings : int
    random_state : int, sequence of int or numpy.random.Generator
    kinds : dict of str to Kind, default LEARNED_KINDS
        `LEARNED_KINDS`, which the default model learned from, `UNSEEN_KINDS`, which no model
        learned from, or some of either: a dict of one kind gives that kind.

    Returns
    -------
    drawings : list of list of ndarray of float64, each of shape (n, 2)
        In canvas pixels.
    families : ndarray of int64, shape (n_drawings,)
        Indexes into `FAMILIES`.

    Examples
    --------
    >>> from digitrec.drawing.invented import FAMILIES, UNSEEN_KINDS, make_non_digits
    >>> fish, families = make_non_digits(3, random_state=0, kinds={"fish": UNSEEN_KINDS["fish"]})
    >>> len(fish), {FAMILIES[family] for family in families}
    (3, {'picture'})
    """
    rng = np.random.default_rng(random_state)
    some = list(kinds.values())
    drawn = [some[i] for i in rng.choice(len(some), n_drawings, p=_probabilities(some))]
    families = np.array([FAMILIES.index(kind.family) for kind in drawn], dtype=np.int64)
    return [kind.draw(rng) for kind in drawn], families
