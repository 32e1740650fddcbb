"""How a drawing is read, what reads it, and how far it can be trusted."""

import streamlit as st

from digitrec.errors import ModelFileError
from digitrec.ui.about.model_table import show_accuracy_table
from digitrec.ui.about.number import show_number_way
from digitrec.ui.about.photo import show_photo_way
from digitrec.ui.about.steps import show_steps
from digitrec.ui.shared import cached
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.page import lead_through_app

MODELS = """
## Which models are there?

The first one reads the Draw page, unless you choose another there. Each figure says how many of the
1,797 pictures a model reads right when it has *not* learned from them (*cross-validation*). The
range below it says: with other pictures it could come out anywhere from here to there
(*95\xa0% confidence interval*).
"""

TRUST = """
**Shuffled**: the same people wrote the pictures that a model learned from and those that it is
tested on. **By writer**: mostly other people wrote them. That is harder, and more like reading
*your* hand, which no model has seen.

## When does it say "Not sure"?

- A model must choose one of ten digits, even for a scribble. So what is blank, too small, too wide,
  too long a line, or unlike every picture learned from gets no digit at all.
- The first model has also learned from letters, signs, pictures, numbers, crossed-out digits and
  scribbles. What looks more like one of those gets no digit either, and it says which.
- Where two digits are about equally likely, both are named.
- A percentage is what the model expects of itself. Of ten answers with 90\xa0%, about nine should
  be right (*calibration*), for writing like that of the data set. For yours it may be fewer.
"""

lead_through_app(__file__)
st.title("How it works", anchor=False)
with st.container(key="about"):
    try:
        show_steps()
        show_photo_way()
        show_number_way()
        with st.container(key="prose"):
            st.markdown(MODELS)
            show_accuracy_table(cached.models().values())
            st.markdown(TRUST)
    except ModelFileError as error:
        st.error(log_refusal(error))
