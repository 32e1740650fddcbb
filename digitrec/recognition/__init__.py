"""A model reads a drawing and gives a reading; its card says what the model is."""

from digitrec.recognition.card import ONE_VIEW, Card, View, accuracy_as_dict, card_from_dict
from digitrec.recognition.features import with_directions
from digitrec.recognition.judging import NO_DIGIT
from digitrec.recognition.model import Model
from digitrec.recognition.prediction import (
    CONFIDENCE_WORDS,
    NOT_SURE,
    READ_AS,
    Prediction,
    confidence_in_words,
    confidence_of,
)
from digitrec.recognition.reading import Reading, blank_reading
from digitrec.recognition.refusals import (
    DOUBTFUL_ABOVE,
    MAX_ASPECT,
    MAX_DIGIT_STROKES,
    MAX_DISTANCE,
    MAX_LINE_LENGTH,
    NO_DIGIT_ABOVE,
    NO_DIGIT_SENTENCES,
    REFUSAL_SENTENCES,
    SPECK_PX,
    SURE_FROM,
)
from digitrec.recognition.run_model import to_model
from digitrec.recognition.step_words import STEP_CAPTIONS, STEP_NAMES, Step, steps_in_words

__all__ = [
    "CONFIDENCE_WORDS",
    "DOUBTFUL_ABOVE",
    "MAX_ASPECT",
    "MAX_DIGIT_STROKES",
    "MAX_DISTANCE",
    "MAX_LINE_LENGTH",
    "NOT_SURE",
    "NO_DIGIT",
    "NO_DIGIT_ABOVE",
    "NO_DIGIT_SENTENCES",
    "ONE_VIEW",
    "READ_AS",
    "REFUSAL_SENTENCES",
    "SPECK_PX",
    "STEP_CAPTIONS",
    "STEP_NAMES",
    "SURE_FROM",
    "Card",
    "Model",
    "Prediction",
    "Reading",
    "Step",
    "View",
    "accuracy_as_dict",
    "blank_reading",
    "card_from_dict",
    "confidence_in_words",
    "confidence_of",
    "steps_in_words",
    "to_model",
    "with_directions",
]
