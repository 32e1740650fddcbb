import numpy as np
import pytest

from digitrec.drawing.invented.devices import DEVICES, resample

CORNER = np.array([[0.0, 0.0], [120.0, 0.0], [60.0, 200.0]])


def moved(device, seed=0):
    _, move = DEVICES[device]
    return move([CORNER], np.random.default_rng(seed))[0]


def test_resampling_keeps_the_ends_and_steps_evenly():
    points = resample(CORNER, 10.0)
    np.testing.assert_allclose(points[[0, -1]], CORNER[[0, -1]])
    steps = np.sqrt((np.diff(points, axis=0) ** 2).sum(axis=1))
    assert steps.max() < 11
    assert np.median(steps) == pytest.approx(10, rel=0.1)


def test_a_tap_stays_a_tap():
    for _, move in DEVICES.values():
        (dot,) = move([np.array([[5.0, 5.0], [5.0, 5.0]])], np.random.default_rng(0))
        assert np.isfinite(dot).all()
        assert np.ptp(dot, axis=0).max() < 20


@pytest.mark.parametrize("device", DEVICES)
def test_every_device_follows_the_hand_roughly_and_the_seed_exactly(device):
    for seed in range(20):
        points = moved(device, seed)
        np.testing.assert_array_equal(points, moved(device, seed))
        way = resample(CORNER, 1.0)
        astray = np.sqrt(((points[:, np.newaxis] - way) ** 2).sum(axis=2)).min(axis=1)
        assert astray.max() < 30
        assert np.ptp(points[:, 1]) > 140


def test_a_mouse_often_moves_along_the_axes_and_a_finger_rounds_corners():
    along = [
        np.isclose(np.diff(moved("mouse", seed), axis=0), 0).any(axis=1).mean()
        for seed in range(50)
    ]
    assert max(along) > 0.9
    assert np.mean(along) > 0.4
    for seed in range(10):
        gaps = np.sqrt(((moved("finger", seed) - CORNER[1]) ** 2).sum(axis=1))
        assert gaps.min() > 2
