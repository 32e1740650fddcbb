"""Results by plan: what is kept, what goes first, and how large a model is."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from digitrec.training import Plan, ResultCache, Split, run
from digitrec.training.result_cache import n_bytes


@pytest.fixture(scope="module")
def result():
    return run(Plan("dummy"))


def seeded(result, seed):
    """The same result under another plan; a real one for each would take longer."""
    return replace(result, plan=replace(result.plan, seed=seed))


def seeds(cache, result, n=10):
    return [seed for seed in range(n) if cache.get(seeded(result, seed).plan)]


def test_a_result_is_found_by_an_equal_plan(result):
    cache = ResultCache()
    assert cache.get(result.plan) is None
    cache.put(result)
    assert cache.get(Plan("dummy", split=Split())) is result
    assert cache.get(Plan("dummy", seed=1)) is None
    cache.clear()
    assert cache.get(result.plan) is None


def test_a_result_larger_than_the_cache_pushes_nothing_out(result):
    size = n_bytes(result)
    cache = ResultCache(max_bytes=size)
    cache.put(result)
    cache.put(replace(seeded(result, 1), y_true=np.zeros(size, np.int64)))
    assert seeds(cache, result) == [0]


def test_defaults_that_are_set_are_the_same_plan():
    result = run(Plan("nearest-neighbours", {"n_neighbors": 3}))
    cache = ResultCache()
    cache.put(result)
    assert cache.get(Plan("nearest-neighbours")) is result
    assert cache.get(Plan("nearest-neighbours", {"n_neighbors": 4})) is None


def test_a_share_of_all_is_not_one_feature(result):
    cache = ResultCache()
    cache.put(replace(result, plan=Plan("random-forest", {"max_features": 1.0})))
    assert cache.get(Plan("random-forest", {"max_features": 1})) is None


def test_the_least_recently_used_goes_first(result):
    cache = ResultCache(max_results=3)
    for seed in range(3):
        cache.put(seeded(result, seed))
    cache.get(seeded(result, 0).plan)
    cache.put(seeded(result, 3))
    assert seeds(cache, result) == [0, 2, 3]


def test_the_bytes_are_bounded(result):
    cache = ResultCache(max_bytes=int(2.5 * n_bytes(result)))
    for seed in (0, 1, 1, 2):  # put again, a result is counted once
        cache.put(seeded(result, seed))
    assert seeds(cache, result) == [1, 2]
    large = replace(result, probabilities=np.zeros((10**5, 10)))
    cache.put(seeded(large, 5))
    assert cache.get(seeded(large, 5).plan) is None


@pytest.mark.parametrize(
    ("estimator", "low", "high"),
    [
        ("random-forest", 5e6, 10e6),
        ("gradient-boosting", 1.5e6, 2.5e6),
        ("svm", 4e5, 6e5),
        ("nearest-neighbours", 7e5, 8e5),
        ("naive-bayes", 4e4, 7e4),
    ],
)
def test_a_model_is_about_as_large_as_its_arrays(estimator, low, high):
    assert low < n_bytes(run(Plan(estimator))) < high


def test_many_threads_may_use_it(result):
    cache = ResultCache(max_results=5)

    def use(first):
        for i in range(300):
            cache.put(seeded(result, (first + i) % 10))
            cache.get(seeded(result, i % 10).plan)

    threads = [threading.Thread(target=use, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seeds(cache, result)) == 5
