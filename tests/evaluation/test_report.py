"""What is taken away: tables that read back, and a page that needs nothing and runs nothing."""

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from digitrec.evaluation import (
    answers_of_run,
    classes_csv,
    confusion_matrix,
    html_report,
    matrix_csv,
)
from digitrec.evaluation.confusion import class_report
from digitrec.evaluation.report import MOST_PICTURES
from digitrec.shipped import held_out_answers
from digitrec.training import Plan, run


class Page(HTMLParser):
    """The parts of a page that matter here."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def answers():
    return held_out_answers("decision-tree", "shuffled", model="Decision tree")


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def test_the_matrix_reads_back(answers):
    head, *rows = rows_of(matrix_csv(answers))
    assert head[1:] == [str(digit) for digit in range(10)]
    matrix = np.array([row[1:] for row in rows], dtype=int)
    assert np.array_equal(matrix, confusion_matrix(answers.y_true, answers.y_pred, 10))


def test_the_classes_read_back(answers):
    head, *rows = rows_of(classes_csv(answers))
    assert head == ["class", "precision", "recall", "f1", "support"]
    report = class_report(confusion_matrix(answers.y_true, answers.y_pred, 10))
    assert [float(row[2]) for row in rows] == pytest.approx(report.recall, abs=5e-5)
    assert [int(row[4]) for row in rows] == report.support.tolist()


def test_what_was_never_said_has_no_precision():
    floor = answers_of_run(run(Plan("dummy")), "Floor")
    rows = rows_of(classes_csv(floor))[1:]
    assert sum(row[1] == "" for row in rows) == 9


def test_the_page_needs_nothing_beside_itself(answers):
    text = html_report(answers, {"Seed": "0"})
    page = Page(text)
    assert not {"script", "link", "iframe", "object"} & set(page.tags)
    addresses = [value for _, name, value in page.attributes if name in ("src", "href")]
    assert addresses
    assert all(address.startswith("data:image/png;base64,") for address in addresses)
    assert "url(" not in text
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert len(addresses) == MOST_PICTURES < len(answers.misread())
    assert all(value for tag, name, value in page.attributes if (tag, name) == ("img", "alt"))


def test_the_page_says_what_came_out(answers):
    text = Page(html_report(answers, {"Learned from": "1,797 pictures"})).text
    assert f"{answers.accuracy.counts} pictures" in text
    assert "95 % confidence interval" in text
    assert "Most confused are" in text
    assert "Brier score" in text
    assert "Learned from 1,797 pictures" in text


def test_names_are_text_on_the_page(answers):
    name = '<script>alert("x")</script> & {braces}'
    page = Page(html_report(replace(answers, model=name), {name: name}))
    assert "script" not in page.tags
    assert page.text.count(name) == 4  # title, heading, and both sides of the fact


def test_a_detector_has_a_page_too():
    detector = answers_of_run(run(Plan("naive-bayes", target=2)), "Two or not")
    assert "not 2" in Page(html_report(detector, {})).text
