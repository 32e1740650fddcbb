"""The command line `read`: a line for each image, or why it is none."""

import json

import numpy as np
import pytest
from PIL import Image

from digitrec.__main__ import main
from digitrec.commands import image_paths
from digitrec.drawing import draw_strokes


@pytest.fixture
def folder(tmp_path, drawn_digits):
    for digit in (2, 7):
        ink = draw_strokes(drawn_digits[digit], 320, pen_px=12)
        Image.fromarray(np.where(ink, 40, 220).astype(np.uint8)).save(tmp_path / f"{digit}.png")
    (tmp_path / "inside").mkdir()
    return tmp_path


def test_files_folders_and_patterns_are_found(folder, monkeypatch):
    both = [folder / "2.png", folder / "7.png"]
    assert image_paths([str(folder)]) == both
    assert image_paths([str(folder / "*.png")]) == both
    assert image_paths([str(both[1]), str(both[0])]) == both[::-1]
    missing = folder / "*.jpg"
    assert image_paths([str(missing), str(folder / "inside")]) == [missing, folder / "inside"]
    monkeypatch.chdir(folder / "inside")
    assert [path.name for path in image_paths(["../?.png"])] == ["2.png", "7.png"]


def test_each_image_is_a_line(folder, capsys):
    main(["read", str(folder), "--model", "svm"])
    two, seven = capsys.readouterr().out.splitlines()
    assert two.startswith(f"{folder / '2.png'}: Read as 2. ")
    assert seven.startswith(f"{folder / '7.png'}: Read as 7. ")


def test_each_image_is_a_json_object_a_line(folder, capsys):
    main(["read", str(folder), "--json"])
    read = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["digit"] for one in read] == [2, 7]
    assert all(len(one["probabilities"]) == 10 for one in read)


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_what_is_no_image_is_told_and_the_rest_is_read(as_json, folder, capsys):
    (folder / "1.png").write_text("no image")
    with pytest.raises(SystemExit) as end:
        main(["read", str(folder), *as_json])
    assert end.value.code == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert "This is no image, or of a kind that is not read" in lines[0]


def test_an_image_of_no_digit_says_why(folder, capsys):
    bar = np.full((100, 300), 220, np.uint8)
    bar[48:53, 20:280] = 30
    Image.fromarray(bar).save(folder / "bar.png")
    main(["read", str(folder / "bar.png")])
    said = capsys.readouterr().out
    assert "bar.png: No digit. This is much wider than high." in said


@pytest.fixture
def forty_two(tmp_path, drawn_digits):
    """A file with a 4 and a 2 beside it."""
    beside = [stroke + (0, 40) for stroke in drawn_digits[4]]
    beside += [stroke + (190, 40) for stroke in drawn_digits[2]]
    ink = draw_strokes(beside, 480, pen_px=12)
    Image.fromarray(np.where(ink, 40, 220).astype(np.uint8)).save(tmp_path / "42.png")
    return tmp_path / "42.png"


def test_several_digits_are_read_as_a_number(forty_two, capsys):
    main(["read", str(forty_two)])
    assert capsys.readouterr().out == f"{forty_two}: Read as the number 42.\n"
    main(["read", str(forty_two), "--one"])
    assert "the number" not in capsys.readouterr().out


def test_a_number_is_a_json_object_with_digits_and_boxes(forty_two, capsys):
    main(["read", str(forty_two), "--json"])
    read = json.loads(capsys.readouterr().out)
    assert (read["number"], read["sure"], read["reason"], read["left_out"]) == ("42", True, "", [])
    assert read["alternative"] is None
    assert read["probability"] > 0.5
    four, two = read["digits"]
    assert (four["digit"], two["digit"], four["row"]) == (4, 2, 0)
    assert 0 < four["box"][0] < four["box"][2] < two["box"][2] < 480


def test_a_drawing_is_read_from_its_strokes(tmp_path, drawn_digits, capsys):
    strokes = [stroke.tolist() for stroke in drawn_digits[3]]
    (tmp_path / "3.json").write_text(json.dumps(strokes))
    beside = [stroke + (0, 40) for stroke in drawn_digits[4]]
    beside += [stroke + (190, 40) for stroke in drawn_digits[2]]
    (tmp_path / "42.json").write_text(json.dumps({"strokes": [each.tolist() for each in beside]}))
    (tmp_path / "blank.json").write_text("[]")
    main(["read", str(tmp_path)])
    three, forty_two, blank = capsys.readouterr().out.splitlines()
    assert three.startswith(f"{tmp_path / '3.json'}: Read as 3. ")
    assert forty_two == f"{tmp_path / '42.json'}: Read as the number 42."
    assert blank.startswith(f"{tmp_path / 'blank.json'}: No digit. ")


def test_a_damaged_drawing_is_told(tmp_path, capsys):
    (tmp_path / "3.json").write_text("[[[90, 60], ")
    with pytest.raises(SystemExit) as end:
        main(["read", str(tmp_path / "3.json"), "--json"])
    assert end.value.code == 1
    assert "holds no drawing as JSON" in json.loads(capsys.readouterr().out)["error"]
