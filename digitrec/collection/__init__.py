"""Labelled drawings: checked, as a file and back, and as a data set."""

from digitrec.collection.dataset import collection_dataset
from digitrec.collection.drawing import (
    MAX_DRAWINGS,
    Answer,
    LabelledDrawing,
    check_labelled_drawing,
    check_labelled_drawings,
)
from digitrec.collection.file import (
    COLLECTION_KINDS,
    MAX_COLLECTION_MB,
    dumps_collection,
    loads_collection,
)

__all__ = [
    "COLLECTION_KINDS",
    "MAX_COLLECTION_MB",
    "MAX_DRAWINGS",
    "Answer",
    "LabelledDrawing",
    "check_labelled_drawing",
    "check_labelled_drawings",
    "collection_dataset",
    "dumps_collection",
    "loads_collection",
]
