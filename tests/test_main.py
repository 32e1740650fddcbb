"""The command line `train`: what the page gives, in one file, or a sentence and exit code 2."""

import errno
import re
import shlex
from pathlib import Path

import pytest

import digitrec
from digitrec.__main__ import main
from digitrec.errors import InvalidPlanError
from digitrec.model_file import loads_model
from digitrec.training import ESTIMATORS, Plan, Split, allowed_in_words, run

QUICK = ["train", "--model", "decision-tree", "--rows", "300"]


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def train(*arguments):
    main([*QUICK, *arguments])


def refused(capsys, *arguments):
    """What is said where a command ends with exit code 2, and nothing is written."""
    before = sorted(Path().iterdir())
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    assert end.value.code == 2
    assert sorted(Path().iterdir()) == before
    return capsys.readouterr().err


def test_it_gives_what_the_pages_run_of_the_same_plan_gives(capsys):
    main(
        shlex.split("train --model svm --C 10 --gamma 0.001 --train-share 0.6 --seed 4 --rows 900")
    )
    plan = Plan("svm", {"C": 10, "gamma": 0.001}, n_rows=900, split=Split(train_share=0.6), seed=4)
    result = run(plan)
    out, err = capsys.readouterr()
    accuracy = result.accuracy
    assert f"accuracy: {accuracy.percent}, {accuracy.n_right} of 360 test pictures" in out
    assert f"(95 % interval: {accuracy.interval_in_words})" in out
    assert f"on what it learned from: {result.train_accuracy.percent}, " in out
    assert "100%" in err
    model = loads_model(Path("svm.skops").read_bytes())
    assert model.card.plan == plan
    assert model.card.accuracy == {"held_out": accuracy}


def test_it_tells_the_version(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"digitrec {digitrec.__version__}\n"


def test_folds_are_told_as_they_are_done(capsys):
    train("--split", "folds", "--folds", "4")
    out, err = capsys.readouterr()
    assert "of 300 test pictures" in out
    assert re.findall(r"(\d+)%", err) == ["0", "20", "40", "60", "80", "100"]


@pytest.mark.parametrize("name", ESTIMATORS)
def test_every_hyperparameter_is_an_option(name, capsys):
    """With dashes or underscores; a word that none can be is refused with what can."""
    for each in ESTIMATORS[name].hyperparameters:
        for option in {f"--{each.name}", "--" + each.name.replace("_", "-")}:
            said = refused(capsys, "train", "--model", name, option, "oracle")
            assert said == f"{each.name} cannot be 'oracle'; give {allowed_in_words(each)}.\n"


def test_other_kinds_of_values_are_understood():
    arguments = "--model neural-network --hidden-layer-sizes 6,5 --max_iter 1 --scaled false"
    main(["train", *shlex.split(arguments), "--rows", "200"])
    card = loads_model(Path("neural-network.skops").read_bytes()).card
    assert card.hyperparameters["hidden_layer_sizes"] == (6, 5)
    assert card.hyperparameters["scaled"] is False


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--model svm --max_depth 3", "svm has no hyperparameter max_depth; it has C, gamma,"),
        ("--model svm --C -1", "scikit-learn refuses this: "),
        ("--model oracle", "argument --model: invalid choice: 'oracle'"),
        ("--model svm --gam 1", "unrecognized arguments: --gam 1"),
        ("--model svm --rows 9999", "Digits has 1,797 pictures, not 9,999."),
        ("--model svm --rows 0", "The number of pictures must be a whole number of 1 or more."),
        ("--model svm --rows x", "argument --rows: invalid int value: 'x'"),
        ("--model svm --train-share 1", "must be above 0 and below 1"),
        ("--model svm --train-share nan", "must be above 0 and below 1"),
        ("--model svm --seed -1", "The seed must be a whole number from 0"),
        ("--model svm --target 10", "must be one of 0 to 9"),
        ("--model svm --split oracle", "argument --split: invalid choice: 'oracle'"),
        ("--model svm --split folds --folds 1", "1 folds of 1,797 pictures are not possible"),
        ("--model svm --split file-order --train-rows 1797", "leaves 1,797 to learn from and 0"),
        ("--model svm --target 2 --output x.skops", "A detector knows one digit only"),
        ("--model dummy --output .", "cannot be written: it is no file"),
        ("--model dummy --output missing/x.skops", "a folder that is missing"),
        (f"--model dummy --output {'x' * 999}", "cannot be written"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_code_2(arguments, sentence, capsys):
    said = refused(capsys, "train", *shlex.split(arguments))
    assert sentence in said
    assert "Traceback" not in said


def test_a_detector_is_tested_but_not_written(capsys):
    train("--target", "2")
    assert "written: nothing" in capsys.readouterr().out
    assert list(Path().iterdir()) == []


def test_a_file_is_written_over_by_force_only(capsys):
    Path("decision-tree.skops").write_bytes(b"dear")
    assert "is there already. Give another --output, or --force" in refused(capsys, *QUICK)
    assert Path("decision-tree.skops").read_bytes() == b"dear"
    train("--force")
    loads_model(Path("decision-tree.skops").read_bytes())


def test_a_full_disk_leaves_nothing_half_written(monkeypatch, capsys):
    Path("mine.skops").write_bytes(b"dear")

    def write_some(path, data):
        with path.open("wb") as file:
            file.write(data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_some)
    said = refused(capsys, *QUICK, "--output", "mine.skops", "--force")
    assert "mine.skops cannot be written (No space left on device). Nothing is left of it" in said
    assert Path("mine.skops").read_bytes() == b"dear"
    assert list(Path().iterdir()) == [Path("mine.skops")]


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "Stopped; nothing was written."),
        (InvalidPlanError("Too few."), 2, "Too few."),
    ],
)
def test_an_end_in_between_stands_below_the_bar(error, code, sentence, monkeypatch, capsys):
    def fail(*_arguments, **_options):
        raise error

    monkeypatch.setattr("digitrec.training.experiment.fit_part", fail)
    with pytest.raises(SystemExit) as end:
        train()
    assert end.value.code == code
    bar, *said = capsys.readouterr().err.splitlines()[-2:]
    assert bar.rstrip().endswith("training decision-tree")
    assert said == [sentence]
    assert list(Path().iterdir()) == []


def test_the_readmes_examples_run(root, capsys):
    readme = (root / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"^    python -m digitrec (train .*)$", readme, flags=re.MULTILINE)
    assert len(examples) == 3
    for example in examples:
        main(shlex.split(example))
    assert sorted(map(str, Path().iterdir())) == ["decision-tree.skops", "mine.skops"]
    assert capsys.readouterr().out.count("accuracy: ") == 3
