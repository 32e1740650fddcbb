"""A reading as the Draw page shows it where the server reads."""

from typing import Any

from digitrec.accuracy import percent
from digitrec.formats import png_uri
from digitrec.recognition import (
    READ_AS,
    Prediction,
    Reading,
    Step,
    confidence_in_words,
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


def _with_png(step: Step) -> dict[str, str]:
    name, caption, src = step.name, step.caption, ""
    if step.picture is not None:
        src = png_uri(step.picture, max_value=step.picture_format.max_value)
    return {"name": name, "caption": caption, "src": src, "alt": f"{name}: {caption}"}
