"""Two runs beside each other: how far they are apart, and what differs between them."""

import streamlit as st

from digitrec.accuracy import ends_in_words
from digitrec.charts import training as charts
from digitrec.training import Plan, Result, differences
from digitrec.ui.shared import runs
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import COMPARED_RUN


def show_beside(run: Run) -> None:
    """Show a run beside another one."""
    others = {
        each.number: each for each in runs.runs() if each.result and each.number != run.number
    }
    if not others or run.result is None:
        st.caption("With a second run, the two can be compared here.")
        return
    number = st.selectbox(
        "Beside",
        list(others)[::-1],
        format_func=lambda number: others[number].name,
        key=COMPARED_RUN,
    )
    pair = {each.name: each.result for each in (run, others[number]) if each.result}
    _show_accuracies(pair)
    _show_differences([each.plan for each in pair.values()])
    st.write(overlap_in_words(pair))


def _show_accuracies(pair: dict[str, Result]) -> None:
    rows = [
        (name, each.accuracy.percent, each.accuracy.interval_in_words, each.train_accuracy.percent)
        for name, each in pair.items()
    ]
    show_figure(
        charts.accuracy_figure(
            list(pair),
            [each.accuracy for each in pair.values()],
            train_accuracies=[each.train_accuracy for each in pair.values()],
        ),
        "comparison",
        alt="; ".join(f"{name}: {right}, {interval}" for name, right, interval, _ in rows),
        table=(("Run", "Test", "95\xa0% interval", "Training"), rows),
    )


def _show_differences(plans: list[Plan]) -> None:
    """Say which settings differ, so that nobody takes one difference for another."""
    rows = differences(*plans)
    for what, one, other in rows:
        st.write(f"{what}: *{one}* beside *{other}*.")
    if not rows:
        st.write("Both were made with the same settings.")
    if len(rows) > 1:
        st.caption("More than one thing differs, so nobody can say which of them made the change.")


def overlap_in_words(pair: dict[str, Result]) -> str:
    """Write as Markdown whether the intervals of two runs overlap, and what that means.

    Parameters
    ----------
    pair : dict of str to digitrec.training.Result
        Two results by their names.

    Returns
    -------
    str
    """
    worse, better = sorted(pair, key=lambda name: pair[name].accuracy.interval)
    below, above = (pair[name].accuracy.interval for name in (worse, better))
    if below[1] >= above[0]:
        return (
            "The intervals overlap: the difference may be luck. *Two models* on the Evaluate page "
            "compares them picture by picture, which tells more."
        )
    end, begin = ends_in_words(below)[1], ends_in_words(above)[0]
    return (
        f"The intervals do not overlap: that of *{escape_markdown(worse)}* ends at {end}, that of "
        f"*{escape_markdown(better)}*, the better one, begins at {begin}. This is very unlikely to "
        "be luck."
    )
