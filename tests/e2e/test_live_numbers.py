"""The browser reads a number as the library does: same digits, same cuts, same words."""

import numpy as np
import pytest

from benchmarks.files import read_numbers
from digitrec import browser_form, load_model
from digitrec.drawing.invented import UNSEEN_KINDS, make_non_digits, make_numbers
from digitrec.numbers import read_number_strokes
from digitrec.ui.draw.reading import number_in_words
from digitrec.ui.live import NUMBER_PROGRAM, PROGRAM, bundle

CLOSE = 1e-9
N_INVENTED = 150
READ = """
async ([form, drawings]) => {
    const read = numbers.makeNumberReader(await live.makeReader(form));
    return drawings.map(read);
}
"""
# Each as it grows: point by point, as the pen goes, and at last as one that is new to the reader.
READ_GROWING = """
async ([form, drawings]) => {
    const reader = await live.makeReader(form);
    return drawings.map((strokes) => {
        const read = numbers.makeNumberReader(reader), n = strokes.length;
        for (let i = 0; i < n; i++) {
            const some = strokes[i].slice(0, Math.ceil(strokes[i].length / 2));
            read([...strokes.slice(0, i), some]);
            read(strokes.slice(0, i + 1));
        }
        const undone = n > 1 && [read(strokes.slice(0, -1)), read(strokes)].at(-1);
        return [undone || read(strokes), numbers.makeNumberReader(reader)(strokes)];
    });
}
"""


@pytest.fixture(scope="module")
def modules(browser):
    """A page with the modules by which numbers are read, and nothing else."""
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    names = NUMBER_PROGRAM[: NUMBER_PROGRAM.index("number_reader") + 1]
    for text, offered in (
        (bundle(*PROGRAM[: PROGRAM.index("reader") + 1]), "live = $reader"),
        (bundle(*names), "numbers = $number_reader"),
    ):
        page.add_script_tag(type="module", content=f"{text}\nwindow.{offered};")
    page.wait_for_function("window.live && window.numbers")
    yield page
    page.close()
    assert errors == []


def as_lists(drawings):
    return [[np.asarray(stroke).tolist() for stroke in strokes] for strokes in drawings]


def expect_same(found, expected, close=CLOSE):
    assert found["probability"] == pytest.approx(expected["probability"], abs=close)
    boxes = [part["box"] for part in found["parts"]]
    np.testing.assert_allclose(boxes, [part["box"] for part in expected["parts"]], atol=CLOSE)
    for answer in (found, expected):
        answer["probability"] = 0
        for part in answer["parts"]:
            part["box"] = None
    assert found == expected


def expect_read_alike(page, name, drawings):
    model = load_model(name)
    found = page.evaluate(READ, [browser_form(model), as_lists(drawings)])
    expected = [number_in_words(read_number_strokes(strokes, model)) for strokes in drawings]
    for one, other in zip(found, expected, strict=True):
        expect_same(one, other)
    return expected


@pytest.mark.parametrize("name", ["default", "svm"])
def test_invented_numbers_are_read_alike(modules, name):
    numbers = make_numbers(N_INVENTED, random_state=51)
    read = expect_read_alike(modules, name, [number.strokes for number in numbers])
    assert sum(answer["alternative"] is not None for answer in read) > 5
    assert len({answer["sure"] for answer in read}) == 2
    assert any(part["isMark"] for answer in read for part in answer["parts"])


def test_rows_scribbles_and_coarse_strokes_are_read_alike(modules, drawn_digits):
    numbers = [each.strokes for each in make_numbers(20, random_state=52, plain=True)]
    rows = [
        [*one, *(stroke + (30, 400) for stroke in other)]
        for one, other in zip(numbers[:10], numbers[10:], strict=True)
    ]
    coarse = [[(stroke / 25).round() for stroke in strokes] for strokes in numbers]
    scribbles, _ = make_non_digits(20, random_state=53, kinds=UNSEEN_KINDS)
    lone, line = np.array([(5.0, 5.0)]), np.array([(0.0, 50.0), (300.0, 50.0)])
    odd = [[lone], [lone] * 3, [line], [lone, line], [line, line + (0, 200)]]
    expect_read_alike(modules, "default", [*rows, *coarse, *scribbles, *odd, *drawn_digits])


def test_real_numbers_are_read_alike(modules, measuring_data):
    written = read_numbers(measuring_data / "numbers" / "real.jsonl.gz")[::20]
    expect_read_alike(modules, "default", [one.strokes for one in written])


def test_what_is_kept_of_a_number_while_it_grows_changes_no_answer(modules):
    numbers = make_numbers(25, random_state=54, n_digits=(3, 7))
    drawings = as_lists([number.strokes for number in numbers])
    for grown, fresh in modules.evaluate(
        READ_GROWING, [browser_form(load_model("default")), drawings]
    ):
        # Kept readings were made at the scale that the row had then, so that a pixel whose middle
        # lies on an edge may have been inked otherwise.
        expect_same(grown, fresh, close=1e-4)


# What a number of these digits says as something else: text, marks as (digits before, left, width,
# top), the kind, what is shown, and how its reason begins.
POINT, DASH = (230, 20, 10), (150, 60, 10)  # top, width, height
KINDS = {
    "a whole ZIP code": ("90 210", {}, "zip", "90210", "The letter goes into pigeon-hole 9."),
    "four digits": (
        "9021",
        {},
        "zip",
        "9021",
        "A ZIP code has five digits; you have written four.",
    ),
    "twelve": ("123456789012", {}, "zip", "123456789012", "A ZIP code has five digits; you have"),
    "a point": ("123456", {4: POINT}, "amount", "1,234.56", ""),
    "no point": ("123456", {}, "amount", "1,234.56", "No point was found"),
    "a comma for thousands": ("123456", {1: POINT, 4: POINT}, "amount", "1,234.56", ""),
    "whole thousands": ("12345", {2: POINT}, "amount", "12,345.00", ""),
    "zeros before": ("00712", {3: POINT}, "amount", "7.12", ""),
    "cents": ("5", {}, "amount", "0.05", "No point was found"),
    "one digit after": ("125", {2: POINT}, "amount", "12.5", "An amount has two digits after the"),
    "none after": ("125", {3: POINT}, "amount", "125.", "An amount has two digits after the"),
    "a dash": ("1250", {1: DASH}, "amount", "12.50", "No point was found"),
    "two rows": ("12\n50", {}, "amount", "12\n50", "Write an amount in one row."),
    "just a number": ("12 50", {}, "number", "12 50", ""),
    "nothing": ("", {}, "amount", "", ""),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_number_is_put_into_the_form_of_what_it_is_written_for(kinds_page, name):
    text, marks, kind, shown, reason = KINDS[name]
    parts = []
    for i, digit in enumerate("".join(text.split())):
        box = [100 * i, 100, 100 * i + 60, 240]
        parts.append({"digit": digit, "box": box, "row": 0, "sure": True, "isMark": False})
    for after, (top, width, height) in sorted(marks.items(), reverse=True):
        box = [100 * after - 30, top, 100 * after - 30 + width, top + height]
        mark = {"digit": "", "box": box, "row": 0, "sure": False, "isMark": True}
        parts.insert(after, mark)
    reading = {
        "text": text,
        "sure": True,
        "reason": "",
        "headline": "Sure, 85\xa0%",
        "parts": parts,
    }
    found = kinds_page.evaluate(
        "([reading, kind]) => kinds.inKind(reading, kind)", [reading | {"alternative": None}, kind]
    )
    assert found["digit"] == shown
    assert found["reason"].startswith(reason) if reason else found["reason"] == ""
    assert found["reason"] in found["announcement"]
    other = {"text": text.replace("1", "7"), "percent": "12\xa0%"}
    found = kinds_page.evaluate(
        "([reading, kind]) => kinds.inKind(reading, kind).other",
        [reading | {"alternative": other}, kind],
    )
    if "1" in text and "after" not in name and "rows" not in name:
        assert found == f"Or {shown.replace('1', '7')}: 12\xa0%."


@pytest.fixture(scope="module")
def kinds_page(browser):
    page = browser.new_page()
    names = NUMBER_PROGRAM[: NUMBER_PROGRAM.index("number_kinds") + 1]
    page.add_script_tag(type="module", content=f"{bundle(*names)}\nwindow.kinds = $number_kinds;")
    page.wait_for_function("window.kinds")
    yield page
    page.close()


def test_an_unsure_zip_code_is_left_to_a_person(kinds_page):
    reading = {"text": "90210", "sure": False, "reason": "Why.", "headline": "Not sure, 20\xa0%"}
    found = kinds_page.evaluate(
        "(reading) => kinds.inKind(reading, 'zip')", reading | {"parts": [], "alternative": None}
    )
    assert (found["reason"], found["isSorted"]) == ("Why. A person sorts this letter.", False)
