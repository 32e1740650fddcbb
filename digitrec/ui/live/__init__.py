"""The program that runs in the browser: JavaScript modules, joined into one file.

Each file is an ordinary module, so that tests can load it by itself. The browser fetches the
program over HTTP (`digitrec.ui.shared.served`).
"""

import json
import re
from pathlib import Path
from types import ModuleType

from digitrec import collection, datasets, drawing, formats, numbers, recognition
from digitrec.formats import DIGITS_FORMAT
from digitrec.numbers import NUMBER_SENTENCES, WEIGHTS
from digitrec.recognition import (
    CONFIDENCE_WORDS,
    NO_DIGIT_SENTENCES,
    NOT_SURE,
    READ_AS,
    REFUSAL_SENTENCES,
    STEP_CAPTIONS,
    STEP_NAMES,
)

HERE = Path(__file__).parent
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)  # on lines of their own: not sent
EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)
PROGRAM = (
    *("words", "sentences", "recipe", "strokes", "directions", "refusals", "models", "confidence"),
    *("reader", "history"),
    *("geometry", "internals", "picture", "strip", "reading", "memory", "ink", "pen"),
    *("server", "store", "controls", "hint", "grid", "story", "story_component", "menu"),
    *("follow", "number_component", "photo", "boxes", "memory_component", "program"),
)
# Reads and shows numbers; fetched once the tool is chosen.
NUMBER_PROGRAM = (
    *("words", "number_words", "sentences", "refusals", "confidence"),
    *("number_rows", "number_cuts", "number_reader", "number_kinds", "number"),
)
# Keeps labelled drawings; fetched by what shows or sends them.
KEPT_PROGRAM = (
    *("words", "sentences", "geometry", "memory", "kept"),
    *("keep", "hand_over", "kept_program"),
)
# The page of a class.
CLASS_PROGRAM = (
    *("words", "sentences", "geometry", "internals", "history", "pen", "plain_board"),
    *("pausing_board", "memory", "kept", "class_waiting", "class_pupil", "class_wall"),
    "class_program",
)
# The page of a visitor's own digits.
MINE_PROGRAM = (
    *("words", "sentences", "recipe", "strokes", "directions", "refusals", "models", "confidence"),
    *("reader", "history", "geometry", "memory", "kept", "pen", "plain_board"),
    *("pausing_board", "roving", "report_card", "ten_digits", "kept_gallery", "mine_program"),
)
# A sheet of pictures that the server sends.
GALLERY_PROGRAM = ("roving", "gallery")
# A model as a web page of its own.
WEB_PAGE_PROGRAM = (
    *("words", "sentences", "recipe", "strokes", "directions", "refusals", "models", "confidence"),
    *("reader", "history", "geometry", "picture", "strip", "reading", "pen", "plain_board"),
    "web_page",
)
# The words that Python and JavaScript share; Python owns them.
WORDS = {
    "names": STEP_NAMES[DIGITS_FORMAT.name],
    "captions": STEP_CAPTIONS,
    "refusals": REFUSAL_SENTENCES,
    "noDigit": list(NO_DIGIT_SENTENCES.values()),
    "confidence": CONFIDENCE_WORDS,
    "notSure": NOT_SURE,
    "readAs": READ_AS,
    "blank": "I guess while you draw.",
    "cleared": "Nothing is drawn. Draw a digit from 0 to 9.",
    "clearedNumber": "Nothing is written. Write a number.",
    "photo": "I guess from a picture of a digit or a number.",
    "several": NO_DIGIT_SENTENCES["several"][0],
    "whichSeveral": NUMBER_SENTENCES["several"],
    "example": "For example: {headline}",
    "waking": "Waking up the model …",
    "afterStrokes": "The answer comes after each stroke.",
    "gone": "No connection. Go on drawing: nothing is lost.",
    "back": "The connection is back.",
    "pupil": {
        "joining": "Joining …",
        "before": "Wait for your teacher's first task.",
        "paused": "Pause. Look at the board.",
        "draw": "Draw {digit}.",
        "tenDone": "All ten are handed in. Thank you.",
        "whatIsIt": "Which digit is this?",
        "noneToRead": "There is nothing to read yet. Wait a moment.",
        "none": "No digit",
        "waits": "Handing in …",
        "arrived": "Handed in.",
        "readAs": "Handed in. The model reads {digit}.",
        "readAsNone": "Handed in. The model sees no digit.",
    },
}
# The numbers that they share, by the packages that own them.
NUMBERS = {
    drawing: (
        *("CANVAS_PX", "NUMBER_CANVAS_PX", "MAX_STROKES", "MAX_POINTS", "MAX_COORDINATE"),
        *("PEN_32NDS", "INK_HEIGHT_PX", "MIN_EXTENT"),
        *("GRID_SIDE", "PIECES_PER_EXTENT", "MIN_BOX_SIDE", "MAX_FEATURE"),
    ),
    formats: (
        *("SIDE", "BLOCK_PX", "BITMAP_PX", "BOX_WIDTH_PX", "BOX_LEFT_PX", "MAX_COUNT"),
        *("MUCH_INK", "VERY_MUCH_INK", "LITTLE_INK", "VERY_LITTLE_INK"),
    ),
    datasets: ("N_DIGITS",),
    collection: ("MAX_DRAWINGS",),
    recognition: (
        *("SPECK_PX", "MAX_ASPECT", "MAX_LINE_LENGTH", "MAX_DIGIT_STROKES", "MAX_DISTANCE"),
        *("NO_DIGIT_ABOVE", "DOUBTFUL_ABOVE", "SURE_FROM"),
    ),
}

NUMBER_WORDS = {
    "sentences": NUMBER_SENTENCES,
    "counts": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    "kinds": {
        "other": "Or {text}: {percent}.",
        "zip": "A ZIP code has five digits; you have written {n}.",
        "sorted": "The letter goes into pigeon-hole {digit}.",
        "byHand": "A person sorts this letter.",
        "rows": "Write an amount in one row.",
        "cents": "An amount has two digits after the point; you have written {n}.",
        "lastTwo": "No point was found: the last two digits are the cents.",
    },
}
NUMBER_LIMITS = {
    drawing: ("MAX_GRID_STEPS", "STAYING", "N_PASSES", "REACH", "MIN_EXTENT"),
    datasets: ("N_DIGITS",),
    recognition: ("MAX_DIGIT_STROKES", "SURE_FROM"),
    numbers: ("SEVERAL", "TINY"),
}


def bundle(*names: str) -> str:
    """Join modules into one, each in a scope of its own.

    Parameters
    ----------
    *names : str
        Files of this folder without their ending; each after those that it imports from.
        ``"words"`` and ``"number_words"`` are no files: they stand for the words and numbers above.

    Returns
    -------
    str
        A module that exports what the last of them exports. In it each module is an object of its
        exports, named after the module with a dollar sign before it.

    Raises
    ------
    ValueError
        If a file imports from one that does not come before it.

    Examples
    --------
    >>> print(bundle("sentences"))  # doctest: +ELLIPSIS
    const $sentences = (() => {
    ...
    return { fillIn, withArticle, labelInWords };
    })();
    export const { fillIn, withArticle, labelInWords } = $sentences;
    <BLANKLINE>
    """
    texts = []
    exported = ""
    for i, name in enumerate(names):
        text = _text_of(name)
        missing = {before for _, before in IMPORT.findall(text)} - set(names[:i])
        if missing:
            raise ValueError(f"{name}.js needs {', '.join(sorted(missing))} before it.")
        exported = ", ".join(export for _, export in EXPORT.findall(text))
        text = EXPORT.sub(r"\1 \2", IMPORT.sub(r"const \1 = $\2;\n", text))
        texts.append(f"const ${name} = (() => {{\n{text}return {{ {exported} }};\n}})();")
    return "\n".join([*texts, f"export const {{ {exported} }} = ${names[-1]};\n"])


def _text_of(name: str) -> str:
    if name == "words":
        return _constants(WORDS=WORDS, NUMBERS=_of_packages(NUMBERS))
    if name == "number_words":
        limits = _of_packages(NUMBER_LIMITS) | numbers.limits()
        weights = {kind: list(each.values()) for kind, each in WEIGHTS.as_dict().items()}
        return _constants(NUMBER_WORDS=NUMBER_WORDS, LIMITS=limits, WEIGHTS=weights)
    return COMMENT.sub("", (HERE / f"{name}.js").read_text(encoding="utf-8"))


def _of_packages(table: dict[ModuleType, tuple[str, ...]]) -> dict[str, float]:
    return {name: getattr(package, name) for package in table for name in table[package]}


def _constants(**values: object) -> str:
    return "".join(
        f"export const {name} = {json.dumps(value, ensure_ascii=False)};\n"
        for name, value in values.items()
    )
