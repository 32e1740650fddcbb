"""A model reads a drawing and gives a reading; its card says what the model is."""

from digitrec.recognition.card import ONE_VIEW, Card, View, accuracy_as_dict, card_from_dict
from digitrec.recognition.model import NO_DIGIT, Model, to_model
from digitrec.recognition.prediction import (
    CONFIDENCE_WORDS,
    NOT_SURE,
    READ_AS,
    Prediction,
    confidence_in_words,
    refused,
)
from digitrec.recognition.reading import Reading, blank_reading
from digitrec.recognition.refusals import (
    DOUBTFUL_FROM,
    FARTHEST,
    LONGEST_LINE,
    MAX_DIGIT_STROKES,
    NONE_FROM,
    SENTENCES,
    SPECK_PX,
    SURE_FROM,
    WIDEST,
)
from digitrec.recognition.step_words import CAPTIONS, NAMES, Step, steps_in_words

__all__ = [
    "CAPTIONS",
    "CONFIDENCE_WORDS",
    "DOUBTFUL_FROM",
    "FARTHEST",
    "LONGEST_LINE",
    "MAX_DIGIT_STROKES",
    "NAMES",
    "NONE_FROM",
    "NOT_SURE",
    "NO_DIGIT",
    "ONE_VIEW",
    "READ_AS",
    "SENTENCES",
    "SPECK_PX",
    "SURE_FROM",
    "WIDEST",
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
    "refused",
    "steps_in_words",
    "to_model",
]
