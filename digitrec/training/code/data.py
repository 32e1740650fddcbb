"""The part of a run's code that loads its pictures and splits them."""

from collections.abc import Callable

from digitrec.datasets import dataset_entry, load_dataset, own_kind
from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.formats import MNIST_FORMAT
from digitrec.training import SPLITS, Plan
from digitrec.training.code.written import functions
from digitrec.words import with_article

N_MNIST, N_MNIST_FIRST = 70_000, 60_000


def data_code(plan: Plan) -> str:
    """Write the code that loads and chooses a plan's pictures.

    Parameters
    ----------
    plan : digitrec.training.Plan

    Returns
    -------
    str
        Leaves `X` and `y`, and of own drawings `writers`. Needs `load_digits`, or `np` and
        `fetch_openml`; of own drawings the data set as a file, which `digitrec.datasets.to_npz`
        writes, beside the program.

    Raises
    ------
    InvalidPlanError
        If it is of own drawings and learns from fewer than there are.
    """
    if own_kind(plan.dataset):
        lines = _own_code(plan)
    else:
        lines = _digits_code(plan) if plan.dataset == "digits" else _mnist_code(plan)
    if plan.target is not None:
        digit = plan.target
        lines.append(
            f"y = (y == {digit}).astype(int)  # 1: it is {with_article(digit)}; 0: it is not"
        )
    return "\n".join(lines)


def _digits_code(plan: Plan) -> list[str]:
    lines = ["X, y = load_digits(return_X_y=True)"]
    return lines + _sample_code(plan, len(load_dataset(plan.dataset).y), None)


def _own_code(plan: Plan) -> list[str]:
    if plan.n_rows is not None or plan.n_learned is not None:
        raise InvalidPlanError("Code of own drawings can be written where all of them are used.")
    is_mnist = dataset_entry(plan.dataset).picture_format == MNIST_FORMAT
    return [
        f'data = np.load("{plan.dataset}.npz")  # the data set as a file, beside this program',
        'y, writers = data["y"], data["writers"]  # -1: nobody knows who wrote it',
        f'X = data["images"].reshape(len(y), -1).astype({"np.float32" if is_mnist else "float"})',
    ]


def _mnist_code(plan: Plan) -> list[str]:
    try:
        dataset = load_dataset(plan.dataset)
        n, n_first = len(dataset.y), dataset.n_published_train
    except DatasetError:  # code can be written where MNIST is not
        n, n_first = N_MNIST, N_MNIST_FIRST
    lines = [
        # As it comes, the table takes 440 MB; and its classes, which scikit-learn 1.9 takes for
        # words, are numbers since pandas 3, at which it fails.
        "X, y = fetch_openml(",
        '    "mnist_784", version=1, as_frame=False, return_X_y=True,',
        '    read_csv_kwargs={"dtype": np.float32},  # exact, and half the memory',
        ")",
        "y = y.astype(int)",
    ]
    if n < N_MNIST:
        lines.append(f"X, y = X[-{n}:], y[-{n}:]  # no more of them are at hand here")
    lines += _sample_code(plan, n, n_first)
    if plan.dataset == "mnist-8x8":
        lines += [
            "",
            "",
            functions("counts_of_greys"),
            "",
            "",
            "counts = [counts_of_greys(image) for image in X.reshape(-1, 28, 28)]",
            "X = np.array(counts, dtype=np.float32).reshape(-1, 64)",
        ]
    return lines


def _sample_code(plan: Plan, n: int, n_first: int | None) -> list[str]:
    """Choose the rows that `Dataset.sample` chooses."""
    if plan.n_rows is None or plan.n_rows >= n:
        return []
    lines = [f"rng = np.random.default_rng({plan.seed})"]
    if n_first is None:
        lines.append(f"rows = rng.choice(len(X), {plan.n_rows}, replace=False)")
    else:
        n_of_first = round(plan.n_rows * n_first / n)
        n_of_last = plan.n_rows - n_of_first
        lines += [
            f"first = rng.choice({n_first}, {n_of_first}, replace=False)",
            f"last = {n_first} + rng.choice({n - n_first}, {n_of_last}, replace=False)",
            "rows = np.concatenate([first, last])",
        ]
    return [*lines, "rows.sort()", "X, y = X[rows], y[rows]"]


def split_code(plan: Plan) -> str:
    """Write the code that splits `X` and `y`.

    Parameters
    ----------
    plan : digitrec.training.Plan

    Returns
    -------
    str
        Leaves `X_train`, `X_test`, `y_train` and `y_test`, or for folds `cv`; and, for a plan that
        learns from fewer, the function `sample_of`. Needs `train_test_split` or `KFold`, and `np`.
    """
    code = _SPLITS[plan.split.kind](plan)
    if plan.n_learned is None:
        return code
    fewer = _FEWER_OF_FOLDS if SPLITS[plan.split.kind].has_folds else _FEWER
    return f"{code}\n\n\n{_SAMPLE_OF.format(seed=plan.seed, n=plan.n_learned)}\n\n\n{fewer}"


# As `digitrec.training.part_indices` chooses fewer to learn from.
_SAMPLE_OF = """\
def sample_of(y):  # each class in proportion
    order = np.random.default_rng({seed}).permutation(len(y))
    quantile = np.empty(len(y))  # of each row within its class
    for label in np.unique(y):
        rows = order[y[order] == label]
        quantile[rows] = (np.arange(len(rows)) + 0.5) / len(rows)
    return np.argsort(quantile, kind="stable")[:{n}]"""
_FEWER = """\
rows = sample_of(y_train)
X_train, y_train = X_train[rows], y_train[rows]"""
_FEWER_OF_FOLDS = "cv = [(train[sample_of(y[train])], test) for train, test in cv.split(X)]"


def _random_code(plan: Plan, *, stratify: bool) -> str:
    return (
        "X_train, X_test, y_train, y_test = train_test_split(\n"
        f"    X, y, train_size={plan.split.train_share!r}, "
        f"{'stratify=y, ' if stratify else ''}random_state={plan.seed}\n)"
    )


def _file_order_code(plan: Plan) -> str:
    split = plan.split
    lines, n_train = [], str(split.n_train)
    if split.n_train is None:
        lines, n_train = [f"n_train = int({split.train_share!r} * len(X))"], "n_train"
    test = f"{n_train}:" if split.n_test is None else f"-{split.n_test}:"
    lines += [
        f"X_train, y_train = X[:{n_train}], y[:{n_train}]",
        f"X_test, y_test = X[{test}], y[{test}]",
    ]
    return "\n".join(lines)


def _folds_code(plan: Plan, *, shuffle: bool) -> str:
    options = f", shuffle=True, random_state={plan.seed}" if shuffle else ""
    return f"cv = KFold({plan.split.n_folds}{options})"


def _own_drawings_code(plan: Plan) -> str:
    return "\n".join(
        [
            "known = np.flatnonzero(writers >= 0)",
            f"order = np.random.default_rng({plan.seed}).permutation(len(known))",
            "quantile = np.empty(len(known))  # of each row within its class",
            "for label in np.unique(y[known]):",
            "    rows = order[y[known][order] == label]",
            "    quantile[rows] = (np.arange(len(rows)) + 0.5) / len(rows)",
            f"n_test = len(known) - int({plan.split.train_share!r} * len(known))",
            'test = np.sort(known[np.argsort(quantile, kind="stable")[:n_test]])',
            "train = np.setdiff1d(np.arange(len(y)), test)",
            "X_train, X_test, y_train, y_test = X[train], X[test], y[train], y[test]",
        ]
    )


def _writers_code(plan: Plan) -> str:
    folds = f"GroupKFold({plan.split.n_folds}).split(known, groups=writers[known])"
    return "\n".join(
        [
            "known = np.flatnonzero(writers >= 0)",
            f"tests = [known[test] for _, test in {folds}]",
            "cv = [(np.setdiff1d(np.arange(len(y)), test), test) for test in tests]",
        ]
    )


_SPLITS: dict[str, Callable[[Plan], str]] = {
    "stratified": lambda plan: _random_code(plan, stratify=True),
    "random": lambda plan: _random_code(plan, stratify=False),
    "file-order": _file_order_code,
    "folds": lambda plan: _folds_code(plan, shuffle=True),
    "folds-file-order": lambda plan: _folds_code(plan, shuffle=False),
    "own": _own_drawings_code,
    "writers": _writers_code,
}
