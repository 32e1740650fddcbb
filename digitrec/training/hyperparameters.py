"""Hyperparameters: what a slider offers, and what a person may type."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from digitrec.errors import InvalidPlanError


@dataclass(frozen=True)
class Hyperparameter:
    """One setting of an estimator.

    Attributes
    ----------
    name : str
        scikit-learn's.
    title : str
        As a reader sees it.
    explanation : str
        What it does, as a sentence.
    values : tuple
        What a slider offers, in order: numbers, words, None or tuples of numbers.
    default : object
        One of the values.
    short : str, default "{}"
        A value within the name of a run, such as ``"depth {}"``.
    """

    name: str
    title: str
    explanation: str
    values: tuple[Any, ...]
    default: Any
    short: str = "{}"

    @property
    def is_number(self) -> bool:
        """Whether the values lie on a scale, so that a curve over them makes sense."""
        return sum(map(_is_number, self.values)) > 2


def value_in_words(value: Any) -> str:
    """Write a hyperparameter's value as a slider shows it.

    Parameters
    ----------
    value : number, bool, str, None or tuple of int

    Returns
    -------
    str
        Different for different values of one slider.
    """
    if value is None:
        return "no limit"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", then ".join(str(units) for units in value)
    return value if isinstance(value, str) else f"{value:g}"


def text_of_value(value: Any) -> str:
    """Write a hyperparameter's value as the text that `parse` makes it of.

    Examples
    --------
    >>> [text_of_value(value) for value in (None, True, 0.001, (64, 32), "rbf")]
    ['none', 'true', '0.001', '64,32', 'rbf']
    """
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


def is_allowed(hyperparameter: Hyperparameter, value: object) -> bool:
    """Whether a value is one of a slider's, or another of their kind.

    Parameters
    ----------
    hyperparameter : digitrec.training.hyperparameters.Hyperparameter
    value : object

    Returns
    -------
    bool
        Words, None and truth values must be among the slider's. Any number will do where it has
        numbers, a whole one where all of them are whole; any sizes where it has sizes.
    """
    offered = hyperparameter.values
    if isinstance(value, tuple):
        return _has_sizes(offered) and bool(value) and all(map(_is_size, value))
    if _is_number(value):
        numbers = [each for each in offered if _is_number(each)]
        whole = all(isinstance(each, int) for each in numbers)
        return bool(numbers) and math.isfinite(value) and (isinstance(value, int) or not whole)
    return any(type(each) is type(value) and each == value for each in offered)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _has_sizes(offered: tuple[Any, ...]) -> bool:
    return any(isinstance(each, tuple) for each in offered)


def parse(hyperparameter: Hyperparameter, text: str) -> Any:
    """Read the value of a hyperparameter from text.

    Parameters
    ----------
    hyperparameter : digitrec.training.hyperparameters.Hyperparameter
    text : str
        A word, a number, ``none``, ``true``, ``false``, or sizes such as ``64,32``.

    Returns
    -------
    object

    Raises
    ------
    InvalidPlanError
        If the hyperparameter cannot have it. The sentence says what it can have.

    Examples
    --------
    >>> layers = Hyperparameter("layers", "Layers", "Their sizes.", ((8,), (64, 32)), (8,))
    >>> parse(layers, "32,16")
    (32, 16)
    """
    for value in _readings(text.strip()):
        if is_allowed(hyperparameter, value):
            return value
    raise _not_allowed(hyperparameter, text)


def check_value(hyperparameter: Hyperparameter, value: object) -> None:
    """Check that a hyperparameter can have a value.

    Parameters
    ----------
    hyperparameter : digitrec.training.hyperparameters.Hyperparameter
    value : object

    Raises
    ------
    InvalidPlanError
        If it cannot (`is_allowed`). The sentence says what it can have.
    """
    if not is_allowed(hyperparameter, value):
        raise _not_allowed(hyperparameter, value)


def _not_allowed(hyperparameter: Hyperparameter, value: object) -> InvalidPlanError:
    return InvalidPlanError(
        f"{hyperparameter.name} cannot be {value!r}; give {allowed_in_words(hyperparameter)}."
    )


def _readings(text: str) -> Iterator[Any]:
    """Give what a text can mean, the likeliest first."""
    for make in (int, float):
        try:
            yield make(text)
        except ValueError:
            continue
    yield {"none": None, "true": True, "false": False}.get(text.lower(), text)
    sizes = text.strip("()").rstrip(",").split(",")
    if all(size.strip().isdecimal() and len(size) < 10 for size in sizes):
        yield tuple(int(size) for size in sizes)


def allowed_in_words(hyperparameter: Hyperparameter) -> str:
    """Write what values a hyperparameter can have.

    Parameters
    ----------
    hyperparameter : digitrec.training.hyperparameters.Hyperparameter

    Returns
    -------
    str

    Examples
    --------
    >>> gamma = Hyperparameter("gamma", "Reach", "How far.", ("scale", 0.001, 0.01), 0.001)
    >>> allowed_in_words(gamma)
    'scale or a number such as 0.01'
    """
    offered = hyperparameter.values
    if _has_sizes(offered):
        return "whole numbers such as " + " or ".join(",".join(map(str, v)) for v in offered[-2:])
    words = [each if isinstance(each, str) else str(each).lower() for each in offered]
    kinds = [word for word, each in zip(words, offered, strict=True) if not _is_number(each)]
    numbers = [each for each in offered if _is_number(each)]
    if numbers:
        whole = "a whole number" if all(isinstance(each, int) for each in numbers) else "a number"
        kinds.append(f"{whole} such as {numbers[len(numbers) // 2]:g}")
    return ", ".join(kinds[:-1]) + " or " * (len(kinds) > 1) + kinds[-1]
