import numpy as np
import pytest

from digitrec.drawing import check_strokes
from digitrec.drawing.invented import (
    FAMILIES,
    LEARNED_KINDS,
    UNSEEN_KINDS,
    make_non_digits,
)
from digitrec.drawing.invented.shapes import arc, corners, fill_box, read_skeletons, sample_form

ALL_KINDS = LEARNED_KINDS | UNSEEN_KINDS


def test_every_family_has_kinds_to_learn_and_whole_kinds_kept_out():
    assert {kind.family for kind in LEARNED_KINDS.values()} == set(FAMILIES)
    assert {kind.family for kind in UNSEEN_KINDS.values()} == set(FAMILIES)
    assert not set(LEARNED_KINDS) & set(UNSEEN_KINDS)


def test_all_families_are_drawn():
    drawings, families = make_non_digits(200, random_state=1)
    assert len(drawings) == len(families) == 200
    assert families.dtype == np.int64
    assert set(families) == set(range(len(FAMILIES)))


@pytest.mark.parametrize("name", ALL_KINDS)
def test_a_kind_is_drawn_in_its_family_as_strokes_in_canvas_pixels(name):
    drawings, families = make_non_digits(5, random_state=2, kinds={name: ALL_KINDS[name]})
    assert {FAMILIES[family] for family in families} == {ALL_KINDS[name].family}
    for strokes in drawings:
        check_strokes(strokes)
        points = np.concatenate(strokes)
        assert 20 < np.ptp(points, axis=0).max() < 2500
    assert not np.array_equal(drawings[0][0], drawings[1][0])


def test_the_same_seed_invents_the_same_drawings_and_another_seed_others():
    drawings, families = make_non_digits(60, random_state=3)
    again, families_again = make_non_digits(60, random_state=3)
    _, others = make_non_digits(60, random_state=4)
    np.testing.assert_array_equal(families, families_again)
    for strokes, strokes_again in zip(drawings, again, strict=True):
        for stroke, stroke_again in zip(strokes, strokes_again, strict=True):
            np.testing.assert_array_equal(stroke, stroke_again)
    assert (families != others).any()


def test_the_tables_name_nothing_twice_and_stay_near_their_boxes():
    tables = [read_skeletons(name) for name in ("letters", "signs", "things")]
    names = [name for table in tables for name in table]
    assert len(names) == len(set(names))
    for table in tables:
        for forms in table.values():
            for form in forms:
                points = np.concatenate(sample_form(form, np.random.default_rng(5)))
                assert np.abs(points - 0.5).max() < 1.8


def test_corners_are_doubled_but_at_the_ends():
    line = corners([(0, 0), (1, 0), (1, 1)])
    np.testing.assert_array_equal(line, [(0, 0), (1, 0), (1, 0), (1, 1)])
    closed = corners([(0, 0), (1, 0), (1, 1)], closed=True)
    np.testing.assert_array_equal(closed[-1], (0, 0))


def test_an_arc_keeps_its_distance_and_goes_as_far_as_asked():
    quarter = arc((1, 2), (3, 3), begin=0, turn=90)
    np.testing.assert_allclose(np.hypot(*(quarter - (1, 2)).T), 3)
    np.testing.assert_allclose(quarter[[0, -1]], [(4, 2), (1, 5)], atol=1e-12)


def test_a_skeleton_fills_the_box_of_handwriting_in_its_own_proportions():
    (box,) = fill_box([corners([(0, 0), (4, 0), (4, 4), (0, 4)], closed=True)])
    width, height = np.ptp(box, axis=0)
    assert height == pytest.approx(1)
    assert width * 0.68 == pytest.approx(1)
    np.testing.assert_allclose((box.min(axis=0) + box.max(axis=0)) / 2, 0.5)
