"""The runs of this session: a table, and the actions on each."""

import html
from collections.abc import Sequence

import streamlit as st

from digitrec.accuracy import percent
from digitrec.charts import training as charts
from digitrec.errors import ModelFileError
from digitrec.html_table import Cell, Html, html_table
from digitrec.model_file import MAX_FILE_BYTES, dumps_model, loads_model
from digitrec.recognition import Model
from digitrec.training import Plan, Result, differences, plan_in_words, split_in_words
from digitrec.ui.shared import runs
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.handover import set_evaluated, use_on_draw_button
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import CHOSEN_RUN, COMPARED_RUN, UPLOAD, UPLOAD_REFUSED, run_name_key

UPLOAD_MB = MAX_FILE_BYTES / 1e6


def choose_run() -> Run | None:
    """Show the choice of a run; None if there is none yet."""
    by_number = {run.number: run for run in runs.runs()}
    if not by_number:
        if not runs.pending_runs():
            st.info(
                "No run yet. Choose a model on the left and press *Train it*, or take an article."
            )
        return None
    numbers = list(by_number)
    if st.session_state.get(CHOSEN_RUN) not in numbers:
        st.session_state[CHOSEN_RUN] = numbers[-1]
    number = st.selectbox(
        "Run",
        numbers[::-1],
        format_func=lambda number: by_number[number].name,
        key=CHOSEN_RUN,
        persist_state="session",
    )
    return by_number[number]


def set_chosen_run(number: int) -> None:
    """Choose the run that the page shows; to be called before `choose_run`."""
    st.session_state[CHOSEN_RUN] = number


def show_table() -> None:
    """Show all runs of this session, one per row."""
    head = ("Run", "Model", "Split", "Test", "95 % interval", "Train", "Learned in")
    rows = [_row(run) for run in runs.runs()]
    st.html(html_table(rows, head=head, classes="dr-table", row_heads=True, region="All runs"))


def _row(run: Run) -> Sequence[object]:
    result = run.result
    if result is None:
        trained_on = run.model.card.trained_on if run.model else ""
        return run.name, trained_on, "", "", "", "", ""
    numbers = (
        Html(f"<b>{html.escape(result.accuracy.percent)}</b>"),
        result.accuracy.interval_in_words,
        result.train_accuracy.percent,
        f"{result.fit_seconds:.2f} s",
    )
    return (
        run.name,
        plan_in_words(result.plan),
        split_in_words(result.plan),
        *(Cell(number, "dr-number") for number in numbers),
    )


def show_actions(run: Run) -> None:
    """Show the actions on a run: read drawings with it, evaluate, save, name, delete it."""
    with st.container(horizontal=True):
        if run.model is None:
            st.caption("A detector knows one digit only, so it cannot read drawings.")
        else:
            use_on_draw_button(run)
            _show_download(run.model)
        if st.button("Evaluate", icon=":material/fact_check:"):
            set_evaluated(run.key)
            st.switch_page("pages/evaluate.py")
        st.button("Delete", icon=":material/delete:", on_click=runs.delete_run, args=(run.number,))
    key = run_name_key(run.number)
    st.session_state.setdefault(key, run.name)
    st.text_input(
        "Name", key=key, max_chars=runs.MAX_NAME_LENGTH, on_change=_rename, args=(run.number, key)
    )


def _rename(number: int, key: str) -> None:
    runs.rename_run(number, st.session_state[key])
    st.session_state[key] = next(run.name for run in runs.runs() if run.number == number)
    set_chosen_run(number)  # the browser knows a choice by its title, which has changed


def _show_download(model: Model) -> None:
    def file() -> bytes:
        try:
            return dumps_model(model)
        except ModelFileError as refused:
            st.toast(log_refusal(refused))
            raise

    st.download_button(
        "Download the model",
        file,
        f"{model.card.name}.skops",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
        help="One file with the model and its card; it can be loaded here again.",
    )


def show_comparison(run: Run) -> None:
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
    pair = [run, others[number]]
    results = [each.result for each in pair if each.result]
    _show_accuracies([each.name for each in pair], results)
    _show_differences([each.plan for each in results])
    _show_overlap([each.accuracy.interval for each in results])


def _show_accuracies(names: list[str], results: list[Result]) -> None:
    accuracies = [each.accuracy for each in results]
    show_figure(
        charts.accuracy_figure(
            names, accuracies, train_accuracies=[each.train_accuracy for each in results]
        ),
        "comparison",
        alt="; ".join(
            f"{name}: {accuracy.percent}, {accuracy.interval_in_words}"
            for name, accuracy in zip(names, accuracies, strict=True)
        ),
    )


def _show_differences(plans: list[Plan]) -> None:
    """Say which settings differ, so that nobody takes one difference for another."""
    rows = differences(*plans)
    for what, one, other in rows:
        st.write(f"{what}: *{one}* beside *{other}*.")
    if not rows:
        st.write("Both were made with the same settings.")
    if len(rows) > 1:
        st.caption("More than one thing differs, so that nobody can say which of them did it.")


def _show_overlap(intervals: list[tuple[float, float]]) -> None:
    lows, highs = zip(*intervals, strict=True)
    low, high = max(lows), max(highs)
    overlap = min(highs) >= low
    st.write(
        "The intervals overlap: the difference may be luck. The Evaluate page compares two models "
        "picture by picture, which tells more."
        if overlap
        else f"The intervals do not overlap (one begins at {percent(low)}, the better ends at "
        f"{percent(high)}): the difference is more than luck."
    )


def show_upload() -> None:
    """Show where a model can be loaded again, for this session alone."""
    version = st.session_state.setdefault(UPLOAD, 0)
    st.file_uploader(
        "Load a model",
        type=["skops"],
        key=f"{UPLOAD} {version}",
        max_upload_size=round(UPLOAD_MB),
        on_change=_load_upload,
        disabled=not runs.has_room(),
        help=f"A .skops file that was downloaded here, at most {UPLOAD_MB:.0f} MB. It stays in "
        "this session; nobody else sees it.",
    )
    if refusal := st.session_state.get(UPLOAD_REFUSED):
        st.error(escape_markdown(refusal))


def _load_upload() -> None:
    """Load the uploaded file before the page is shown, or store why it was refused."""
    version = st.session_state[UPLOAD]
    file = st.session_state[f"{UPLOAD} {version}"]
    st.session_state[UPLOAD_REFUSED] = ""
    if file is None:
        return
    try:
        model = loads_model(file.getvalue(), file.name)
    except ModelFileError as refused:
        st.session_state[UPLOAD_REFUSED] = log_refusal(refused)
        return
    st.session_state[UPLOAD] = version + 1  # an empty uploader, for the next
    set_chosen_run(runs.add_model(model).number)
