"""Codes that a class types, and keys that nobody guesses."""

import hashlib
import re
import secrets

from digitrec.errors import RoomError

# No vowels, so that no words come about; none of I, L, O, Q and U, which look like others.
LETTERS = "BCDFGHJKMNPRSTVWXZ"
CODE_LENGTH = 5
KEY_BYTES = 16
KEY = re.compile(r"[A-Za-z0-9_-]{22,64}")


def new_code() -> str:
    """Make a room's code up: five letters, one of 1.9 million."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def tidy_code(text: str) -> str:
    """Write a code as it was given out, whatever spaces and small letters were typed.

    Examples
    --------
    >>> tidy_code(" bcd fg")
    'BCDFG'
    """
    return re.sub(r"[\s-]", "", text[:50]).upper()


def new_key() -> str:
    """Make a key up: 128 random bits, written in 22 characters that an address can hold."""
    return secrets.token_urlsafe(KEY_BYTES)


def hash_key(key: object) -> str:
    """Check a key, and give what is stored of it: its SHA-256.

    A key is as random as its hash is long, so that no slow hash is needed, as for passwords.

    Parameters
    ----------
    key : str
        22 to 64 letters, digits, - and _.

    Raises
    ------
    RoomError
        If it is anything else.
    """
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise RoomError(
            "The key of this room is cut short or damaged: it has 22 characters or more. Open the "
            "room's link once more, or join with the code."
        )
    return hashlib.sha256(key.encode()).hexdigest()
