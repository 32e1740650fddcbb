"""Analyses of a run beyond its accuracy; each is computed only when it is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from digitrec.accuracy import Accuracy, interval_in_words, percent
from digitrec.charts import training as charts
from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.evaluation import binomial_test, claim_in_words
from digitrec.jobs import Task
from digitrec.training import (
    ESTIMATORS,
    Plan,
    Result,
    Score,
    Split,
    combine,
    estimate_seconds,
    fit_part,
    grid,
    grid_values,
    learning_curve,
    repeats,
    score,
    validation_curve,
    value_in_words,
    values_of,
)
from digitrec.training.code import notebook, python_code
from digitrec.ui.shared import cached, progress
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import ANALYSIS, CLAIM, FOLDS, FOLDS_IN_FILE_ORDER, SERIES

SERIES_JOB = "series"


@dataclass(frozen=True)
class Analysis:
    """One way to look closer at a run; ``show(run, result)`` shows it."""

    title: str
    show: Callable[[Run, Result], None]


def show_analyses(run: Run, result: Result) -> None:
    """Show the choice of analyses of a run's result, and the one that is chosen."""
    name = st.pills(
        "Look closer",
        list(ANALYSES),
        format_func=lambda name: ANALYSES[name].title,
        key=ANALYSIS,
        persist_state="session",
    )
    if name:
        with st.container(border=True, key="analysis"):
            ANALYSES[name].show(run, result)


def _series(
    run: Run, name: str, make_plans: Callable[[], list[Plan]], button: str
) -> list[Score] | None:
    """Get the scores of plans; or show the button that computes them, and return None.

    Parameters
    ----------
    run : digitrec.ui.shared.runs.Run
        With a result.
    name : str
        Of this series of this run.
    make_plans : callable
    button : str
        The button's label.

    Returns
    -------
    list of digitrec.training.Score, or None
    """
    key = (run.number, name)
    scores = st.session_state.setdefault(SERIES, {}).get(key)
    if scores is not None:
        return scores
    try:
        plans = make_plans()
        seconds = estimate_seconds(plans, cached.dataset(plans[0].dataset))
    except (InvalidPlanError, DatasetError) as refused:
        st.info(log_refusal(refused))
        return None
    progress.announce_seconds(seconds, f"These {len(plans)} runs")
    if st.button(button, key=f"begin {name}", disabled=progress.has_job(SERIES_JOB)):
        tasks = [Task(score, (plan,)) for plan in plans]
        _start(key, f"{len(plans)} runs", tasks, list, seconds)
    progress.show_job(SERIES_JOB)
    return None


def _start(
    key: tuple[int, str],
    title: str,
    tasks: list[Task],
    make: Callable[[list[Any]], object],
    seconds: float,
) -> None:
    def finish(results):
        st.session_state.setdefault(SERIES, {})[key] = make(results)

    progress.start_job(SERIES_JOB, title, tasks, finish, expected_seconds=seconds)
    st.rerun()


def _repeat(run: Run, result: Result) -> None:
    st.write("How much does the number depend on which pictures it was tested with?")
    scores = _series(run, "repeat", lambda: repeats(result.plan), "Repeat 10 times")
    if scores is None:
        return
    accuracies = [each.accuracy.proportion for each in scores]
    least, most = percent(min(accuracies)), percent(max(accuracies))
    show_figure(
        charts.strip_figure(accuracies, [str(each.plan.seed) for each in scores], x_title="Seed"),
        "repeat chart",
        alt=f"Ten accuracies from {least} to {most}.",
    )
    st.write(
        f"From {least} to {most}, on average {percent(sum(accuracies) / len(accuracies))}. The "
        "same model, the same data, only another random split (*seed*). Whoever trains once sees "
        "just one of these points."
    )


def _cross_validate(run: Run, result: Result) -> None:
    st.write(
        "Every picture is in the test once, for a model that learned from the others (*cross-"
        "validation*). All pictures are tested, so the interval is narrower."
    )
    in_order = st.toggle("Folds in file order", key=FOLDS_IN_FILE_ORDER)
    n_folds = st.slider("Folds", 2, 13, 5, key=FOLDS)
    split = Split("folds-file-order" if in_order else "folds", n_folds=n_folds)
    plan = replace(result.plan, split=split, n_learned=None)
    key = (run.number, f"cross-validate {split.kind} {n_folds}")
    scores = st.session_state.setdefault(SERIES, {}).get(key)
    if scores is None:
        _offer_folds(key, plan)
        return
    accuracies, accuracy = scores
    show_figure(
        charts.strip_figure(
            accuracies, [str(i + 1) for i in range(len(accuracies))], x_title="Fold"
        ),
        "fold chart",
        alt=f"Accuracies of {n_folds} folds, {percent(min(accuracies))} to "
        f"{percent(max(accuracies))}.",
    )
    st.write(f"**{accuracy.percent}** over all folds, 95 % interval {accuracy.interval_in_words}.")


def _offer_folds(key: tuple[int, str], plan: Plan) -> None:
    try:
        seconds = estimate_seconds([plan], cached.dataset(plan.dataset))
    except (InvalidPlanError, DatasetError) as refused:
        st.info(log_refusal(refused))
        return
    progress.announce_seconds(seconds)
    if st.button("Cross-validate", key="begin folds", disabled=progress.has_job(SERIES_JOB)):
        tasks = [Task(fit_part, (plan, i)) for i in range(plan.split.n_folds)]

        def scores(parts):
            result = combine(plan, parts)
            return result.fold_accuracies.tolist(), result.accuracy

        _start(key, "Cross-validation", tasks, scores, seconds)
    progress.show_job(SERIES_JOB)


def _learning_curve(run: Run, result: Result) -> None:
    st.write("How much would more pictures help? (*learning curve*)")
    dataset = cached.dataset(result.plan.dataset)
    scores = _series(
        run,
        "learning curve",
        lambda: learning_curve(result.plan, dataset),
        "Learn from fewer and fewer",
    )
    if scores is not None:
        sizes = [each.plan.n_learned for each in scores]
        show_figure(
            charts.curve_figure(sizes, scores, x_title="Pictures learned from", log_x=True),
            "learning chart",
            alt=f"Test accuracy from {scores[0].accuracy.percent} with {sizes[0]} pictures to "
            f"{scores[-1].accuracy.percent} with {sizes[-1]:,}.",
        )
        st.write(
            "Where the two lines are still apart and the lower one still climbs, more pictures "
            "would help. Where they have met, only another model would."
        )


def _choose_slider(plan: Plan, label: str, *, without: Sequence[str] = ()) -> str | None:
    entry = ESTIMATORS[plan.estimator]
    titles = {each.name: each.title for each in entry.hyperparameters if each.name not in without}
    if not titles:
        st.info("This model has too few sliders for this.")
        return None
    return st.selectbox(
        label,
        list(titles),
        format_func=lambda name: f"{titles[name]} · {name}",
        key=f"{label} of {entry.name}",
    )


def _validation_curve(run: Run, result: Result) -> None:
    st.write("What does one slider do when all else stays the same? (*validation curve*)")
    name = _choose_slider(result.plan, "Slider")
    if name is None:
        return
    plan = result.plan
    scores = _series(
        run,
        f"validation curve {name}",
        lambda: validation_curve(plan, name),
        "Try every value",
    )
    if scores is not None:
        values = [value_in_words(value) for value in values_of(plan.estimator, name)]
        best = max(range(len(scores)), key=lambda i: scores[i].accuracy.proportion)
        show_figure(
            charts.curve_figure(values, scores, x_title=name),
            "validation chart",
            alt=f"Best at {values[best]}: {scores[best].accuracy.percent}.",
        )
        st.write(
            "Where training stays high while the test falls, the model has learned its pictures by"
            " heart (*overfitting*). Where both are low, it is too simple (*underfitting*)."
        )


def _grid(run: Run, result: Result) -> None:
    st.write("How do two sliders work together? (*grid search*)")
    row = _choose_slider(result.plan, "Rows")
    if row is None:
        return
    column = _choose_slider(result.plan, "Columns", without=(row,))
    if column is None:
        return
    plan = result.plan
    name = f"grid {row} {column}"
    scores = _series(run, name, lambda: grid(plan, row, column), "Try the pairs")
    if scores is None:
        return
    rows, columns = (
        [value_in_words(value) for value in grid_values(plan.estimator, name)]
        for name in (row, column)
    )
    best = max(scores, key=lambda each: each.accuracy.proportion)
    settings = ", ".join(
        f"{n} {value_in_words(best.plan.hyperparameters[n])}" for n in (row, column)
    )
    show_figure(
        charts.grid_figure(
            np.reshape([each.accuracy.proportion for each in scores], (len(rows), len(columns))),
            rows,
            columns,
            row_title=row,
            column_title=column,
        ),
        "grid chart",
        alt=f"Best of {len(scores)} pairs: {settings} with {best.accuracy.percent}.",
    )
    st.write(
        f"Best here: {settings}, {best.accuracy.percent} "
        f"({best.accuracy.interval_in_words}). The best of {len(scores)} tries on the same test "
        "looks a little too good: only pictures that no try has seen could confirm it."
    )


def _claim(run: Run, result: Result) -> None:
    claimed = st.number_input("Claimed accuracy, in %", 1.0, 99.9, 95.0, 0.5, key=CLAIM)
    test = binomial_test(result.accuracy, claimed / 100)
    for sentence in claim_in_words(test):
        st.write(sentence)
    show_figure(
        charts.accuracy_figure(
            [run.name], [result.accuracy], intervals=[test.exact_interval], claim=claimed / 100
        ),
        "claim chart",
        alt=f"Exact interval {interval_in_words(test.exact_interval)}; the claim {claimed:g} %.",
    )
    st.caption(
        f"And six right of six? That only shows an accuracy of {Accuracy(6, 6).interval_in_words}: "
        "a model that reads two of three right gets six of six in one try of eleven."
    )


def _code(_run: Run, result: Result) -> None:
    plan = result.plan
    st.write(
        "This run as a programmer would write it: import, make an instance, fit, predict. It gives"
        " the same answers, picture for picture."
    )
    code = python_code(plan)
    st.code(code, language="python")
    name = f"digits-{plan.estimator}"
    with st.container(horizontal=True):
        st.download_button("Python (.py)", code, f"{name}.py", "text/x-python", on_click="ignore")
        st.download_button(
            "Notebook (.ipynb)",
            lambda: notebook(plan),
            f"{name}.ipynb",
            "application/x-ipynb+json",
            on_click="ignore",
        )


ANALYSES = {
    "repeat": Analysis("Repeat with other splits", _repeat),
    "folds": Analysis("Cross-validation", _cross_validate),
    "learning": Analysis("Learning curve", _learning_curve),
    "validation": Analysis("One slider", _validation_curve),
    "grid": Analysis("Two sliders", _grid),
    "claim": Analysis("Is it really 95 %?", _claim),
    "code": Analysis("The four steps", _code),
}
