import numpy as np

from digitrec.drawing import REACH, even_coarse


def circle(n_points):
    angles = np.linspace(0, 2 * np.pi, n_points)
    return 0.5 + 0.5 * np.column_stack([np.cos(angles), np.sin(angles)])


def test_a_circle_on_a_coarse_grid_becomes_rounder():
    fine = circle(60)
    coarse = np.round(fine * 5) / 5
    (even,) = even_coarse([coarse])
    assert even.shape == coarse.shape
    assert np.abs(even - fine).mean() < 0.75 * np.abs(coarse - fine).mean()


def test_what_is_fine_or_has_few_points_stays_as_it_is():
    fine, corners = circle(60), np.array([(0.0, 0.0), (0.5, 0.0), (0.25, 1.0)])
    line = np.array([(0.0, 0.0), (0.0, 1.0)])
    for stroke in (fine, corners, line, np.array([(0.3, 0.7)])):
        assert even_coarse([stroke])[0] is stroke


def test_no_point_goes_further_than_it_may_have_been_rounded():
    short = np.array([(0, 0), (0, 1), (0, 1), (0, 2), (0, 2)]) / 4
    long = np.round(circle(30) * 4) / 4
    for seen, even in zip([short, long], even_coarse([short, long]), strict=True):
        assert np.abs(even - seen).max() <= REACH / 4 + 1e-9
    assert np.ptp(even_coarse([short, long])[0], axis=0)[1] > 0.6 * np.ptp(short, axis=0)[1]
