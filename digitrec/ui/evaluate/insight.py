"""Insights into a model on the Evaluate page: those that fit its kind."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.charts import insight as charts
from digitrec.evaluation import (
    MOST_MEASURED,
    N_REPEATS,
    Answers,
    class_names,
    decision_path,
    impurity_importances,
    nearest_support_vectors,
    permutation_importances,
    tree_layout,
    weight_pictures,
)
from digitrec.formats import DIGITS_FORMAT, Format, to_format
from digitrec.jobs import Shared, Task
from digitrec.recognition import with_directions
from digitrec.ui.evaluate.evaluated_model import Evaluation
from digitrec.ui.evaluate.pictures import show_large
from digitrec.ui.evaluate.tables import cells_table, path_table
from digitrec.ui.shared import progress
from digitrec.ui.shared.figures import show_figure
from digitrec.ui.shared.gallery import show_gallery
from digitrec.ui.shared.sent_drawing import CELLS, last_drawing
from digitrec.ui.shared.state import IMAGE_OF, IMPORTANCES, INSIGHT, TOOL

IMPORTANCE_JOB = "importance"
N_TASKS = 8
DRAWN, TESTED = "Your drawing", "A tested picture"


@dataclass(frozen=True)
class Insight:
    """One way to look into a model.

    Attributes
    ----------
    title : str
    estimators : tuple of str
        Classes of scikit-learn; empty for all.
    show : callable
        ``show(evaluation)`` shows it.
    """

    title: str
    estimators: tuple[str, ...]
    show: Callable[[Evaluation], None]


def show_insight(evaluation: Evaluation) -> None:
    """Show the choice of insights into this model, and the one that is chosen."""
    kind = evaluation.unwrapped.name
    fitting = [
        name for name, each in INSIGHTS.items() if not each.estimators or kind in each.estimators
    ]
    if st.session_state.get(INSIGHT) not in fitting:
        st.session_state[INSIGHT] = fitting[0]
    st.segmented_control(
        "What it looks at",
        fitting,
        format_func=lambda name: INSIGHTS[name].title,
        required=True,
        key=INSIGHT,
        persist_state="session",
        label_visibility="collapsed",
    )
    INSIGHTS[st.session_state[INSIGHT]].show(evaluation)


def _weights(evaluation: Evaluation) -> None:
    model = evaluation.model
    names = class_names(model.target)
    pictures = weight_pictures(evaluation.unwrapped, model.picture_format)
    st.write(
        "For each digit this model adds up one number for each cell with ink in it (*weights*). "
        "The digit with the largest sum wins. Ink on blue speaks for the digit, ink on orange "
        "against it."
    )
    show_figure(
        charts.tiles_figure(
            {names[digit]: picture for digit, picture in pictures.items()}, diverging=True
        ),
        "weights",
        alt="The weight of each cell for each digit as pictures, blue for it, orange against it.",
        table=cells_table({names[digit]: picture for digit, picture in pictures.items()}),
    )
    st.caption(
        "What a cell full of ink adds to the digit's sum (*logit*). Look for the shape of the "
        "digit in blue, and for the places where only other digits have ink in orange."
    )


def _impurity(evaluation: Evaluation) -> None:
    st.write(
        "A tree asks about cells. Here you see how much the questions about each cell helped to "
        "tell the training pictures apart (*importance, mean decrease in impurity*)."
    )
    picture = impurity_importances(evaluation.unwrapped, evaluation.model.picture_format)
    _show_cells(
        picture, "impurity", "It adds up to 1 over all cells. White cells were hardly used."
    )


def _show_cells(picture: NDArray[np.float64], name: str, caption: str, *, unit: str = "") -> None:
    row, column = np.unravel_index(picture.argmax(), picture.shape)
    chart, words = st.columns([3, 2], gap="large")
    with chart:
        show_figure(
            charts.tiles_figure({"": picture}, unit=unit),
            name,
            alt=f"How much each cell matters, as a picture; most of all row {row + 1}, column "
            f"{column + 1}.",
            table=cells_table({"": picture}),
        )
    with words:
        st.write(f"The cell that matters most is in row {row + 1}, column {column + 1}.")
        st.caption(caption)


def _permutation(evaluation: Evaluation) -> None:
    model, answers = evaluation.model, evaluation.answers
    st.write(
        "Take one cell, and swap its ink among the pictures, as you shuffle cards. How many fewer "
        "pictures are then read right? That is how much the model needs that cell "
        "(*permutation importance*)."
    )
    n = min(MOST_MEASURED, answers.n)
    drops = st.session_state.setdefault(IMPORTANCES, {}).get(evaluation.key)
    if drops is None:
        label = f"Measure on {n:,} pictures"
        if st.button(
            label,
            icon=":material/play_arrow:",
            disabled=progress.has_job(IMPORTANCE_JOB),
            key="shuffle",
        ):
            _start(evaluation, n)
            st.rerun()
        progress.show_job(IMPORTANCE_JOB)
        return
    learned = (
        ""
        if answers.tested_on.endswith("not learned from")
        else (" The model that is measured here has learned from all pictures of its data set.")
    )
    _show_cells(
        100 * drops.reshape(model.picture_format.shape),
        "permutation",
        f"Measured on {n:,} of the tested pictures, each cell shuffled {N_REPEATS} times "
        f"with seed 0. The largest loss is {percent(max(drops.max(), 0))} of the pictures (the "
        "scale is in %); below 0 is white. A model may do without a cell because its neighbours "
        f"say the same.{learned}",
        unit=" % of the pictures",
    )


def _start(evaluation: Evaluation, n: int) -> None:
    model, answers, key = evaluation.model, evaluation.answers, evaluation.key
    which = np.linspace(0, answers.n - 1, n).astype(np.int64)
    X = answers.dataset.rows(answers.rows[which])
    cells = np.array_split(np.arange(X.shape[1]), N_TASKS)
    y = answers.y_true[which]
    if model.with_directions:
        X = with_directions(X)
    shared = [Shared(each) for each in (model.estimator, X, y)]
    tasks = [Task(permutation_importances, (*shared, part.tolist())) for part in cells]
    importances = st.session_state[IMPORTANCES]

    def finish(parts):
        importances[key] = np.concatenate(parts)

    title = f"{model.title}, cell by cell"
    shared_key = f"importance {key}" if model.is_shipped else None
    progress.start_job(IMPORTANCE_JOB, title, tasks, finish, key=shared_key)


def _tree(evaluation: Evaluation) -> None:
    model, tree = evaluation.model, evaluation.unwrapped
    chart, words = st.columns([3, 2], gap="large")
    with words:
        image = _choose_image(evaluation.answers, "tree")
    if image is None:
        return
    path = decision_path(tree, image)
    names, side = class_names(model.target), model.picture_format.side
    with chart:
        show_figure(
            charts.tree_figure(tree_layout(tree), path, side=side, names=names),
            "tree",
            alt=f"The decision tree, with the way of the picture through {len(path.questions)} "
            f"questions to a leaf that says {names[path.digit]}.",
            table=path_table(path, side),
        )
        st.caption(
            "Every dot is a question. Every mark at an end is an answer (*leaf*), with the colour "
            "and shape of its digit. The orange line is the way of this picture. Point at a mark, "
            "or tap it, to read it."
        )
    with words:
        show_large(image, model.picture_format, "The picture on its way through the tree")
        st.markdown(
            "\n".join(f"1. {_question_in_words(question, side)}" for question in path.questions)
        )
        st.markdown(
            f"So the tree says **{names[path.digit]}**: of the {path.n:,} training pictures that "
            f"ended in this leaf, {percent(path.proportion, 0)} were that."
        )


def _question_in_words(question, side):
    row, column = divmod(question.cell, side)
    more = "no more" if question.at_most else "more"
    return (
        f"Row {row + 1}, column {column + 1} holds {question.value:g}: {more} than "
        f"{question.threshold:g}."
    )


def _support_vectors(evaluation: Evaluation) -> None:
    model = evaluation.model
    picture, vectors = st.columns([2, 3], gap="large")
    with picture:
        image = _choose_image(evaluation.answers, "support")
        if image is None:
            return
        show_large(image, model.picture_format, "The picture to be read")
    nearest = nearest_support_vectors(evaluation.unwrapped, image)
    names = class_names(model.target)
    with vectors:
        st.write(
            f"Of all training pictures this model keeps {nearest.n_all:,}: those that were hardest "
            "to tell apart (*support vectors*). Here are the ones most like your picture. The "
            "nearer one is, the louder its vote."
        )
        distances = zip(nearest.labels.tolist(), nearest.distances.tolist(), strict=True)
        show_gallery(
            "support-vectors",
            nearest.images,
            [f"{names[label]} · {distance:.1f}" for label, distance in distances],
            picture_format=model.picture_format,
            label="The nearest support vectors: label and distance",
        )
        st.caption("Below each: its label, and its *Euclidean distance* from the picture.")


def _choose_image(answers: Answers, key: str) -> NDArray[np.float64 | np.uint8] | None:
    """Show the choice of a picture to look at; None if there is none yet."""
    of = st.segmented_control(
        "Which picture",
        [DRAWN, TESTED],
        default=DRAWN,
        required=True,
        key=IMAGE_OF,
        persist_state="session",
    )
    if of == TESTED:
        number = st.number_input(
            f"Number of the picture, 1 to {answers.n:,}",
            1,
            answers.n,
            1,
            key=f"picture of {key}",
            width=260,
        )
        st.caption(f"Its label: {answers.class_names[answers.y_true[number - 1]]}.")
        return answers.images(np.array([number - 1]))[0]
    image = _drawn(answers.picture_format)
    if image is None:
        st.info("There is no drawing yet. Draw a digit on the Draw page, or take a tested picture.")
        st.page_link("pages/draw.py", label="To the Draw page", icon=":material/draw:")
    return image


def _drawn(picture_format: Format) -> NDArray[np.float64 | np.uint8] | None:
    """The last drawing, made with the tool used last, in a format; None if it is blank."""
    drawing = last_drawing()
    if st.session_state.get(TOOL) == CELLS and picture_format == DIGITS_FORMAT:
        return drawing.cells if drawing.cells.any() else None
    return to_format(drawing.strokes, picture_format) if drawing.strokes else None


INSIGHTS = {
    "weights": Insight("Weights", ("LogisticRegression",), _weights),
    "tree": Insight("The tree", ("DecisionTreeClassifier",), _tree),
    "support vectors": Insight("Support vectors", ("SVC",), _support_vectors),
    "impurity": Insight(
        "Cells in its questions",
        ("DecisionTreeClassifier", "RandomForestClassifier"),
        _impurity,
    ),
    "permutation": Insight("Cells that it needs", (), _permutation),
}
