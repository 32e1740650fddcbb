"""The scikit-learn code of a run, as a program or a notebook.

It is written from the estimator that the run fits, and gives the same answer for each picture.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent, fill, indent
from typing import Any

from digitrec.datasets import dataset_entry
from digitrec.formats import MNIST_FORMAT
from digitrec.sklearn_internals import expression_of, public_module
from digitrec.training import (
    ESTIMATORS,
    SPLITS,
    EstimatorEntry,
    Plan,
    check_plan,
    make_estimator,
)
from digitrec.training.code.data import data_code, split_code
from digitrec.training.code.written import EXAMPLE, drawing_code, install_line
from digitrec.words import with_article

MODEL_PREFIX = "model = "
COMMENT_CHARS = 86


@dataclass(frozen=True)
class Step:
    """One step of a program.

    Attributes
    ----------
    title : str
    text : str
        What happens, in a sentence or two.
    code : str
        Python, without a line break at its end.
    """

    title: str
    text: str
    code: str


def steps(plan: Plan, drawn: str = EXAMPLE) -> tuple[Step, ...]:
    """Write a run as scikit-learn code, step by step.

    Parameters
    ----------
    plan : digitrec.training.Plan
    drawn : str, optional
        A drawing as code, as `write_strokes` or `write_counts` writes it.

    Returns
    -------
    tuple of Step
        Import, the pictures, the split, make an instance, fit, predict, and read a drawing.

    Raises
    ------
    InvalidPlanError
        If it is no plan that could be run.
    """
    check_plan(plan)
    estimator = make_estimator(plan)
    rest = (
        Step(
            "The pictures", "One row of numbers for each picture, and the digit.", data_code(plan)
        ),
        Step("The split", SPLITS[plan.split.kind].explanation, split_code(plan)),
        Step("2. Make an instance", *_instance(ESTIMATORS[plan.estimator], estimator)),
        Step("3. Fit", *_fit(plan)),
        Step("4. Predict", *_predict(plan)),
    )
    return _with_ends(rest, estimator, Step("A drawing of your own", *_drawing(plan, rest, drawn)))


def _with_ends(steps: tuple[Step, ...], estimator: Any, drawing: Step) -> tuple[Step, ...]:
    imports = _imports([step.code for step in (*steps, drawing)], estimator)
    return Step("1. Import", "What is needed of scikit-learn.", imports), *steps, drawing


def steps_of_digits_model(
    entry: EstimatorEntry, estimator: Any, drawn: str = EXAMPLE
) -> tuple[Step, ...]:
    """Write the code of an estimator that learns from all of scikit-learn's digits.

    Parameters
    ----------
    entry : digitrec.training.estimators.EstimatorEntry
        Its kind.
    estimator : sklearn.base.BaseEstimator
        Unfitted.
    drawn : str, optional
        As in `steps`.

    Returns
    -------
    tuple of Step
        Import, the pictures, make an instance, fit, and read a drawing.
    """
    rest = (
        Step(
            "The pictures",
            "One row of numbers for each picture, and the digit.",
            "X, y = load_digits(return_X_y=True)",
        ),
        Step("2. Make an instance", *_instance(entry, estimator)),
        Step("3. Fit", "It learns from all of them.", "model.fit(X, y)"),
    )
    code = drawing_code(drawn, is_native=False, before="")
    return _with_ends(rest, estimator, Step("4. Predict", _drawing_text("8×8", drawn), code))


def python_code(plan: Plan, drawn: str = EXAMPLE) -> str:
    """Write a run as a program.

    Parameters
    ----------
    plan : digitrec.training.Plan
    drawn : str, optional
        As in `steps`.

    Returns
    -------
    str
        Run, it leaves `y_pred` and `accuracy`: for folds over all pictures in file order.

    Raises
    ------
    InvalidPlanError
        If it is no plan that could be run.

    Examples
    --------
    >>> from digitrec.training import Plan
    >>> code = python_code(Plan("decision-tree", {"max_depth": 3}))
    >>> for line in code.splitlines()[2:5]:
    ...     print(line)
    import numpy as np
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split
    >>> "model = DecisionTreeClassifier(max_depth=3, random_state=0)" in code
    True
    """
    return joined(steps(plan, drawn))


def joined(parts: Sequence[Step]) -> str:
    """Join steps into one program."""
    texts = [
        f"{indent(_lines(f'{step.title}. {step.text}'), '# ')}\n{step.code}\n" for step in parts
    ]
    return "\n".join(texts)


def _lines(text: str) -> str:
    return fill(text, COMMENT_CHARS, break_on_hyphens=False)


def notebook(plan: Plan) -> str:
    """Write a run as a Jupyter notebook.

    Parameters
    ----------
    plan : digitrec.training.Plan

    Returns
    -------
    str
        JSON, of the notebook format 4.5.

    Raises
    ------
    InvalidPlanError
        If it is no plan that could be run.
    """
    cells = [_cell("title", "markdown", f"# {ESTIMATORS[plan.estimator].title}: reading digits")]
    for i, step in enumerate(steps(plan)):
        cells.append(_cell(f"text-{i}", "markdown", f"## {step.title}\n\n{step.text}"))
        cells.append(_cell(f"code-{i}", "code", step.code))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps(
        {
            "cells": cells,
            "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
        ensure_ascii=False,
    )


def _cell(name: str, kind: str, source: str) -> dict[str, Any]:
    cell = {"id": name, "cell_type": kind, "metadata": {}, "source": source.splitlines(True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _instance(entry: EstimatorEntry, estimator: Any) -> tuple[str, str]:
    explanation = entry.explanation[0].lower() + entry.explanation[1:]
    text = f"{entry.title}: {explanation} What is not set is scikit-learn's default."
    expression = expression_of(estimator)
    if "CalibratedClassifierCV" in expression:
        text += " CalibratedClassifierCV makes its scores probabilities; the answers stay."
    return text, MODEL_PREFIX + expression.replace("\n", "\n" + " " * len(MODEL_PREFIX))


def _imports(codes: Sequence[str], estimator: Any) -> str:
    """Write the imports of an estimator and of the names in the code."""
    nested = [estimator, *estimator.get_params(deep=True).values()]
    kinds = {type(each) for each in nested if hasattr(each, "get_params")}
    names = {(public_module(kind), kind.__name__) for kind in kinds}
    code = "\n".join(codes)
    names |= {(module, name) for module, name in _OTHERS if re.search(rf"\b{name}\(", code)}
    names.add(("threadpoolctl", "threadpool_limits"))
    if "Image." in code:
        names.add(("PIL", "Image"))
    lines = [install_line(code), *(["import numpy as np"] if "np." in code else [])]
    for module in sorted({module for module, _ in names}):
        of_module = sorted(name for each, name in names if each == module)
        lines.append(f"from {module} import {', '.join(of_module)}")
    lines += ["", "threadpool_limits(1, user_api='blas')  # as here: on so little, more are slower"]
    return "\n".join(lines).replace("'", '"')


_OTHERS = (
    ("sklearn.base", "clone"),
    ("sklearn.datasets", "load_digits"),
    ("sklearn.datasets", "fetch_openml"),
    ("sklearn.model_selection", "GroupKFold"),
    ("sklearn.model_selection", "KFold"),
    ("sklearn.model_selection", "cross_val_predict"),
    ("sklearn.model_selection", "train_test_split"),
)


def _fit(plan: Plan) -> tuple[str, str]:
    if not SPLITS[plan.split.kind].has_folds:
        return "It learns.", "model.fit(X_train, y_train)"
    pictures = "all pictures" if plan.n_learned is None else f"{plan.n_learned:,} pictures"
    text = f"For drawings, it learns from {pictures}; the folds have models of their own."
    if plan.n_learned is None:
        return text, "model.fit(X, y)"
    return text, "rows = sample_of(y)\nmodel.fit(X[rows], y[rows])"


def _predict(plan: Plan) -> tuple[str, str]:
    if plan.split.kind == "writers":
        return "Each drawing is read by a model that never saw its writer.", _PREDICT_WRITERS
    if SPLITS[plan.split.kind].has_folds:
        text = "Each picture is read by the model that did not learn from it."
        y_pred, y_true = "cross_val_predict(model, X, y, cv=cv)", "y"
    else:
        text = "It reads pictures that it has never seen. Accuracy is the share read right."
        y_pred, y_true = "model.predict(X_test)", "y_test"
    code = f"""
        y_pred = {y_pred}
        accuracy = (y_pred == {y_true}).mean()
        print(f"{{accuracy:.2%}}")"""
    return text, dedent(code).strip()


_PREDICT_WRITERS = """\
y_pred = np.empty(len(y), dtype=int)
for train, test in cv:
    y_pred[test] = clone(model).fit(X[train], y[train]).predict(X[test])
y_pred = y_pred[known]
accuracy = (y_pred == y[known]).mean()
print(f"{accuracy:.2%}")"""


def _drawing(plan: Plan, before: Sequence[Step], drawn: str) -> tuple[str, str]:
    is_native = dataset_entry(plan.dataset).picture_format == MNIST_FORMAT
    code = drawing_code(drawn, is_native=is_native, before="\n".join(step.code for step in before))
    return _drawing_text("28×28" if is_native else "8×8", drawn, plan.target), code


def _drawing_text(side: str, drawn: str, target: int | None = None) -> str:
    what = "A drawing" if drawn.startswith("strokes") else "A picture of 8×8 cells"
    answer = (
        "which digit it is"
        if target is None
        else f"1 for {with_article(target)} and 0 for what is none"
    )
    becomes = (
        f"becomes a picture of {side} in the way in which the pictures to learn from were made. "
        "Then"
        if drawn.startswith("strokes") or side != "8×8"
        else "is read as it is:"
    )
    return f"{what} {becomes} the model says {answer}, and how likely each answer is."
