"""A model's answers as files: tables as CSV, and a report as one HTML page."""

import html
import math

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import percent
from digitrec.datasets import csv_text
from digitrec.evaluation.answers import Answers
from digitrec.evaluation.calibration import Reliability, calibration_in_words, reliability
from digitrec.evaluation.confusion import class_report, confused_in_words, confusion_matrix
from digitrec.formats import png_uri
from digitrec.html_table import Cell, Html, html_table

MOST_PICTURES = 100
COLUMNS = {
    "precision": "of those read as it, how many really are",
    "recall": "of those that really are, how many were found",
    "f1": "both in one",
    "support": "pictures of it",
}
RELIABILITY_COLUMNS = ("sure", "answers", "sure on average", "right", "95\xa0% interval")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --text: #1b2430; --paper: #ffffff; --line: #c9d0d9; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --text: #e8edf3; --paper: #11161d; --line: #3b4654; }}
}}
body {{ background: var(--paper); color: var(--text); font: 16px/1.5 system-ui, sans-serif;
  margin: 0 auto; max-width: 60rem; padding: 1.5rem; }}
h1 {{ font-size: 1.6rem; }} h2 {{ font-size: 1.2rem; margin-top: 2rem; }}
.large {{ font-size: 1.25rem; }}
.dr-scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; }}
caption {{ caption-side: bottom; font-size: .9rem; padding-top: .4rem; text-align: left; }}
th, td {{ border: 1px solid var(--line); min-width: 2.2rem; padding: .3rem .5rem;
  text-align: center; }}
td {{ white-space: nowrap; }}
.facts td {{ text-align: left; white-space: normal; }}
th[scope=row] {{ text-align: left; }}
.right {{ background: rgba(0, 114, 178, var(--opacity)); }}
.wrong {{ background: rgba(213, 94, 0, var(--opacity)); }}
.pictures {{ display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, 6rem);
  list-style: none; padding: 0; }}
.pictures img {{ border: 1px solid var(--line); image-rendering: pixelated; width: 100%; }}
.pictures li {{ break-inside: avoid; font-size: .85rem; line-height: 1.3; }}
@media print {{ td {{ print-color-adjust: exact; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


def matrix_csv(answers: Answers) -> str:
    r"""Write the confusion matrix as CSV.

    Parameters
    ----------
    answers : digitrec.evaluation.Answers

    Returns
    -------
    str
        A line for each true class, a column for each predicted class.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.datasets import load_digits
    >>> from digitrec.evaluation import make_answers
    >>> probabilities = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7]])
    >>> answers = make_answers(load_digits(), np.array([0, 1, 2]), probabilities, target=1)
    >>> print(matrix_csv(answers))
    was \ read as,not 1,1
    not 1,1,1
    1,1,0
    <BLANKLINE>
    """
    names = answers.class_names
    matrix = confusion_matrix(answers.y_true, answers.y_pred, len(names))
    rows = [[name, *row] for name, row in zip(names, matrix.tolist(), strict=True)]
    return csv_text([["was \\ read as", *names], *rows])


def classes_csv(answers: Answers) -> str:
    """Write precision, recall, F1 and support of each class as CSV.

    Parameters
    ----------
    answers : digitrec.evaluation.Answers

    Returns
    -------
    str
        Proportions 0..1 with four places; empty where there is nothing to divide by.
    """
    rows = [
        [name, *("" if math.isnan(value) else f"{value:.4f}" for value in values), support]
        for name, *values, support in _class_rows(answers)
    ]
    return csv_text([["class", *COLUMNS], *rows])


def _class_rows(answers: Answers) -> list[tuple[str, float, float, float, int]]:
    """Name, precision, recall and F1 (0..1 or NaN) and support of each class."""
    names = answers.class_names
    report = class_report(confusion_matrix(answers.y_true, answers.y_pred, len(names)))
    columns = (report.precision, report.recall, report.f1, report.support)
    return list(zip(names, *(column.tolist() for column in columns), strict=True))


def html_report(answers: Answers, facts: dict[str, str]) -> str:
    """Write a report as one HTML page that loads nothing else.

    Parameters
    ----------
    answers : digitrec.evaluation.Answers
    facts : dict of str to str
        What else is known of the model, by title.

    Returns
    -------
    str
        HTML in UTF-8, without scripts. Whatever is not a constant is escaped.

    Examples
    --------
    >>> from digitrec.shipped import held_out_answers
    >>> answers = held_out_answers("svm", "shuffled", model="Support vector machine")
    >>> html_report(answers, {"Seed": "0"})[:15]
    '<!doctype html>'
    """
    accuracy, names = answers.accuracy, answers.class_names
    matrix = confusion_matrix(answers.y_true, answers.y_pred, len(names))
    calibration = calibration_in_words(answers.y_true, answers.probabilities)
    parts = [
        f'<p class="large"><strong>{html.escape(accuracy.percent)} read right</strong>: '
        f"{accuracy.counts} pictures. {html.escape(accuracy.true_figure)} (95\xa0% confidence "
        "interval, Wilson).</p>",
        f"<p>Tested on {html.escape(answers.tested_on)}.</p>",
        _facts(facts),
        "<h2>What was taken for what</h2>",
        f"<p>{html.escape(confused_in_words(matrix, names))}</p>",
        _matrix_table(matrix, names),
        "<h2>Digit by digit</h2>",
        _class_table(answers),
        "<h2>How good its confidence is</h2>",
        *(f"<p>{_emphasised(sentence)}</p>" for sentence in calibration),
        _reliability_table(answers),
        "<h2>What it misread, surest first</h2>",
        _misread(answers),
    ]
    return PAGE.format(title=html.escape(answers.model), body="\n".join(parts))


def _emphasised(sentence):
    """A sentence of our own whose *terms* become emphasised."""
    pieces = html.escape(sentence).split("*")
    return "".join(f"<em>{piece}</em>" if i % 2 else piece for i, piece in enumerate(pieces))


def _facts(facts: dict[str, str]) -> str:
    return html_table(facts.items(), classes="facts", row_heads=True) if facts else ""


def _matrix_table(matrix: NDArray[np.int64], names: list[str]) -> str:
    right = np.eye(len(names), dtype=bool)
    largest = {True: matrix[right].max(), False: matrix[~right].max()}

    def cell(n: int, is_right: bool) -> Cell:
        opacity = round(0.7 * n / max(largest[is_right], 1), 3)
        return Cell(n or "", "right" if is_right else "wrong", f"--opacity: {opacity}")

    rows = [
        (name, *(cell(n, i == j) for j, n in enumerate(counts)))
        for i, (name, counts) in enumerate(zip(names, matrix.tolist(), strict=True))
    ]
    caption = "A row for what it was, a column for what it was read as (confusion matrix)."
    region = "Confusion matrix"
    return html_table(rows, head=["was", *names], caption=caption, row_heads=True, region=region)


def _class_table(answers: Answers) -> str:
    titles = [
        Html(f"{name.capitalize()}<br>({html.escape(what)})") for name, what in COLUMNS.items()
    ]
    return html_table(
        class_rows_in_words(answers), head=["Digit", *titles], row_heads=True, region="Each digit"
    )


def class_rows_in_words(answers: Answers) -> list[tuple[str, ...]]:
    """Write the rows of the table of classes.

    Parameters
    ----------
    answers : digitrec.evaluation.Answers

    Returns
    -------
    list of tuple of str
        Name, precision, recall, F1 and support.
    """
    return [
        (name, *("–" if math.isnan(value) else percent(value) for value in values), f"{support:,}")
        for name, *values, support in _class_rows(answers)
    ]


def _reliability_table(answers: Answers) -> str:
    rows = reliability_rows_in_words(reliability(answers.confidence, answers.right))
    return html_table(rows, head=RELIABILITY_COLUMNS, region="How sure it was")


def reliability_rows_in_words(bins: Reliability) -> list[tuple[str, ...]]:
    """Write the rows of the table of a reliability diagram, whose titles are `RELIABILITY_COLUMNS`.

    Parameters
    ----------
    bins : Reliability
    """
    return [
        (
            f"{percent(bins.edges[i], 0)} to {percent(bins.edges[i + 1], 0)}",
            f"{bins.n[i]:,}",
            percent(bins.confidence[i]),
            bins.accuracy(i).percent,
            bins.accuracy(i).interval_in_words,
        )
        for i in bins.filled
    ]


def _misread(answers: Answers) -> str:
    misread = answers.misread()
    if not len(misread):
        return "<p>Nothing.</p>"
    shown, names, items = misread[:MOST_PICTURES], answers.class_names, []
    for place, image in zip(shown, answers.images(shown), strict=True):
        caption = html.escape(
            f"{names[answers.y_true[place]]} read as {names[answers.y_pred[place]]}, "
            f"{percent(answers.confidence[place], 0)} sure"
        )
        source = png_uri(image, max_value=answers.picture_format.max_value)
        items.append(f'<li><img src="{source}" alt="{caption}">{caption}</li>')
    more = len(misread) - len(shown)
    rest = f"<p>And {more:,} more.</p>" if more else ""
    return f'<ul class="pictures">{"".join(items)}</ul>{rest}'
