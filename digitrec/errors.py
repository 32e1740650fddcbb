"""The errors that input from outside raises, each with a sentence for whoever sent it."""


class InvalidDrawingError(ValueError):
    """A drawing, picture or link that cannot be read.

    The message names what was wrong, what is allowed and what to do.
    """


class ModelFileError(RuntimeError):
    """A model file, shipped or uploaded, that is missing, altered, of other versions or too large.

    The message names the file and what to do.
    """


class InvalidPlanError(ValueError):
    """A run that is impossible: unknown names, numbers out of range, or too few pictures.

    The message names what was wrong, what is allowed and what to do.
    """


class InvalidLinkError(ValueError):
    """A parameter of a link that is not known, or cannot have its value.

    Attributes
    ----------
    parameter, value : str
        As they stand in the link.
    allowed : str
        A sentence on what can stand there, with nothing of the link in it.
    """

    def __init__(self, parameter: str, value: str, allowed: str) -> None:
        super().__init__(f"The link says {parameter}={value}. {allowed}")
        self.parameter, self.value, self.allowed = parameter, value, allowed


class NoBrowserFormError(ValueError):
    """A model that a browser cannot read drawings with.

    The message says why; the server can.
    """


class NoOnnxError(ValueError):
    """A model that cannot be written as ONNX.

    The message says why, and what can be done.
    """


class DatasetError(RuntimeError):
    """A data set that is missing, damaged, or could not be fetched or written.

    The message names what is missing and how to get it.
    """


class RoomError(RuntimeError):
    """Something that a class's room does not do.

    The message names what was wrong, what is allowed and what to do.
    """


class RoomClosedError(RoomError):
    """A room that there is not, or that was closed: nobody can tell which."""


class RoomUnavailableError(RoomError):
    """A database that is away, busy or full. Nothing of what was begun is stored; try again."""


class SweepError(RuntimeError):
    """The table of a sweep that cannot be written, or is that of another sweep.

    The message names the file and what to do.
    """


class SchedulerError(RuntimeError):
    """A setting of where to train that is none, or that cannot be followed on this computer.

    The message names what was wrong, what is allowed and what to do.
    """
