"""Many runs like one: with other seeds, folds, numbers of pictures, values of hyperparameters."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from digitrec.accuracy import percent
from digitrec.charts import training as charts
from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.jobs import Task
from digitrec.training import (
    ESTIMATORS,
    Plan,
    Result,
    Score,
    Split,
    combine,
    estimate_seconds,
    grid,
    grid_values,
    learning_curve,
    repeats,
    score,
    validation_curve,
    value_in_words,
    values_of,
)
from digitrec.ui.shared import progress, visitor_data
from digitrec.ui.shared.figures import Table, show_figure
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import FOLDS, FOLDS_IN_FILE_ORDER, SERIES

SERIES_JOB = "series"


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
        seconds = estimate_seconds(plans, visitor_data.dataset(plans[0].dataset))
    except (InvalidPlanError, DatasetError) as refused:
        st.info(log_refusal(refused))
        return None
    progress.announce_seconds(seconds, f"These {len(plans)} runs")
    if st.button(button, key=f"begin {name}", disabled=progress.has_job(SERIES_JOB)):
        tasks = [Task(score, (plan, visitor_data.handed_over(plan))) for plan in plans]
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


def show_repeats(run: Run, result: Result) -> None:
    """Show how far the accuracy of a run depends on its random split."""
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
        table=(
            ("Seed", "Read right"),
            [(each.plan.seed, each.accuracy.percent) for each in scores],
        ),
    )
    st.write(
        f"From {least} to {most}, on average {percent(sum(accuracies) / len(accuracies))}. The "
        "same model, the same data, only another random split (*seed*). Whoever trains once sees "
        "just one of these points."
    )


def show_folds(run: Run, result: Result) -> None:
    """Show the accuracy of a run in cross-validation."""
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
        table=(
            ("Fold", "Read right"),
            [(i, percent(each)) for i, each in enumerate(accuracies, 1)],
        ),
    )
    st.write(
        f"**{accuracy.percent}** over all folds, 95\xa0% interval {accuracy.interval_in_words}."
    )


def _offer_folds(key: tuple[int, str], plan: Plan) -> None:
    try:
        seconds = estimate_seconds([plan], visitor_data.dataset(plan.dataset))
    except (InvalidPlanError, DatasetError) as refused:
        st.info(log_refusal(refused))
        return
    progress.announce_seconds(seconds)
    if st.button("Cross-validate", key="begin folds", disabled=progress.has_job(SERIES_JOB)):
        tasks = visitor_data.fit_tasks([plan])[: plan.split.n_folds]

        def scores(parts):
            result = combine(plan, parts, visitor_data.own_dataset(plan.dataset))
            return result.fold_accuracies.tolist(), result.accuracy

        _start(key, "Cross-validation", tasks, scores, seconds)
    progress.show_job(SERIES_JOB)


def show_learning_curve(run: Run, result: Result) -> None:
    """Show the accuracy of a run with fewer pictures to learn from."""
    st.write("How much would more pictures help? (*learning curve*)")
    dataset = visitor_data.dataset(result.plan.dataset)
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
            table=curve_table("Pictures learned from", [f"{size:,}" for size in sizes], scores),
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


def show_validation_curve(run: Run, result: Result) -> None:
    """Show the accuracy of a run with every value of one hyperparameter."""
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
            table=curve_table(name, values, scores),
        )
        st.write(
            "Where training stays high while the test falls, the model has learned its pictures by"
            " heart (*overfitting*). Where both are low, it is too simple (*underfitting*)."
        )


def show_grid(run: Run, result: Result) -> None:
    """Show the accuracy of a run with pairs of values of two hyperparameters."""
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
    _show_pairs(scores, {row: rows, column: columns})


def _show_pairs(scores: list[Score], values: dict[str, list[str]]) -> None:
    """Show scores, row by row, by the names of two hyperparameters and their values in words."""
    (row, rows), (column, columns) = values.items()
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
        table=(
            (f"{row} ↓ {column} →", *columns),
            [
                (title, *(each.accuracy.percent for each in scores[start:][: len(columns)]))
                for title, start in zip(rows, range(0, len(scores), len(columns)), strict=True)
            ],
        ),
    )
    st.write(
        f"Best here: {settings}, {best.accuracy.percent} "
        f"({best.accuracy.interval_in_words}). The best of {len(scores)} tries on the same test "
        "looks a little too good: only pictures that no try has seen could confirm it."
    )


def curve_table(title: str, values: Sequence[str], scores: Sequence[Score]) -> Table:
    """Write what a curve shows as a table."""
    return (title, "Test", "95\xa0% interval", "Training"), [
        (
            value,
            each.accuracy.percent,
            each.accuracy.interval_in_words,
            each.train_accuracy.percent,
        )
        for value, each in zip(values, scores, strict=True)
    ]
