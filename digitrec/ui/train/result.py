"""The result of a run below its accuracy: where it lies, the times, and what to know about it."""

import streamlit as st

from digitrec.accuracy import percent
from digitrec.charts import training as charts
from digitrec.evaluation import detect, precision_recall
from digitrec.training import Result
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.state import THRESHOLD
from digitrec.words import with_article

FILE_ORDER = """
Thirteen people wrote these digits, and in the file the digits of one person lie together.
**Shuffled**, every person's digits are among those learned from: the model meets handwriting that
it knows. **In file order**, the last rows come from people whose digits it has never seen. That is
harder, and nearer to reading *your* digits. Over 13 folds a support vector machine reads 99.2\xa0%
right shuffled and 98.5\xa0% in file order, logistic regression 96.9\xa0% and 94.8\xa0%.
"""
NOT_CONVERGED = (
    "It had to stop before it had finished learning (scikit-learn: *not converged*). Allow more "
    "steps, or scale the numbers first."
)
ACCURACY_HEAD = ("Pictures", "Read right", "95\xa0% interval")


def show_result(name: str, result: Result) -> None:
    """Show where an accuracy lies, the times, and what to know about it.

    Parameters
    ----------
    name : str
        The run's.
    result : digitrec.training.Result
    """
    accuracy, train_accuracy = result.accuracy, result.train_accuracy
    show_figure(
        charts.accuracy_figure([name], [accuracy], train_accuracies=[train_accuracy]),
        "accuracy",
        alt=f"Read right in the test: {accuracy.percent}, 95 % interval "
        f"{accuracy.interval_in_words}; in training: {train_accuracy.percent}.",
        table=(
            ACCURACY_HEAD,
            (
                ("Test", accuracy.percent, accuracy.interval_in_words),
                ("Training", train_accuracy.percent, train_accuracy.interval_in_words),
            ),
        ),
    )
    checked = "" if train_accuracy.n >= result.n_train else f" ({train_accuracy.n:,} checked)"
    with st.container(horizontal=True, gap="large"):
        st.metric(f"Right in training{checked}", train_accuracy.percent, width="content")
        st.metric("Time to learn", f"{result.fit_seconds:.2f} s", width="content")
        st.metric("Time to read the test", f"{result.predict_seconds:.2f} s", width="content")
    if any("converge" in note.lower() for note in result.notes):
        st.warning(NOT_CONVERGED)
    if "file-order" in result.plan.split.kind:
        with st.expander("Why file order scores lower"):
            st.markdown(FILE_ORDER)
    if result.plan.target is not None:
        show_detector(result)


def show_detector(result: Result) -> None:
    """Show what a detector finds and misses, with its threshold as a slider.

    Parameters
    ----------
    result : digitrec.training.Result
        Of a plan with a target.
    """
    digit, scores = result.plan.target, result.probabilities[:, 1]
    st.header(f"A detector of {digit}", anchor=False)
    threshold = st.slider(
        f"Say “{digit}” when it is at least this sure (threshold)",
        *(0.01, 0.99, 0.5, 0.01),
        key=THRESHOLD,
    )
    found = detect(result.y_true, scores, threshold)
    with st.container(horizontal=True, gap="large"):
        for label, value in (
            ("Right (accuracy)", found.accuracy.percent),
            ("Always saying no", found.accuracy_of_no.percent),
            ("Precision", percent(found.precision)),
            ("Recall", percent(found.recall)),
        ):
            st.metric(label, value, width="content")
    st.write(
        f"Of {found.positives:,} pictures of {with_article(digit)} it finds "
        f"{found.true_positives:,} and misses {found.false_negatives:,} (*recall*). It says "
        f"“{digit}” {found.predicted_positives:,} times, {found.false_positives:,} of them wrongly "
        f"(*precision*). A model that always says no is right {found.accuracy_of_no.percent} of "
        "the time and finds none, so accuracy alone says little here."
    )
    precision, recall = precision_recall(result.y_true, scores)
    show_figure(
        charts.precision_recall_figure(precision, recall, found),
        "precision-recall",
        alt=f"Precision over recall; at the threshold {threshold:.2f} precision is "
        f"{percent(found.precision)} and recall {percent(found.recall)}.",
        table=(
            ("Threshold", "Precision", "Recall"),
            [_at(threshold / 10, result) for threshold in range(1, 10)],
        ),
    )


def _at(threshold: float, result: Result) -> tuple[str, str, str]:
    found = detect(result.y_true, result.probabilities[:, 1], threshold)
    return f"{threshold:.1f}", percent(found.precision), percent(found.recall)
