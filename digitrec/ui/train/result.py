"""The result of a run: its accuracy with the interval, and what to know about it."""

import streamlit as st

from digitrec.accuracy import percent
from digitrec.charts import training as charts
from digitrec.evaluation import detect, precision_recall
from digitrec.training import Result
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import THRESHOLD

FILE_ORDER = """
scikit-learn's digits were written by 13 people, and in the file the digits of one person lie
together. **Shuffled**, every person's digits are among those learned from, so that a model meets
handwriting that it knows. **In file order**, the last rows come from people whose digits it has
never seen. That is harder, and nearer to reading *your* digits. Over 13 folds a support vector
machine reads 99.2 % shuffled and 98.5 % in file order, logistic regression 96.9 % and 94.8 %.
"""
NOT_CONVERGED = (
    "It had to stop before it was done (scikit-learn: *not converged*). Allow more steps, or scale "
    "the numbers first."
)


def show_result(run: Run, result: Result) -> None:
    """Show the accuracy of a run with its interval, the times, and what to know about it.

    Parameters
    ----------
    run : digitrec.ui.shared.runs.Run
    result : digitrec.training.Result
        The run's.
    """
    accuracy, train_accuracy = result.accuracy, result.train_accuracy
    st.markdown(
        f"**{accuracy.percent} read right**: {accuracy.counts} pictures that it had not learned "
        f"from. {accuracy.true_figure} (*95 % confidence interval*, Wilson): so much is the luck "
        "of which pictures there are."
    )
    show_figure(
        charts.accuracy_figure([run.name], [accuracy], train_accuracies=[train_accuracy]),
        f"accuracy {run.key}",
        alt=f"Test accuracy {accuracy.percent}, 95 % interval {accuracy.interval_in_words}; train "
        f"accuracy {train_accuracy.percent}.",
    )
    checked = "" if train_accuracy.n >= result.n_train else f" ({train_accuracy.n:,} checked)"
    fit, predict, train = st.columns(3)
    fit.metric("Learned in", f"{result.fit_seconds:.2f} s")
    predict.metric("Read the test in", f"{result.predict_seconds:.2f} s")
    train.metric(f"Training right{checked}", train_accuracy.percent)
    if any("converge" in note.lower() for note in result.notes):
        st.warning(NOT_CONVERGED)
    if "file-order" in result.plan.split.kind:
        with st.expander("Why file order scores lower"):
            st.markdown(FILE_ORDER)
    if result.plan.target is not None:
        show_detector(run, result)


def show_detector(run: Run, result: Result) -> None:
    """Show what a detector finds and misses, with its threshold as a slider.

    Parameters
    ----------
    run : digitrec.ui.shared.runs.Run
    result : digitrec.training.Result
        The run's, of a plan with a target.
    """
    digit, scores = result.plan.target, result.probabilities[:, 1]
    st.subheader(f"A detector of {digit}", anchor=False)
    threshold = st.slider(
        f"Say “{digit}” from this probability on (threshold)", 0.01, 0.99, 0.5, 0.01, key=THRESHOLD
    )
    found = detect(result.y_true, scores, threshold)
    accuracy, never, precision, recall = st.columns(4)
    accuracy.metric("Right (accuracy)", found.accuracy.percent)
    never.metric("Always saying no", found.accuracy_of_no.percent)
    precision.metric("Precision", percent(found.precision))
    recall.metric("Recall", percent(found.recall))
    st.write(
        f"Of {found.positives:,} pictures of a {digit} it finds {found.true_positives:,} "
        f"and misses {found.false_negatives:,} (*recall*). It says “{digit}” "
        f"{found.predicted_positives:,} times, {found.false_positives:,} of them wrongly "
        f"(*precision*). Whoever always says no is right {found.accuracy_of_no.percent} of the "
        "time and finds none, so accuracy alone says little here."
    )
    show_figure(
        charts.precision_recall_figure(*precision_recall(result.y_true, scores), found),
        f"precision-recall {run.key}",
        alt=f"Precision over recall; at the threshold {threshold:.2f} precision is "
        f"{percent(found.precision)} and recall {percent(found.recall)}.",
    )
