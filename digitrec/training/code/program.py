"""The scikit-learn code of a run, as a program or a notebook.

It is written from the estimator that the run fits, and gives the same answer for each picture.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent, fill, indent
from typing import Any

from digitrec.sklearn_internals import expression_of, public_module
from digitrec.training import ESTIMATORS, SPLITS, Plan, check_plan, make_estimator
from digitrec.training.code.data import data_code, split_code
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


def steps(plan: Plan) -> tuple[Step, ...]:
    """Write a run as scikit-learn code, step by step.

    Parameters
    ----------
    plan : digitrec.training.Plan

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
        Step("2. Make an instance", *_instance(plan, estimator)),
        Step("3. Fit", *_fit(plan)),
        Step("4. Predict", *_predict(plan)),
    )
    imports = _imports([step.code for step in rest], estimator)
    return (
        Step("1. Import", "What is needed of scikit-learn.", imports),
        *rest,
        Step("A drawing of your own", *_drawing(plan)),
    )


def python_code(plan: Plan) -> str:
    """Write a run as a program.

    Parameters
    ----------
    plan : digitrec.training.Plan

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
    >>> for line in code.splitlines()[:3]:
    ...     print(line)
    # 1. Import. What is needed of scikit-learn.
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split
    >>> "model = DecisionTreeClassifier(max_depth=3, random_state=0)" in code
    True
    """
    parts = [
        f"{indent(_lines(f'{step.title}. {step.text}'), '# ')}\n{step.code}\n"
        for step in steps(plan)
    ]
    return "\n".join(parts)


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


def _instance(plan: Plan, estimator: Any) -> tuple[str, str]:
    entry = ESTIMATORS[plan.estimator]
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
    names |= {(module, name) for module, name in _OTHERS if f"{name}(" in code}
    names.add(("threadpoolctl", "threadpool_limits"))
    if "counts_of(" in code:
        names |= {("digitrec", name) for name in ("MNIST_FORMAT", "counts_of")}
    lines = ["import numpy as np"] if "np." in code else []
    for module in sorted({module for module, _ in names}):
        of_module = sorted(name for each, name in names if each == module)
        lines.append(f"from {module} import {', '.join(of_module)}")
    lines += ["", "threadpool_limits(1, user_api='blas')  # as here: on so little, more are slower"]
    return "\n".join(lines).replace("'", '"')


_OTHERS = (
    ("sklearn.datasets", "load_digits"),
    ("sklearn.datasets", "fetch_openml"),
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


def _drawing(plan: Plan) -> tuple[str, str]:
    target = plan.target
    answer = (
        "which digit it is"
        if target is None
        else f"1 for {with_article(target)} and 0 for what is none"
    )
    native = plan.dataset == "mnist"
    side = "28×28" if native else "8×8"
    text = (
        f"A drawing becomes a picture of {side} by the steps of digitrec (run this in its folder), "
        f"then the model says {answer}."
    )
    imports, image = (
        (
            "from digitrec import MNIST_FORMAT, to_format",
            "to_format(strokes, MNIST_FORMAT)",
        )
        if native
        else ("from digitrec import to_digits_format", "to_digits_format(strokes)")
    )
    return text, "\n".join(
        [
            imports,
            "",
            "strokes = [[(90, 60), (200, 60), (130, 250)]]  # a 7; x to the right, y down",
            f"image = {image}",
            "answer = model.predict(image.reshape(1, -1))[0]",
            "print(answer)",
        ]
    )
