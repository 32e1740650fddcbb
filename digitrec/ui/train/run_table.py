"""The runs of this session: a table, and what can be done with each."""

import html

import streamlit as st

from digitrec.accuracy import percent
from digitrec.charts import training as charts
from digitrec.errors import ModelFileError
from digitrec.html_table import Cell, Html, html_table
from digitrec.model_file import MAX_FILE_BYTES, dumps_model, loads_model
from digitrec.training import differences, plan_in_words, split_in_words
from digitrec.ui.shared import runs
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.handover import evaluate
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import plain
from digitrec.ui.shared.state import CHOSEN_RUN, COMPARED_RUN, UPLOAD, UPLOAD_REFUSED, run_name_key

UPLOAD_MB = MAX_FILE_BYTES / 1e6


def choose_run():
    """Show the table of runs and the choice of one.

    Returns
    -------
    digitrec.ui.shared.runs.Run or None
        None where there is none yet.
    """
    every = runs.runs()
    if not every:
        if not runs.awaited():
            st.info(
                "No run yet. Choose a model on the left and press *Train it*, or take an article."
            )
        return None
    numbers = [run.number for run in every]
    if st.session_state.get(CHOSEN_RUN) not in numbers:
        st.session_state[CHOSEN_RUN] = numbers[-1]
    by_number = {run.number: run for run in every}
    number = st.selectbox(
        "Run",
        numbers[::-1],
        format_func=lambda number: by_number[number].name,
        key=CHOSEN_RUN,
        persist_state="session",
    )
    return by_number[number]


def show_run(number):
    """Let the page show a run; to be called before `choose_run`."""
    st.session_state[CHOSEN_RUN] = number


def table():
    """Show all runs of this session, one a row."""
    head = ("Run", "Model", "Split", "Test", "95 % interval", "Train", "Learned in")
    rows = [_row(run) for run in runs.runs()]
    made = html_table(rows, head=head, classes="dr-table", row_heads=True)
    st.html(f'<div class="dr-scroll">{made}</div>')


def _row(run):
    result = run.result
    if result is None:
        return run.name, run.model.card.trained_on, "", "", "", "", ""
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


def actions(run):
    """Show what can be done with a run: read drawings with it, save, name, delete it."""
    with st.container(horizontal=True):
        if run.model is None:
            st.caption("A detector knows one digit only, so it cannot read drawings.")
        else:
            if st.button("Use on the Draw page", icon=":material/draw:", type="primary"):
                runs.let_read(run.key)
                st.switch_page("pages/draw.py")
            _download(run)
        if st.button("Evaluate", icon=":material/fact_check:"):
            evaluate(run.key)
            st.switch_page("pages/evaluate.py")
        st.button("Delete", icon=":material/delete:", on_click=runs.delete_run, args=(run.number,))
    key = run_name_key(run.number)
    st.session_state.setdefault(key, run.name)
    st.text_input("Name", key=key, max_chars=60, on_change=_rename, args=(run.number, key))


def _rename(number, key):
    runs.rename_run(number, st.session_state[key])
    st.session_state[key] = next(run.name for run in runs.runs() if run.number == number)
    show_run(number)  # set anew, as the browser knows a choice by its title, which is another now


def _download(run):
    def file():
        try:
            return dumps_model(run.model)
        except ModelFileError as refused:
            st.toast(log_refusal(refused))
            raise

    st.download_button(
        "Download the model",
        file,
        f"{run.model.card.name}.skops",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
        help="One file with the model and its card; it can be loaded here again.",
    )


def compare(run):
    """Show a run beside another one."""
    others = {each.number: each for each in runs.runs() if each.result and each is not run}
    others.pop(run.number, None)
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
    _show_accuracies(pair)
    _tell_settings(pair)
    _tell_overlap([each.result.accuracy.interval for each in pair])


def _show_accuracies(pair):
    show_figure(
        charts.accuracy_figure(
            [each.name for each in pair],
            [each.result.accuracy for each in pair],
            train_accuracies=[each.result.train_accuracy for each in pair],
        ),
        "comparison",
        alt="; ".join(
            f"{each.name}: {each.result.accuracy.percent}, {each.result.accuracy.interval_in_words}"
            for each in pair
        ),
    )


def _tell_settings(pair):
    """Say what was set otherwise, so that nobody takes one difference for another."""
    rows = differences(*(each.result.plan for each in pair))
    for what, one, other in rows:
        st.write(f"{what}: *{one}* beside *{other}*.")
    if not rows:
        st.write("Both were made with the same settings.")
    if len(rows) > 1:
        st.caption("More than one thing differs, so that nobody can say which of them did it.")


def _tell_overlap(intervals):
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


def upload():
    """Show where a model can be loaded again, for this session alone."""
    version = st.session_state.setdefault(UPLOAD, 0)
    st.file_uploader(
        "Load a model",
        type=["skops"],
        key=f"{UPLOAD} {version}",
        max_upload_size=round(UPLOAD_MB),
        on_change=_take_upload,
        disabled=not runs.has_room(),
        help=f"A .skops file that was downloaded here, at most {UPLOAD_MB:.0f} MB. It stays in "
        "this session; nobody else sees it.",
    )
    if refusal := st.session_state.get(UPLOAD_REFUSED):
        st.error(plain(refusal))


def _take_upload():
    """Load what was uploaded, before the page is shown, or remember why it was refused."""
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
    show_run(runs.add_model(model).number)
