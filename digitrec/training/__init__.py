"""A plan in, a result out: what learns, from which pictures, and how it is tested."""

from digitrec.training.articles import PRESETS, Preset, verdict
from digitrec.training.classifiers import calibrated, class_probabilities
from digitrec.training.estimators import ESTIMATORS, EstimatorEntry, parse_all
from digitrec.training.experiment import (
    MAX_TRAIN_SCORED,
    combine,
    fit,
    fit_part,
    make_estimator,
    run,
    score,
)
from digitrec.training.hyperparameters import (
    Hyperparameter,
    allowed_in_words,
    text_of_value,
    value_in_words,
)
from digitrec.training.plan import (
    Plan,
    check_plan,
    class_labels,
    estimate_seconds,
    n_parts,
    part_indices,
    plan_from_dict,
    plan_identity,
)
from digitrec.training.plan_link import (
    HYPERPARAMETER_NAMES,
    PLAN_FIELDS,
    plan_from_parameters,
    plan_parameters,
)
from digitrec.training.plan_words import (
    data_and_split_in_words,
    differences,
    name_of_run,
    plan_in_words,
    split_in_words,
    unusual_in_words,
)
from digitrec.training.result import Result, Score
from digitrec.training.result_cache import ResultCache
from digitrec.training.series import (
    combinations,
    grid,
    grid_values,
    learning_curve,
    own_curve,
    repeats,
    validation_curve,
    values_of,
)
from digitrec.training.splits import SPLITS, Split

__all__ = [
    "ESTIMATORS",
    "HYPERPARAMETER_NAMES",
    "MAX_TRAIN_SCORED",
    "PLAN_FIELDS",
    "PRESETS",
    "SPLITS",
    "EstimatorEntry",
    "Hyperparameter",
    "Plan",
    "Preset",
    "Result",
    "ResultCache",
    "Score",
    "Split",
    "allowed_in_words",
    "calibrated",
    "check_plan",
    "class_labels",
    "class_probabilities",
    "combinations",
    "combine",
    "data_and_split_in_words",
    "differences",
    "estimate_seconds",
    "fit",
    "fit_part",
    "grid",
    "grid_values",
    "learning_curve",
    "make_estimator",
    "n_parts",
    "name_of_run",
    "own_curve",
    "parse_all",
    "part_indices",
    "plan_from_dict",
    "plan_from_parameters",
    "plan_identity",
    "plan_in_words",
    "plan_parameters",
    "repeats",
    "run",
    "score",
    "split_in_words",
    "text_of_value",
    "unusual_in_words",
    "validation_curve",
    "value_in_words",
    "values_of",
    "verdict",
]
