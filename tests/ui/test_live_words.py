"""What Python says is what JavaScript is told: every sentence and limit of a refusal, and more."""

import json
import re

import pytest

from digitrec import recognition
from digitrec.drawing.invented import FAMILIES
from digitrec.numbers import limits, reading
from digitrec.recognition import CONFIDENCE_WORDS, NOT_SURE, refusals, step_words
from digitrec.ui.live import HERE, NUMBER_PROGRAM, NUMBERS, PROGRAM, bundle


@pytest.mark.parametrize("name", refusals.REFUSAL_SENTENCES)
def test_a_sentence_that_is_changed_reaches_the_browser(monkeypatch, name):
    before = refusals.REFUSAL_SENTENCES[name]
    assert before in bundle(*PROGRAM)
    monkeypatch.setitem(refusals.REFUSAL_SENTENCES, name, "Something else.")
    text = bundle(*PROGRAM)
    assert before not in text
    assert '"Something else."' in text


def test_what_is_no_digit_is_said_in_the_browser_as_here():
    assert list(refusals.NO_DIGIT_SENTENCES) == list(FAMILIES)
    text = bundle(*PROGRAM)
    for sentences in refusals.NO_DIGIT_SENTENCES.values():
        assert json.dumps(sentences) in text


@pytest.mark.parametrize("name", reading.NUMBER_SENTENCES)
def test_a_sentence_on_a_number_that_is_changed_reaches_the_browser(monkeypatch, name):
    monkeypatch.setitem(reading.NUMBER_SENTENCES, name, "Something else.")
    assert '"Something else."' in bundle(*NUMBER_PROGRAM)


def test_a_limit_of_numbers_that_is_changed_reaches_the_browser(monkeypatch):
    monkeypatch.setattr(reading, "SURE_OF_CUTS", 0.123456)
    assert '"SURE_OF_CUTS": 0.123456' in bundle(*NUMBER_PROGRAM)


@pytest.mark.parametrize(
    "name",
    [name for name in vars(refusals) if name.isupper() and not name.endswith("_SENTENCES")],
)
def test_a_limit_that_is_changed_reaches_the_browser(monkeypatch, name):
    assert f'"{name}": {getattr(refusals, name)}' in bundle(*PROGRAM)
    monkeypatch.setattr(recognition, name, 0.123456)
    assert f'"{name}": 0.123456' in bundle(*PROGRAM)


def test_the_browsers_own_files_repeat_no_sentence_of_pythons():
    said = [*refusals.REFUSAL_SENTENCES.values(), *step_words.STEP_CAPTIONS.values(), NOT_SURE]
    said += [words for _, words in CONFIDENCE_WORDS]
    said += reading.NUMBER_SENTENCES.values()
    said += [sentence for pair in refusals.NO_DIGIT_SENTENCES.values() for sentence in pair]
    pieces = {piece for sentence in said for piece in re.split(r"\{\w+\}", sentence)}
    for path in HERE.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not [piece for piece in pieces if len(piece) > 6 and piece in text], path.name


def test_the_browsers_own_files_repeat_no_number_of_pythons():
    names = "|".join([*limits(), *(name for names in NUMBERS.values() for name in names)])
    for path in HERE.glob("*.js"):
        own = re.findall(rf"\b(?:{names}) = [\d.]", path.read_text(encoding="utf-8"))
        assert own == [], path.name
