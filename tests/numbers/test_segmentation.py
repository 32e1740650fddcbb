from itertools import combinations, product

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


def test_the_best_of_all_segmentations_are_found_with_their_probabilities(rows):
    rng = np.random.default_rng(0)
    for row in rows:
        candidates, n = row.candidates, len(row.strokes)
        of_classes = rng.dirichlet(np.full(16, 0.1), len(candidates.spans))
        as_digit = digit_features(candidates, of_classes) @ WEIGHTS.digit
        as_none = none_features(candidates, of_classes) @ WEIGHTS.none
        at_cuts = candidates.cuts @ WEIGHTS.cut
        total, scored = -np.inf, []
        for groups, cuts in all_segmentations(candidates, n):
            inside = at_cuts[list(cuts)].sum()
            total = np.logaddexp(total, np.logaddexp(as_digit, as_none)[groups].sum() + inside)
            for kinds in product((True, False), repeat=len(groups)):
                pairs = zip(groups, kinds, strict=True)
                score = sum((as_digit if is_digit else as_none)[i] for i, is_digit in pairs)
                scored.append((score + inside, groups, list(kinds)))
        best = sorted(scored, key=lambda each: -each[0])[:3]
        found = segment(candidates, of_classes, WEIGHTS, n_best=3)
        assert [(each.candidates, each.is_digit) for each in found] == [each[1:] for each in best]
        probabilities = [each.probability for each in found]
        assert probabilities == pytest.approx([np.exp(each[0] - total) for each in best])
        assert segment(candidates, of_classes, WEIGHTS) == found[:1]


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
                groups = segment(row.candidates, of_classes, weights)[0].candidates
                owners = [{number.owner[i] for i in row.order_of(group)} for group in groups]
                n += owners == [{digit} for digit in range(len(number.text))]
        return n

    assert n_right(learned) > n_right(nothing)
    assert n_right(learned) > 40
