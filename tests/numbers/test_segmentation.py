from itertools import combinations

import numpy as np
import pytest

from digitrec.drawing.invented import make_numbers
from digitrec.numbers import (
    WEIGHTS,
    Weights,
    digit_features,
    fit_weights,
    make_rows,
    none_features,
    segment,
)


@pytest.fixture(scope="module")
def rows():
    numbers = make_numbers(12, random_state=5, n_digits=(1, 5))
    return [row for number in numbers for row in make_rows(number.strokes)]


def all_segmentations(candidates, n):
    """Every way to cut a row of n strokes, as candidates."""
    index = {span: i for i, span in enumerate(candidates.spans)}
    for n_cuts in range(n):
        for cuts in combinations(range(1, n), n_cuts):
            spans = list(zip((0, *cuts), (*cuts, n), strict=True))
            if all(span in index for span in spans):
                yield [index[span] for span in spans], cuts


def test_the_best_of_all_segmentations_is_found_with_its_probability(rows):
    rng = np.random.default_rng(0)
    for row in rows:
        candidates, n = row.candidates, len(row.strokes)
        of_classes = rng.dirichlet(np.full(16, 0.1), len(candidates.spans))
        as_digit = digit_features(candidates, of_classes) @ WEIGHTS.digit
        as_none = none_features(candidates, of_classes) @ WEIGHTS.none
        at_cuts = candidates.cuts @ WEIGHTS.cut
        best, total, chosen = -np.inf, -np.inf, None
        for groups, cuts in all_segmentations(candidates, n):
            inside = at_cuts[list(cuts)].sum()
            total = np.logaddexp(total, np.logaddexp(as_digit, as_none)[groups].sum() + inside)
            score = np.maximum(as_digit, as_none)[groups].sum() + inside
            if score > best:
                best, chosen = score, groups
        found = segment(candidates, of_classes, WEIGHTS)
        assert found.candidates == chosen
        assert found.is_digit == [bool(as_digit[i] >= as_none[i]) for i in chosen]
        assert found.probability == pytest.approx(np.exp(best - total))


class AnyModel:
    """Gives the same made-up probabilities whatever was drawn."""

    def drawing_probabilities(self, drawings, *, n_views=None):
        return np.random.default_rng(1).dirichlet(np.full(16, 0.3), len(drawings))


def test_what_is_learned_from_few_numbers_cuts_better_than_nothing():
    numbers = make_numbers(60, random_state=6, n_digits=(2, 5), plain=True)
    learned = fit_weights(numbers, AnyModel())
    nothing = Weights(*(np.zeros_like(each) for each in (learned.digit, learned.none, learned.cut)))

    def n_right(weights):
        n = 0
        for number in numbers:
            for row in make_rows(number.strokes):
                of_classes = np.full((len(row.candidates.spans), 16), 1 / 16)
                groups = segment(row.candidates, of_classes, weights).candidates
                owners = [{number.owner[i] for i in row.order_of(group)} for group in groups]
                n += owners == [{digit} for digit in range(len(number.text))]
        return n

    assert n_right(learned) > n_right(nothing)
    assert n_right(learned) > 40
