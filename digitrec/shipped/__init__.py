"""The models that the project ships: their table, where they lie, how they are built."""

from digitrec.shipped.build import N_STEPS, build_model, fit_estimator, invent_rows
from digitrec.shipped.code import shipped_code
from digitrec.shipped.held_out import held_out_answers, save_held_out
from digitrec.shipped.networks import finish, fit_on_inventions
from digitrec.shipped.store import (
    MODELS_FOLDER,
    browser_form_file,
    load_card,
    load_model,
    model_names,
    save_model,
)
from digitrec.shipped.table import SHIPPED

__all__ = [
    "MODELS_FOLDER",
    "N_STEPS",
    "SHIPPED",
    "browser_form_file",
    "build_model",
    "finish",
    "fit_estimator",
    "fit_on_inventions",
    "held_out_answers",
    "invent_rows",
    "load_card",
    "load_model",
    "model_names",
    "save_held_out",
    "save_model",
    "shipped_code",
]
