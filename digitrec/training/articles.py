"""The runs of five articles, to be repeated: what each did, what it claimed, a comment.

No figure that a run gives is written here; `verdict` writes of the results.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from digitrec.accuracy import Accuracy, percent
from digitrec.training.plan import Plan
from digitrec.training.result import Result
from digitrec.training.splits import Split

WITH_SKLEARN = "Handwritten Digit Recognition Using scikit-learn"
README = "Recognizing-Handwritten-Digits-with-scikit-learn (README)"
WITH_PYTHON = "Handwritten Digit Recognition using Machine Learning in Python"
RECOGNIZING = "Recognizing Handwritten Digits with scikit-learn"
ON_MNIST = "HandWritten Digit Recognition on MNIST Dataset"

MNIST_TRAIN_PROPORTION = 6 / 7  # 60,000 of 70,000
# Of scikit-learn's logistic regression.
UNSCALED_DEFAULTS: dict[str, Any] = {"C": 1, "max_iter": 100, "scaled": False}


@dataclass(frozen=True)
class Preset:
    """One row of the table.

    Attributes
    ----------
    name : str
    title : str
        As a reader sees it.
    article : str
        The article's title.
    method, claim : str
        What the article did, and what it claimed.
    claimed_accuracy : float or None
        0..1; None where the article gave no figure.
    cases : tuple of (str, digitrec.training.Plan)
        Its runs, each with a label.
    comment : str
        A few sentences on the claim.
    analyses : tuple of str
        Where to look at the results: "repeat", "claim" and "validation" on the Train page,
        "detector", "confusion" and "misread" at the answers.
    claimed_at_most : float, optional
        The upper end, where a range was claimed.
    """

    name: str
    title: str
    article: str
    method: str
    claim: str
    claimed_accuracy: float | None
    cases: tuple[tuple[str, Plan], ...]
    comment: str
    analyses: tuple[str, ...]
    claimed_at_most: float | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """One for each plan."""
        return tuple(label for label, _ in self.cases)

    @property
    def takes_rows(self) -> bool:
        """Whether it can run on fewer pictures than the article had."""
        return any(plan.dataset != "digits" for _, plan in self.cases)

    def plans_for(self, n_rows: int | None = None) -> tuple[Plan, ...]:
        """Give the plans to run.

        Parameters
        ----------
        n_rows : int, optional
            How many pictures of MNIST, 7 or more; by default all. Presets on the digits always
            take all.

        Returns
        -------
        tuple of digitrec.training.Plan
        """
        return tuple(_with_rows(plan, n_rows) for _, plan in self.cases)


def _with_rows(plan: Plan, n_rows: int | None) -> Plan:
    """Let a plan use a sample, with the same proportion of it to learn from."""
    if n_rows is None or plan.dataset == "digits":
        return plan
    split = plan.split
    if split.n_train is not None:
        n_train = round(n_rows * MNIST_TRAIN_PROPORTION)
        split = replace(split, n_train=n_train, n_test=n_rows - n_train)
    return replace(plan, n_rows=n_rows, split=split)


def _in_file_order(n_train: int, n_test: int) -> Split:
    return Split("file-order", n_train=n_train, n_test=n_test)


_SVM_LAST_SIX = Plan("svm", split=_in_file_order(1790, 6))
_TREE = Plan("decision-tree", split=_in_file_order(1600, 196))
_FOREST = Plan("random-forest", split=_in_file_order(1500, 296))

PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            "svm-six-of-six",
            "Support vector machine, the last six",
            WITH_SKLEARN,
            "A support vector machine learns from the first 1,791 pictures and is tested on the "
            "last six.",
            "Six of six right.",
            1.0,
            (("The last six", Plan("svm", split=_in_file_order(1791, 6))),),
            "Six right of six sounds perfect and proves little: the true accuracy may be anywhere "
            "from 61\xa0% to 100\xa0%. Almost all pictures went into learning and almost none into "
            "testing. Repeat it with a quarter to test on, and you know much more.",
            ("claim", "misread"),
        ),
        Preset(
            "logistic-regression-random",
            "Logistic regression, random split",
            WITH_SKLEARN,
            "Logistic regression with scikit-learn's settings, three quarters picked at random "
            "to learn from, the rest to test on, and a confusion matrix.",
            "95.11\xa0%.",
            0.9511,
            (
                (
                    "75/25",
                    Plan("logistic-regression", UNSCALED_DEFAULTS, split=Split("random")),
                ),
            ),
            "Two decimals are more than a test of 450 pictures can tell: one picture is 0.22\xa0% "
            "already. Other splits give other numbers: repeat it and see how far they are apart. "
            "As in the article, the numbers are not scaled, and scikit-learn's usual 100 steps are"
            " too few, which it says in a warning. The confusion matrix tells more than one "
            "number: which digits are taken for which.",
            ("confusion", "repeat"),
        ),
        Preset(
            "svm-default-saved",
            "Support vector machine, saved and loaded",
            README,
            "A support vector machine with scikit-learn's settings, 80\xa0% to learn from, 20\xa0% "
            "to test on; the model is saved to disk and loaded again.",
            "96\xa0%.",
            0.96,
            (("80/20", Plan("svm", {"C": 1, "gamma": "scale"}, split=Split("random", 0.8))),),
            "The article calls its data MNIST and reshapes each picture to 784 numbers. That "
            "cannot work: the pictures that scikit-learn brings along have 8×8 cells, 64 numbers, "
            "and are another data set. A model that was saved and loaded gives the same answers "
            "as before; the figure is the model's and the split's, not the file's. The usual kind "
            "of such files (pickle) can run any program when it is loaded; here, models are saved "
            "as .skops, which cannot.",
            ("repeat", "confusion"),
        ),
        Preset(
            "svm-first-1790",
            "Support vector machine, first 1,790",
            WITH_PYTHON,
            "A support vector machine with gamma 0.001 and C 100 learns from the first 1,790 "
            "pictures and is tested on those from number 1,791 on.",
            "100\xa0%.",
            1.0,
            (("From number 1,791 on", _SVM_LAST_SIX),),
            "Those are six pictures, so 100\xa0% means six of six: it proves no more than 61\xa0% "
            "to 100\xa0%. Counting starts at 0, and the first 1,790 end with number 1,789: picture "
            "1,790 is left out on both sides. That does no harm, but shows how easily such a cut "
            "goes wrong unnoticed.",
            ("claim", "misread"),
        ),
        Preset(
            "tree-tuned",
            "Decision tree, then tuned",
            WITH_PYTHON,
            "A decision tree (gini) learns from the first 1,600 pictures and is tested on those "
            "from number 1,601 on; then it is tuned.",
            'Low, "can be increased by tuning".',
            None,
            (
                ("Gini", _TREE),
                ("Tuned: entropy", replace(_TREE, hyperparameters={"criterion": "entropy"})),
            ),
            "Another way to pick the questions makes the tree better. But whoever tries settings "
            "until the test comes out well has learned from the test: a fair number needs pictures"
            " that took no part in choosing. In file order the last pictures are mostly by other "
            "people than the first, so the tree scores lower than on a random split. Picture 1,600"
            " is left out on both sides.",
            ("validation", "confusion"),
        ),
        Preset(
            "forest-150",
            "Random forest of 150 trees",
            WITH_PYTHON,
            "A random forest of 150 trees learns from the first 1,500 pictures and is tested on "
            "those from number 1,501 on.",
            "92\xa0%.",
            0.92,
            (("First 1,500", _FOREST),),
            "File order keeps writers apart: each person's digits mostly lie together, so this "
            "test asks how well strangers are read. That is harder, and more honest, than a random"
            " split, where every writer is on both sides. Try both. Picture 1,500 is left out on "
            "both sides.",
            ("confusion", "misread"),
        ),
        Preset(
            "hypothesis-95",
            "Is it really 95 %?",
            WITH_PYTHON,
            'The hypothesis "predicts the digit accurately 95\xa0% of the times". Here it is put '
            "to the article's three runs: support vector machine, decision tree and random forest.",
            'It is accepted: "near 95\xa0%".',
            0.95,
            (
                ("Support vector machine", _SVM_LAST_SIX),
                ("Decision tree", _TREE),
                ("Random forest", _FOREST),
            ),
            'The sentence does not say which model it means, and "near" can be stretched to fit '
            "anything. A test asks instead: if 95\xa0% were true, how often would a count like "
            "this one come up? That a test does not speak against a claim is no proof of it: six "
            "pictures cannot speak against almost anything.",
            ("claim",),
        ),
        Preset(
            "svm-three-cases",
            "Support vector machine, different splits",
            RECOGNIZING,
            "A support vector machine with 75\xa0% to learn from and 25\xa0% to test on. The "
            "article's task: “run for at least three cases with different ranges of training and "
            "validation sets and observe the variance”.",
            "99.33\xa0%.",
            0.9933,
            (
                ("75/25", Plan("svm", split=Split("random"))),
                ("75/25, another split", Plan("svm", split=Split("random"), seed=1)),
                ("75/25, a third", Plan("svm", split=Split("random"), seed=2)),
                ("50/50", Plan("svm", split=Split("random", 0.5))),
                ("90/10", Plan("svm", split=Split("random", 0.9))),
            ),
            "Three splits of the same size differ by luck alone. That is the variance to observe, "
            "and the best of them is not the model's accuracy. With 90\xa0% to learn from it knows "
            "more, but the test is so small that its number is the least certain of all: look at "
            "how wide the intervals are.",
            ("repeat",),
        ),
        Preset(
            "mnist-detector",
            "A detector of 2 on MNIST",
            ON_MNIST,
            "60,000 pictures of MNIST to learn from, shuffled, and 10,000 to test on; a "
            '"2-detector" by logistic regression, judged by cross-validation.',
            "95\xa0% to 97\xa0%.",
            0.95,
            (
                (
                    "The published split",
                    Plan(
                        "logistic-regression",
                        UNSCALED_DEFAULTS,
                        "mnist",
                        split=_in_file_order(60_000, 10_000),
                        target=2,
                    ),
                ),
                (
                    "Cross-validation, three folds",
                    Plan(
                        "logistic-regression",
                        UNSCALED_DEFAULTS,
                        "mnist",
                        split=Split("folds", n_folds=3),
                        target=2,
                    ),
                ),
            ),
            "Only about one picture in ten is a 2, so that a detector that always says no is "
            "right nine times in ten: compare the accuracy with that, and ask how many of the 2s "
            "it finds (recall) and how often its yes is right (precision). The article "
            "cross-validated on the 60,000; here the folds are made of all pictures chosen. "
            "Shuffling changes nothing for logistic regression, which looks at all pictures in "
            "every step.",
            ("detector",),
            claimed_at_most=0.97,
        ),
        Preset(
            "mnist-logistic-regression",
            "Logistic regression on all of MNIST",
            ON_MNIST,
            "Logistic regression on all ten digits of MNIST at 28×28; the misread images are "
            "shown with what was predicted.",
            "92\xa0%.",
            0.92,
            (
                (
                    "The published split",
                    Plan(
                        "logistic-regression",
                        UNSCALED_DEFAULTS,
                        "mnist",
                        split=_in_file_order(60_000, 10_000),
                    ),
                ),
            ),
            "One weight for every pixel and digit is a simple model. Looking at what it misreads "
            "teaches more than its accuracy. The greys are not scaled, as in the article, and 100 "
            "steps are too few: scikit-learn warns that it has not finished learning (not "
            "converged). Let it scale first and see what that changes. With fewer than 60,000 "
            "pictures to learn from it reads worse, so the claim can only be compared on all of "
            "them.",
            ("misread", "confusion"),
        ),
    )
}


def verdict(preset: Preset, results: Sequence[Result]) -> str:
    """Compare the claim of an article with results of its plans.

    Parameters
    ----------
    preset : Preset
    results : list of digitrec.training.Result
        In the order of its plans.

    Returns
    -------
    str
        Paragraphs, one for each result, with an empty line between them.
    """
    claim = f"The article says: {preset.claim}"
    if preset.claimed_accuracy is None:
        claim += " It gives no figure to compare with."
    paragraphs = [claim]
    for label, result in zip(preset.labels, results, strict=True):
        accuracy = result.accuracy
        paragraph = (
            f"{label}: {accuracy.counts} are read right here, {accuracy.percent}, with a 95\xa0% "
            f"interval from {accuracy.interval_in_words}."
        )
        if (claimed := preset.claimed_accuracy) is not None:
            most = claimed if preset.claimed_at_most is None else preset.claimed_at_most
            paragraph += f" {_compare(claimed, most, accuracy)}"
        if result.plan.target is not None:
            no = percent(float((result.y_true == 0).mean()))
            paragraph += f" Always answering no would get {no}."
        paragraphs.append(paragraph)
    if len(results) > 1 and len({_model_of(result.plan) for result in results}) == 1:
        accuracies = [result.accuracy.proportion for result in results]
        paragraphs.append(
            f"The same model came out between {percent(min(accuracies))} and "
            f"{percent(max(accuracies))} in {len(accuracies)} runs: a single figure hides that."
        )
    return "\n\n".join(paragraphs)


def _model_of(plan: Plan) -> tuple[Any, ...]:
    return plan.estimator, tuple(sorted(plan.hyperparameters.items()))


def _compare(least: float, most: float, accuracy: Accuracy) -> str:
    low, high = accuracy.interval
    if least > high:
        return "The claim lies above it. This is very unlikely to be luck."
    if most < low:
        return "The claim lies below it. This is very unlikely to be luck."
    return "The claim lies inside it: this run does not speak against it."
