"""Two models on the same pictures, as the Evaluate page shows them."""

import streamlit as st

from digitrec.charts import evaluation as charts
from digitrec.errors import InvalidPlanError
from digitrec.evaluation import compare, mcnemar, mcnemar_in_words
from digitrec.ui.evaluate.choice import choose_answers
from digitrec.ui.evaluate.evaluated_model import Evaluated
from digitrec.ui.evaluate.pictures import show_read
from digitrec.ui.shared.figures import show_figure, text_colour
from digitrec.ui.shared.markdown import plain
from digitrec.ui.shared.state import READ_BY_WHICH

SECOND = " second"


def show_two(evaluated: Evaluated) -> None:
    """Show another model's answers to the same pictures beside these.

    Parameters
    ----------
    evaluated : digitrec.ui.evaluate.evaluated_model.Evaluated
    """
    other = choose_answers(SECOND, beside=evaluated.subject)
    if other is None:
        return
    try:
        both = compare(evaluated.answers, other.answers)
    except InvalidPlanError as refused:
        st.info(str(refused))
        return
    first, second = both.first.model, both.second.model
    figures = "\n".join(
        f"- **{each.accuracy.percent}** read right by {plain(each.model)}, 95 % interval "
        f"{each.accuracy.interval_in_words}"
        for each in (both.first, both.second)
    )
    st.markdown(f"On the {both.first.n:,} pictures that both have read:\n\n{figures}")
    test = mcnemar(both.first.right, both.second.right)
    st.write(mcnemar_in_words(test, plain(first), plain(second)))
    chart, pictures = st.columns(2, gap="large")
    with chart:
        show_figure(
            charts.difference_figure(
                both.difference,
                both.first.class_names,
                (first, second),
                text_colour=text_colour(),
            ),
            "difference",
            alt=f"Difference of the confusion matrices of {first} and {second}.",
        )
        st.caption(
            f"Blue with +: so many more by {plain(first)}. Orange with −: so many more by "
            f"{plain(second)}. On the diagonal more is better, elsewhere worse (*difference of the "
            "confusion matrices*)."
        )
    with pictures:
        _show_pictures(both)


def _show_pictures(both):
    first, second = both.first.model, both.second.model
    groups = [
        (f"Only {first} reads it", both.second, both.only_first),
        (f"Only {second} reads it", both.first, both.only_second),
        ("Neither reads it", both.first, both.neither),
    ]
    titles = [f"{title} ({len(places):,})" for title, _, places in groups]
    chosen = st.radio(
        "Pictures", range(3), format_func=lambda i: plain(titles[i]), key=READ_BY_WHICH
    )
    _, answers, places = groups[chosen]
    st.caption(f"Below each picture: what {plain(answers.model)} took it for, and how sure it was.")
    show_read(f"two-{chosen}", answers, places, label=titles[chosen])
