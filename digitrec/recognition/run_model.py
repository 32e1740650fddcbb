"""A model that reads drawings, out of the result of a run."""

from digitrec.datasets import dataset_entry, load_dataset, own_kind
from digitrec.errors import InvalidPlanError
from digitrec.recognition.card import Card
from digitrec.recognition.model import Model
from digitrec.training import ESTIMATORS, Result


def to_model(result: Result, title: str | None = None) -> Model:
    """Make a model that reads drawings from the result of a run.

    Parameters
    ----------
    result : digitrec.training.Result
    title : str, optional
        By default its estimator's.

    Returns
    -------
    digitrec.Model
        Its card holds the plan.

    Raises
    ------
    InvalidPlanError
        If it is a detector, which knows one digit only.

    Examples
    --------
    >>> from digitrec.training import Plan, run
    >>> model = to_model(run(Plan("naive-bayes")))
    >>> model.card.title, model.card.trained_on
    ('Naive Bayes', '1,347 pictures of Digits')
    """
    plan = result.plan
    if plan.target is not None:
        raise InvalidPlanError(
            f"This detector only tells {plan.target} from what is none; a drawing needs a model of "
            "all ten digits."
        )
    entry = ESTIMATORS[plan.estimator]
    is_own = own_kind(plan.dataset) is not None
    dataset = dataset_entry(plan.dataset) if is_own else load_dataset(plan.dataset)
    card = Card(
        dataset.picture_format,
        name=plan.estimator,
        title=title or entry.title,
        explanation=entry.explanation,
        hyperparameters=entry.complete(plan.hyperparameters),
        seed=plan.seed,
        trained_on=f"{result.n_train:,} pictures of {dataset.title}",
        tested_on=f"{result.n_test:,} other pictures of {dataset.title}",
        accuracy={"held_out": result.accuracy},
        plan=plan,
    )
    return Model(result.estimator, card)
