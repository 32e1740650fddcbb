"""The errors that outside input can raise, each with a sentence for the person who sent it."""


class InvalidDrawingError(ValueError):
    """A drawing, picture or link that cannot be read.

    The message names what was wrong, what is allowed and what to do.
    """


class ModelFileError(RuntimeError):
    """A model on disk that is missing, altered or from other versions.

    The message names the file and the command that rebuilds it.
    """
