"""What a teacher can ask a class to do."""

from dataclasses import dataclass

from digitrec.errors import RoomError
from digitrec.words import with_article

TEN_DIGITS, ONE_DIGIT, FOOL_IT, READ_OTHERS, FREE = "ten", "one", "fool", "read", "free"
# The name of each kind, and what it asks of a pupil.
TASKS = {
    TEN_DIGITS: ("Ten digits", "Draw the digit that is asked for, ten times."),
    ONE_DIGIT: ("Everyone draws one digit", "Draw {digit}."),
    FOOL_IT: (
        "Fool it",
        "Draw a digit that others read and the model does not.",
    ),
    READ_OTHERS: ("Read the others", "Which digit is it? Say what you read, without help."),
    FREE: ("Free", "Draw any digit, and say which it is."),
}


@dataclass(frozen=True)
class RoomTask:
    """A task as it was sent.

    Attributes
    ----------
    number : int
        1 for the first of the room.
    kind : str
        A key of `TASKS`.
    digit : int or None
        Which digit everyone draws, of `ONE_DIGIT` alone.
    """

    number: int
    kind: str
    digit: int | None = None

    @property
    def title(self) -> str:
        """Its name, such as *Fool it*."""
        title, _ = TASKS[self.kind]
        return title if self.digit is None else f"Everyone draws {with_article(self.digit)}"

    @property
    def request(self) -> str:
        """What it asks of a pupil.

        Examples
        --------
        >>> RoomTask(1, ONE_DIGIT, 8).request
        'Draw an 8.'
        """
        _, request = TASKS[self.kind]
        return request if self.digit is None else request.format(digit=with_article(self.digit))


def check_task(kind: object, digit: object = None) -> tuple[str, int | None]:
    """Check a kind of task and the digit that it is about.

    Raises
    ------
    RoomError
        If there is no such kind, or a digit is missing, too much or not 0..9.

    Examples
    --------
    >>> check_task("one", 4)
    ('one', 4)
    """
    if not isinstance(kind, str) or kind not in TASKS:
        raise RoomError(f"There is no such task. The tasks are {', '.join(TASKS)}: send another.")
    if kind != ONE_DIGIT:
        return kind, None
    if type(digit) is not int or not 0 <= digit <= 9:
        raise RoomError("The digit that everyone draws must be 0 to 9. Choose another one.")
    return kind, digit
