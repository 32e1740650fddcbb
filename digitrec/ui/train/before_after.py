"""What own drawings have added: before and after, on drawings that neither has learned from."""

from dataclasses import dataclass

import streamlit as st

from digitrec.charts import training as charts
from digitrec.datasets import OWN_KINDS, own_kind
from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.evaluation import mcnemar, mcnemar_in_words
from digitrec.jobs import Task
from digitrec.training import Result, Score, estimate_seconds, own_curve, score
from digitrec.ui.shared import progress, visitor_data
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import SERIES
from digitrec.ui.train.series import SERIES_JOB, curve_table

BEFORE, AFTER = "the digits alone", "the digits and own drawings"


@dataclass(frozen=True)
class BeforeAfter:
    """What was computed of a run beside its own result."""

    before: Result
    scores: list[Score]  # with 0, …, all own drawings
    n_own: list[int]


def has_before(result: Result) -> bool:
    """Tell whether a run has learned from the digits and own drawings."""
    kind = own_kind(result.plan.dataset)
    return kind is not None and OWN_KINDS[kind].begins_with_digits


def show_before_after(run: Run, result: Result) -> None:
    """Show a run beside one that has not learned from own drawings."""
    st.write(
        "Has it learned *this* hand? Both models read the same own drawings, from which neither "
        "has learned. One has learned from the digits alone, the other from own drawings, too."
    )
    found = st.session_state.setdefault(SERIES, {}).get((run.number, "before and after"))
    if found is None:
        _offer(run, result)
        return
    _show_bars(found, result)
    test = mcnemar(found.before.y_true == found.before.y_pred, result.y_true == result.y_pred)
    st.write(mcnemar_in_words(test, f"*{BEFORE}*", f"*{AFTER}*"))
    _show_curve(found)


def _offer(run: Run, result: Result) -> None:
    try:
        dataset = visitor_data.dataset(result.plan.dataset)
        plans = own_curve(result.plan, dataset)
        seconds = estimate_seconds(plans, dataset)
    except (InvalidPlanError, DatasetError) as refused:
        st.info(log_refusal(refused))
        return
    progress.announce_seconds(seconds, f"These {len(plans)} runs")
    if st.button("Compare", key="begin before", disabled=progress.has_job(SERIES_JOB)):
        n_base = plans[0].n_learned or 0
        first = visitor_data.fit_tasks(plans[:1])
        tasks = [Task(score, (plan, visitor_data.handed_over(plan))) for plan in plans]

        def finish(parts):
            (before,) = visitor_data.results_of(plans[:1], parts[: len(first)])
            n_own = [(plan.n_learned or 0) - n_base for plan in plans]
            made = BeforeAfter(before, parts[len(first) :], n_own)
            st.session_state.setdefault(SERIES, {})[run.number, "before and after"] = made

        progress.start_job(
            SERIES_JOB,
            "Before and after",
            [*first, *tasks],
            finish,
            expected_seconds=seconds,
        )
        st.rerun()
    progress.show_job(SERIES_JOB)


def _show_bars(found: BeforeAfter, result: Result) -> None:
    names = [f"Before: {BEFORE}", f"After: {AFTER}"]
    accuracies = [found.before.accuracy, result.accuracy]
    rows = [
        (name, each.percent, each.interval_in_words, f"{each.n:,}")
        for name, each in zip(names, accuracies, strict=True)
    ]
    show_figure(
        charts.accuracy_figure(names, accuracies),
        "before and after",
        alt="; ".join(f"{name}: {right}, {interval}" for name, right, interval, _ in rows),
        table=(("Learned from", "Read right", "95\xa0% interval", "Drawings"), rows),
    )


def _show_curve(found: BeforeAfter) -> None:
    st.write("How many drawings did it take? (*learning curve* by own drawings)")
    title = "Own drawings learned from"
    show_figure(
        charts.curve_figure(found.n_own, found.scores, x_title=title),
        "own learning chart",
        alt=f"Test accuracy from {found.scores[0].accuracy.percent} with none to "
        f"{found.scores[-1].accuracy.percent} with {found.n_own[-1]:,}.",
        table=curve_table(title, [f"{n:,}" for n in found.n_own], found.scores),
    )
