"""Pupils' names in a room: a colour and an animal, and never a text of somebody's own.

Left out are colours that are said of people, and animals that are said of people.
"""

import random
from collections.abc import Collection

from digitrec.errors import RoomError

COLOURS = (
    *("amber", "blue", "coral", "crimson", "cyan", "golden", "green", "indigo", "jade", "lilac"),
    *("lime", "mint", "orange", "purple", "ruby", "silver", "teal", "turquoise", "violet"),
)
ANIMALS = (
    *("badger", "beaver", "camel", "cat", "crane", "deer", "dolphin", "dove", "duck", "eagle"),
    *("falcon", "fox", "frog", "giraffe", "hare", "hedgehog", "heron", "horse", "koala", "lion"),
    *("llama", "lynx", "moose", "octopus", "otter", "owl", "panda", "parrot", "penguin"),
    *("puffin", "rabbit", "raven", "robin", "seal", "sparrow", "squirrel", "stork", "swan"),
    *("tiger", "toucan", "turtle", "wolf", "zebra"),
)


def new_name(taken: Collection[str], *, seed: int | None = None) -> str:
    """Draw a name of two words that nobody has yet.

    Parameters
    ----------
    taken : collection of str
    seed : int, optional

    Raises
    ------
    RoomError
        If all 817 are taken.

    Examples
    --------
    >>> new_name({"blue fox"}, seed=0)
    'lilac duck'
    """
    names = [f"{colour} {animal}" for colour in COLOURS for animal in ANIMALS]
    free = [name for name in names if name not in taken]
    if not free:
        raise RoomError("All names of this room are taken. Open a second room for the others.")
    return random.Random(seed).choice(free)
