"""Stylesheets, each sent where it is needed and no further.

Colours come from the theme (``--st-…``), which Streamlit sets around components.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent


def style(*names):
    """Join stylesheets, without their comments and line breaks.

    Parameters
    ----------
    *names : str
        Files of this folder without their ending.

    Returns
    -------
    str
    """
    text = "".join((HERE / f"{name}.css").read_text(encoding="utf-8") for name in names)
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
