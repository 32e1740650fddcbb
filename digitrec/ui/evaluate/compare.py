"""Two models on the same pictures, as the Evaluate page shows them."""

from dataclasses import replace

import streamlit as st

from digitrec.charts import evaluation as charts
from digitrec.errors import InvalidPlanError
from digitrec.evaluation import Comparison, compare, mcnemar, mcnemar_in_words
from digitrec.ui.evaluate.choice import choose_answers
from digitrec.ui.evaluate.evaluated_model import Evaluation
from digitrec.ui.evaluate.matrix import MATRIX_CHART
from digitrec.ui.evaluate.pictures import show_read
from digitrec.ui.evaluate.tables import matrix_table
from digitrec.ui.shared.figures import show_figure, show_table, text_colour
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.state import READ_BY_WHICH

SECOND = " second"


def show_two(evaluation: Evaluation) -> None:
    """Show another model's answers to the same pictures beside these."""
    other = choose_answers(SECOND, beside=evaluation.model)
    if other is None:
        return
    try:
        both = compare(evaluation.answers, other.answers)
    except InvalidPlanError as refused:
        st.info(str(refused))
        return
    figures = "\n".join(
        f"- **{each.accuracy.percent}** read right by {escape_markdown(each.model)}, 95\xa0% "
        f"interval {each.accuracy.interval_in_words}"
        for each in (both.first, both.second)
    )
    st.markdown(f"On the {both.first.n:,} pictures that both have read:\n\n{figures}")
    first, second = escape_markdown(both.first.model), escape_markdown(both.second.model)
    st.write(mcnemar_in_words(mcnemar(both.first.right, both.second.right), first, second))
    chart, pictures = st.columns(2, gap="large")
    with chart:
        names = both.first.model, both.second.model
        with st.container(key=MATRIX_CHART):
            show_figure(
                charts.difference_figure(
                    both.difference, both.first.class_names, names, text_colour=text_colour()
                ),
                "difference",
                alt=f"Difference of the confusion matrices of {names[0]} and {names[1]}.",
                height="stretch",
            )
        st.caption(
            f"Blue with +: so many more by {first}. Orange with −: so many more by {second}. On "
            "the diagonal more is better, elsewhere worse (*difference of the confusion matrices*)."
        )
        show_table("difference", matrix_table(both.difference, both.first.class_names))
    with pictures:
        _show_pictures(
            replace(evaluation, answers=both.first), replace(other, answers=both.second), both
        )


def _show_pictures(one: Evaluation, other: Evaluation, both: Comparison) -> None:
    first, second = both.first.model, both.second.model
    groups = [
        (f"Only {first} reads it", other, both.only_first),
        (f"Only {second} reads it", one, both.only_second),
        ("Neither reads it", one, both.neither),
    ]
    titles = [f"{title} ({len(places):,})" for title, _, places in groups]
    chosen = st.radio(
        "Pictures",
        range(len(groups)),
        format_func=lambda i: escape_markdown(titles[i]),
        key=READ_BY_WHICH,
    )
    _, evaluation, places = groups[chosen]
    name = escape_markdown(evaluation.answers.model)
    st.caption(f"Below each picture: what {name} took it for, and how sure it was.")
    show_read(f"two-{chosen}", evaluation, places, label=titles[chosen])
