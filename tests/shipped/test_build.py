import json

import numpy as np
import pytest

from digitrec import Model, load_model, model_names
from digitrec.__main__ import main
from digitrec.datasets import load_digits
from digitrec.recognition.card import RECIPE_VERSION
from digitrec.shipped import SHIPPED, build_model, fit_estimator
from digitrec.shipped.build import SEED
from digitrec.shipped.held_out import load_held_out

# Between machines: each processor sums in an order of its own. What that rounds otherwise comes to
# 3e-7 in these fits; one step less of the logistic regression's would move a share by 5e-3. The two
# likeliest digits of no picture are nearer than 9e-4, so that the digits must be the same.
CLOSE = 1e-4


def test_every_model_of_the_table_is_shipped():
    assert sorted(model_names()) == sorted(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_card_tells_where_its_model_comes_from_and_how_good_it_is(name):
    card = load_model(name).card
    assert card.title == SHIPPED[name].title
    assert card.explanation == SHIPPED[name].explanation
    assert card.views == SHIPPED[name].views
    assert card.recipe_version == RECIPE_VERSION
    assert card.seed == 0
    assert "1,797" in card.trained_on
    for split in ("shuffled", "file_order"):
        accuracy = card.accuracy[split]
        assert accuracy.n == 1797
        read = load_held_out(name)[split].argmax(axis=1)
        assert (read == load_digits().y).sum() == accuracy.n_right
    # Writers kept apart are harder to read than writers known.
    assert card.accuracy["file_order"].n_right <= card.accuracy["shuffled"].n_right


@pytest.mark.fits
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("svm", marks=pytest.mark.slow),
        pytest.param("logistic-regression", marks=pytest.mark.slow),
        "decision-tree",
    ],
)
def test_rebuilding_gives_the_shipped_models_predictions_and_figures(name, tmp_path, capsys):
    main(["build-models", name, "--folder", str(tmp_path)])
    shipped, rebuilt = load_model(name), load_model(name, folder=tmp_path)
    digits = load_digits()
    read = load_held_out(name) | {"all": shipped.predict_images(digits.images)}
    reread = load_held_out(name, folder=tmp_path) | {"all": rebuilt.predict_images(digits.images)}
    for part in ("shuffled", "file_order", "all"):
        np.testing.assert_allclose(reread[part], read[part], rtol=0, atol=CLOSE)
        np.testing.assert_array_equal(reread[part].argmax(axis=1), read[part].argmax(axis=1))
    assert rebuilt.card.accuracy == shipped.card.accuracy
    # Within a machine, the same bits.
    again = Model(fit_estimator(SHIPPED[name], SEED, (digits.X, digits.y)), rebuilt.card)
    np.testing.assert_array_equal(again.predict_images(digits.images), reread["all"])
    out, err = capsys.readouterr()
    assert f"{shipped.card.accuracy['shuffled'].percent} shuffled" in out
    assert "100%" in err


@pytest.mark.slow
def test_a_model_with_invented_drawings_is_built_the_same_twice(monkeypatch):
    monkeypatch.setattr("digitrec.shipped.build.N_FOLDS", 2)
    done = []
    monkeypatch.setattr("digitrec.shipped.build.N_TEMPERED", 40)
    once, read = build_model("default", n_invented=2_000, progress=lambda: done.append(1))
    again, reread = build_model("default", n_invented=2_000)
    assert len(done) == 2 * 2 + 2  # the inventions, each fold of either split, and all
    images = load_digits().images[:200]
    np.testing.assert_array_equal(once.predict_images(images), again.predict_images(images))
    for split in ("shuffled", "file_order"):
        np.testing.assert_array_equal(read[split], reread[split])
        assert read[split].shape == (1797, 10)
    assert once.card.temperature == again.card.temperature
    assert "2,000 invented drawings" in once.card.trained_on


def test_an_unknown_model_is_refused_by_name(capsys):
    with pytest.raises(SystemExit):
        main(["build-models", "oracle"])
    assert "no model is named oracle; there are default" in capsys.readouterr().err


def test_cards_are_json_that_any_program_reads(root):
    for name in model_names():
        card = json.loads((root / "models" / f"{name}.json").read_text(encoding="utf-8"))
        assert card["name"] == name
