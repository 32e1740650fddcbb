"""A reading as the Draw page shows it where the server reads."""

from typing import Any

from digitrec.accuracy import percent
from digitrec.formats import png_uri
from digitrec.numbers import NUMBER_SENTENCES, Number, Part
from digitrec.recognition import (
    NOT_SURE,
    READ_AS,
    Prediction,
    Reading,
    Step,
    confidence_in_words,
    confidence_of,
    steps_in_words,
)


def reading_in_words(reading: Reading) -> dict[str, Any]:
    """Put a reading into words and pictures, as `live/reading.js` shows them."""
    steps = [_with_png(step) for step in steps_in_words(reading)]
    return prediction_in_words(reading.prediction) | {"steps": steps}


def prediction_in_words(prediction: Prediction) -> dict[str, Any]:
    """Put a prediction into words, as the browser does for what it reads (`live/reader.js`)."""
    digit = "?" if prediction.digit is None else str(prediction.digit)
    headline = confidence_in_words(prediction)
    is_digit = prediction.digit is not None
    announcement = READ_AS.format(digit=digit, headline=headline) if is_digit else headline
    return {
        "digit": digit,
        "sure": prediction.sure,
        "headline": headline,
        "reason": prediction.reason,
        "announcement": f"{announcement}. {prediction.reason}".strip(),
        "bars": [round(float(p), 3) for p in prediction.probabilities],
        "percents": [percent(p, digits=0) for p in prediction.probabilities],
    }


def number_in_words(number: Number) -> dict[str, Any]:
    """Put a number into words, as the browser does for what it reads (`live/number_reader.js`)."""
    said = ", ".join(number.text.splitlines())
    headline = confidence_of(number.probability, number.sure) if said else NOT_SURE
    announcement = READ_AS.format(digit=said, headline=headline) if said else headline
    other = number.alternative
    return {
        "text": number.text,
        "sure": number.sure,
        "headline": headline,
        "reason": number.reason,
        "announcement": f"{announcement}. {number.reason}".strip(),
        "probability": number.probability,
        "alternative": other
        and {"text": other.text, "percent": percent(other.probability, digits=0)},
        "parts": [_part_in_words(part) for part in number.parts],
    }


def _part_in_words(part: Part) -> dict[str, Any]:
    digit = part.prediction.digit
    return {
        "digit": "" if digit is None else str(digit),
        "box": list(part.box),
        "row": part.row,
        "sure": part.prediction.sure,
        "isMark": part.prediction.reason == NUMBER_SENTENCES["separator"],
    }


def _with_png(step: Step) -> dict[str, str]:
    name, caption, src = step.name, step.caption, ""
    if step.picture is not None:
        src = png_uri(step.picture, max_value=step.picture_format.max_value)
    return {"name": name, "caption": caption, "src": src, "alt": f"{name}: {caption}"}
