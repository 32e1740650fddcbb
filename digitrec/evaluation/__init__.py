"""A model's answers in, figures and sentences out."""

from digitrec.evaluation.answers import (
    Answers,
    answers_of_run,
    class_names,
    make_answers,
    read_answers,
)
from digitrec.evaluation.calibration import Reliability, calibration_in_words, reliability
from digitrec.evaluation.claim import binomial_test, claim_in_words
from digitrec.evaluation.comparison import Comparison, compare, mcnemar, mcnemar_in_words
from digitrec.evaluation.confusion import (
    COUNTS,
    OF_COLUMN,
    OF_ROW,
    confused_in_words,
    confusion_matrix,
    most_confused,
    proportions,
)
from digitrec.evaluation.detector import Detection, detect, precision_recall
from digitrec.evaluation.insight import (
    MOST_MEASURED,
    N_REPEATS,
    Unwrapped,
    impurity_importances,
    nearest_support_vectors,
    permutation_importances,
    unwrap_estimator,
    weight_pictures,
)
from digitrec.evaluation.quiz import N_QUESTIONS, ODD_FROM, pick_questions, score_in_words
from digitrec.evaluation.reasons import cell_evidence, mean_picture, nearest_pictures
from digitrec.evaluation.report import (
    COLUMNS,
    RELIABILITY_COLUMNS,
    class_rows_in_words,
    classes_csv,
    html_report,
    matrix_csv,
    reliability_rows_in_words,
)
from digitrec.evaluation.tree import DecisionPath, TreeLayout, decision_path, tree_layout

__all__ = [
    "COLUMNS",
    "COUNTS",
    "MOST_MEASURED",
    "N_QUESTIONS",
    "N_REPEATS",
    "ODD_FROM",
    "OF_COLUMN",
    "OF_ROW",
    "RELIABILITY_COLUMNS",
    "Answers",
    "Comparison",
    "DecisionPath",
    "Detection",
    "Reliability",
    "TreeLayout",
    "Unwrapped",
    "answers_of_run",
    "binomial_test",
    "calibration_in_words",
    "cell_evidence",
    "claim_in_words",
    "class_names",
    "class_rows_in_words",
    "classes_csv",
    "compare",
    "confused_in_words",
    "confusion_matrix",
    "decision_path",
    "detect",
    "html_report",
    "impurity_importances",
    "make_answers",
    "matrix_csv",
    "mcnemar",
    "mcnemar_in_words",
    "mean_picture",
    "most_confused",
    "nearest_pictures",
    "nearest_support_vectors",
    "permutation_importances",
    "pick_questions",
    "precision_recall",
    "proportions",
    "read_answers",
    "reliability",
    "reliability_rows_in_words",
    "score_in_words",
    "tree_layout",
    "unwrap_estimator",
    "weight_pictures",
]
