"""What is known of a model."""

import platform
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.drawing import PEN_32NDS, re_ink
from digitrec.errors import ModelFileError
from digitrec.formats import FORMATS, Format

if TYPE_CHECKING:
    from digitrec.training import Plan

RECIPE_VERSION = 1  # of the way from strokes to pictures
MAX_VIEW_VALUE = 16  # of pens, in 32nds of the height, and of leans
MAX_TEMPERATURE = 16
MAX_TESTED = 1_000_000  # pictures


@dataclass(frozen=True)
class View:
    """One way to ink a drawing before a model reads it.

    A model with several views reads a drawing once in each and takes the mean of the
    probabilities: *test-time augmentation*.

    Attributes
    ----------
    pen, lean : float
        As `digitrec.drawing.re_ink` takes them.
    """

    pen: float = PEN_32NDS
    lean: float = 0.0

    def ink(self, strokes: list[NDArray[np.float64]]) -> NDArray[np.bool_]:
        """Ink a drawing by `digitrec.drawing.re_ink`."""
        return re_ink(strokes, pen=self.pen, lean=self.lean)


ONE_VIEW = (View(),)


def built_with() -> dict[str, str]:
    """Give the versions that a fitted model depends on."""
    packages = ("scikit-learn", "numpy", "scipy", "skops")
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


@dataclass(frozen=True)
class Card:
    """What is known of a model.

    Only the format is required. The defaults are those of a model that was just fitted.

    Attributes
    ----------
    picture_format : digitrec.formats.Format
        Of the pictures that it learned from and reads.
    views : tuple of View, default: one, with the default pen
        At least one.
    with_directions : bool, default False
        Whether it is told of a drawing, beside the picture, how the pen moved
        (`digitrec.drawing.direction_features`).
    temperature : float, default 1
        By which the logarithms of the mean probabilities over the views are divided, so that the
        model is as sure as it is right.
    name, title, explanation : str
        A name for files, and what readers see.
    hyperparameters : dict of str to object
        By scikit-learn's names; what JSON can hold.
    seed : int
    trained_on, tested_on : str
    accuracy : dict of str to Accuracy
        Of a run ``"held_out"``; of a shipped model ``"shuffled"`` and ``"file_order"``.
    plan : digitrec.training.Plan, optional
        Of the run that made it; a shipped model has none.
    recipe_version : int
    built_with : dict of str to str
        Versions, as `built_with` gives them.
    sha256, form_sha256 : str
        Checksums of the file that holds it and of its browser form; empty before it is saved.

    Examples
    --------
    >>> from digitrec import load_model
    >>> card = load_model("decision-tree").card
    >>> card.title, card.picture_format.name, card.hyperparameters["method"]
    ('Decision tree', '8x8', 'temperature')
    >>> card.accuracy["shuffled"].n
    1797
    """

    picture_format: Format
    views: tuple[View, ...] = ONE_VIEW
    with_directions: bool = False
    temperature: float = 1.0
    name: str = ""
    title: str = "This model"
    explanation: str = ""
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    trained_on: str = ""
    tested_on: str = ""
    accuracy: Mapping[str, Accuracy] = field(default_factory=dict)
    plan: "Plan | None" = None
    recipe_version: int = RECIPE_VERSION
    built_with: Mapping[str, str] = field(default_factory=built_with)
    sha256: str = ""
    form_sha256: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give the card as JSON can hold it; what it has none of is left out."""
        entries = {
            "name": self.name,
            "title": self.title,
            "explanation": self.explanation,
            "recipe_version": self.recipe_version,
            "built_with": dict(self.built_with),
            "hyperparameters": dict(self.hyperparameters),
            "seed": self.seed,
            "format": self.picture_format.name,
            "views": [asdict(view) for view in self.views],
            "trained_on": self.trained_on,
            "tested_on": self.tested_on,
            "accuracy": {test: accuracy_as_dict(each) for test, each in self.accuracy.items()},
        }
        optional = {
            "with_directions": self.with_directions,
            "temperature": self.temperature if self.temperature != 1 else None,
            "plan": self.plan and self.plan.as_dict(),
            "sha256": self.sha256,
            "form_sha256": self.form_sha256,
        }
        return entries | {key: value for key, value in optional.items() if value}


def accuracy_as_dict(accuracy: Accuracy) -> dict[str, Any]:
    """Give an accuracy as JSON on a card holds it: the counts, and what follows from them."""
    return {
        "right": accuracy.n_right,
        "of": accuracy.n,
        "share": round(accuracy.proportion, 4),
        "interval_95": [round(end, 4) for end in accuracy.interval],
    }


def _are_views(views: list[Any]) -> bool:
    return bool(views) and all(
        isinstance(view, dict)
        and view.keys() == {"pen", "lean"}
        and all(isinstance(value, float) and abs(value) < MAX_VIEW_VALUE for value in view.values())
        for view in views
    )


def _is_temperature(value: object) -> bool:
    return isinstance(value, float) and 1 / MAX_TEMPERATURE <= value <= MAX_TEMPERATURE


def _are_accuracies(tests: dict[str, Any]) -> bool:
    return all(isinstance(counts, dict) and _are_counts(counts) for counts in tests.values())


def _are_counts(counts: dict[str, Any]) -> bool:
    n_right, n = counts.get("right"), counts.get("of")
    return type(n_right) is type(n) is int and 0 <= n_right <= n <= MAX_TESTED and n >= 1


ENTRY_TYPES = {
    "name": str,
    "title": str,
    "explanation": str,
    "sha256": str,
    "recipe_version": int,
    "built_with": dict,
    "hyperparameters": dict,
    "seed": int,
    "format": str,
    "views": list,
    "trained_on": str,
    "tested_on": str,
    "accuracy": dict,
}
ENTRY_CHECKS: dict[str, Callable[[Any], object]] = {
    "format": lambda name: name in FORMATS,
    "views": _are_views,
    "accuracy": _are_accuracies,
}
OPTIONAL_ENTRIES: dict[str, tuple[Any, Callable[[Any], object]]] = {  # default, check
    "with_directions": (False, lambda value: isinstance(value, bool)),
    "temperature": (1.0, _is_temperature),
}


def card_from_dict(
    entries: object, label: str, checks: Mapping[str, Callable[[Any], object]] | None = None
) -> Card:
    """Make a card from the dict of `Card.as_dict`, as it comes back from JSON.

    Parameters
    ----------
    entries : object
    label : str
        What a message calls it.
    checks : dict of str to callable, optional
        More checks of entries, made after all others; each takes None for an entry that is missing.

    Returns
    -------
    Card
        Without the plan, which `digitrec.model_file` reads, and the checksum of the browser form,
        which `digitrec.shipped` reads.

    Raises
    ------
    ModelFileError
        If entries are missing or of another kind, or the model is of other versions.
    """
    entries = entries if isinstance(entries, dict) else {}
    wrong = [key for key, kind in ENTRY_TYPES.items() if not isinstance(entries.get(key), kind)]
    wrong = wrong or [key for key, fits in ENTRY_CHECKS.items() if not fits(entries[key])]
    optional = {key: entries.get(key, default) for key, (default, _) in OPTIONAL_ENTRIES.items()}
    wrong = wrong or [key for key, (_, fits) in OPTIONAL_ENTRIES.items() if not fits(optional[key])]
    wrong = wrong or [key for key, fits in (checks or {}).items() if not fits(entries.get(key))]
    if wrong:
        raise ModelFileError(
            f"The card {label} is not one of this project's: {', '.join(wrong)} is missing or "
            "of another kind."
        )
    here = built_with()["scikit-learn"]
    there = entries["built_with"].get("scikit-learn")
    if (entries["recipe_version"], there) != (RECIPE_VERSION, here):
        raise ModelFileError(
            f"The model {entries['name']} was built by recipe {entries['recipe_version']} and "
            f"scikit-learn {there}; here are recipe {RECIPE_VERSION} and scikit-learn {here}."
        )
    unchanged = ENTRY_TYPES.keys() - {"format", "views", "accuracy"}
    return Card(
        FORMATS[entries["format"]],
        tuple(View(**view) for view in entries["views"]),
        accuracy={
            test: Accuracy(counts["right"], counts["of"])
            for test, counts in entries["accuracy"].items()
        },
        **{key: entries[key] for key in unchanged},
        **optional,
    )
