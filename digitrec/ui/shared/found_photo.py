"""The visitor's photograph, as far as it was read."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from digitrec.numbers import Boxes
from digitrec.ui.shared.state import FOUND_PHOTO


@dataclass(frozen=True)
class Photo:
    """What was found in an image, and what the visitor has made of it.

    Attributes
    ----------
    uri : str
        A picture of paper and ink, as an address within a page.
    boxes : Boxes
        Around each digit.
    chosen : int or None
        The box that is opened as a single digit.
    before : tuple of Boxes
        Those before each change.
    """

    uri: str
    boxes: Boxes
    chosen: int | None = None
    before: tuple[Boxes, ...] = ()

    @property
    def opened(self) -> int | None:
        """The box that is read as a single digit: the chosen one, or the only one."""
        return 0 if len(self.boxes.boxes) == 1 else self.chosen

    @property
    def said(self) -> int | None:
        """What the visitor says that this box holds."""
        return None if self.opened is None else self.boxes.said[self.opened]

    @property
    def ink(self) -> NDArray[np.bool_] | None:
        """The ink of that box; None where a whole number is read."""
        if not self.boxes.boxes:
            return self.boxes.ink
        return None if self.opened is None else self.boxes.ink_of(self.opened)


def current_photo() -> Photo | None:
    """Get the photograph that is shown, if there is one."""
    return st.session_state.get(FOUND_PHOTO)
