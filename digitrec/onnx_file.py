"""A model for other programs: ONNX (Open Neural Network Exchange), which many languages can run.

Only what reads the recipe's 64 numbers is written, so that there is one recipe for every such file.
It takes skl2onnx, which few need, and who does installs it.
"""

from importlib.util import find_spec
from typing import Any

import numpy as np

from digitrec.errors import NoOnnxError
from digitrec.formats import DIGITS_FORMAT
from digitrec.recognition import Model
from digitrec.sklearn_internals import calibrated_estimators, temperature

OPSET = 17  # of the operators: programs of 2022 know them
LEAST = 1e-12  # that scikit-learn adds to a probability before it takes the logarithm
MAX_NODES = 300_000  # of a forest: 30 MB
HOW_TO_INSTALL = "Install it with: python -m pip install skl2onnx"
ANOTHER = "Take another kind of model, such as svm."
SNIPPET = """\
import numpy as np
import onnxruntime

# 8 rows of 8 counts, 0 to 16: how much ink there is in each cell of the picture
image = np.array(
    [
        [0, 0, 5, 13, 9, 1, 0, 0],
        [0, 0, 13, 15, 10, 15, 5, 0],
        [0, 3, 15, 2, 0, 11, 8, 0],
        [0, 4, 12, 0, 0, 8, 8, 0],
        [0, 5, 8, 0, 0, 9, 8, 0],
        [0, 4, 11, 0, 1, 12, 7, 0],
        [0, 2, 14, 5, 10, 12, 0, 0],
        [0, 0, 6, 13, 10, 0, 0, 0],
    ]
)
session = onnxruntime.InferenceSession("model.onnx")
X = image.reshape(1, 64).astype(np.float32)
label, probabilities = session.run(None, {"X": X})
print(label[0], probabilities[0].max())
"""


def can_write_onnx() -> bool:
    """Tell whether skl2onnx is installed; it is not loaded for that.

    Examples
    --------
    >>> isinstance(can_write_onnx(), bool)
    True
    """
    return find_spec("skl2onnx") is not None


def dumps_onnx(model: Model) -> bytes:
    """Write a model as an ONNX file, for programs without scikit-learn.

    Parameters
    ----------
    model : digitrec.Model
        One that reads pictures of the digits format, and nothing beside them.

    Returns
    -------
    bytes
        Its input ``X``, float32 of shape (n, 64), are the counts 0..16 of pictures, row by row. Its
        outputs are ``label``, int64 of shape (n,), and ``probabilities``, float32 of shape
        (n, n_classes), of the digits that the model learned, in ascending order. Its properties
        tell the title, and what it learned from.

    Raises
    ------
    NoOnnxError
        If it reads anything else, cannot be converted, or skl2onnx is not installed.

    Examples
    --------
    >>> from digitrec import load_model
    >>> from digitrec.errors import NoOnnxError
    >>> try:
    ...     dumps_onnx(load_model())
    ... except NoOnnxError as error:
    ...     print(str(error).partition(",")[0])
    This model also looks at how the pen moved
    """
    _check(model)
    from onnx.helper import set_model_props
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import FloatTensorType
    from sklearn.calibration import CalibratedClassifierCV

    estimator, card = model.estimator, model.card
    try:
        converted = convert_sklearn(
            estimator,
            initial_types=[("X", FloatTensorType([None, DIGITS_FORMAT.n_features]))],
            target_opset=OPSET,
            options={id(estimator): {"zipmap": False}},
            custom_conversion_functions={CalibratedClassifierCV: _convert_calibrated},
            custom_shape_calculators={CalibratedClassifierCV: _shape_of_calibrated},
        )
    except (NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, NoOnnxError):
            raise
        kind = type(estimator).__name__
        raise NoOnnxError(f"skl2onnx cannot write a {kind} as ONNX. {ANOTHER}") from error
    digits = " ".join(str(int(each)) for each in estimator.classes_)
    said = {"title": card.title, "trained_on": card.trained_on, "digits": digits}
    set_model_props(converted, said)
    data: bytes = converted.SerializeToString()
    return data


def _check(model: Model) -> None:
    estimator, side = model.estimator, model.picture_format.side
    if model.picture_format is not DIGITS_FORMAT:
        raise NoOnnxError(
            f"This model reads pictures of {side}×{side}; only models of 8×8 are written as ONNX. "
            "Train one on the digits, or on MNIST at 8×8."
        )
    if model.card.with_directions:
        raise NoOnnxError(
            "This model also looks at how the pen moved, which the 64 numbers of a picture do not "
            f"tell. {ANOTHER}"
        )
    kind = type(estimator).__name__
    if kind == "CalibratedClassifierCV" and len(estimator.classes_) < 3:
        raise NoOnnxError("This model knows two digits only. Train it on three or more.")
    if kind == "KNeighborsClassifier" and (
        estimator.weights != "uniform" or estimator.metric not in ("euclidean", "cosine")
    ):
        raise NoOnnxError(
            "Of nearest neighbours only those by the euclidean or cosine distance, with a vote "
            "each, are read alike as ONNX. Train one of these."
        )
    if kind == "RandomForestClassifier":
        n_nodes = sum(tree.tree_.node_count for tree in estimator.estimators_)
        if n_nodes > MAX_NODES:
            raise NoOnnxError(
                f"This forest has {n_nodes:,} questions and leaves; at most {MAX_NODES:,} are "
                "written as ONNX. Train one with fewer trees, or on fewer pictures."
            )
    if not can_write_onnx():
        raise NoOnnxError(
            f"ONNX is written by skl2onnx, which is not installed here. {HOW_TO_INSTALL}"
        )


def _shape_of_calibrated(operator: Any) -> None:
    from skl2onnx.common.shape_calculator import calculate_linear_classifier_output_shapes

    calculate_linear_classifier_output_shapes(operator)


def _convert_calibrated(scope: Any, operator: Any, container: Any) -> None:
    """Write a CalibratedClassifierCV by temperature, which skl2onnx does not know yet.

    As in scikit-learn, a softmax of scores times a number. Only an SVC's scores are asked for:
    those of any other classifier are the logarithms of its probabilities, but for a constant in
    each row, which a softmax leaves out.
    """
    from skl2onnx.algebra import onnx_ops
    from skl2onnx.algebra.onnx_operator import OnnxSubEstimator

    calibrated, version = operator.raw_operator, {"op_version": container.target_opset}
    (fitted,) = calibrated_estimators(calibrated)
    *before, classifier = [step for _, step in getattr(fitted, "steps", [("", fitted)])]
    X = operator.inputs[0]
    for transformer in before:
        X = OnnxSubEstimator(transformer, X, **version)
    if type(classifier).__name__ == "SVC":
        scores = OnnxSubEstimator(classifier, X, options={"raw_scores": True}, **version)[1]
    else:
        scores = OnnxSubEstimator(classifier, X, options={"zipmap": False}, **version)[1]
        if not hasattr(classifier, "decision_function"):
            scores = onnx_ops.OnnxAdd(scores, np.array([LEAST], np.float32), **version)
        scores = onnx_ops.OnnxLog(scores, **version)
    scaled = onnx_ops.OnnxMul(scores, np.array([temperature(calibrated)], np.float32), **version)
    label, probabilities = operator.outputs
    softmax = onnx_ops.OnnxSoftmax(scaled, axis=1, output_names=[probabilities], **version)
    likeliest = onnx_ops.OnnxArgMax(scaled, axis=1, keepdims=0, **version)
    digits = calibrated.classes_.astype(np.int64)
    labels = onnx_ops.OnnxGather(digits, likeliest, output_names=[label], **version)
    labels.add_to(scope, container)
    softmax.add_to(scope, container)
