"""How a drawing is read, what reads it, and how far it can be trusted."""

import streamlit as st

from digitrec.errors import ModelFileError
from digitrec.ui.about.model_table import show_accuracy_table
from digitrec.ui.shared import cached
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.page import begin_page

RECIPE = """
The models here learned from **1,797 small pictures** of digits that people wrote on paper forms in
the 1990s: scikit-learn's *digits* data set. The best of them learned from invented drawings as
well. Each picture has 8 × 8 cells, and each cell holds a number from 0 to 16. Such a model can read
your drawing only if the drawing is made into a picture in just the way those pictures were made.

### From your drawing to 8 × 8

1. **Strokes.** What you drew is cut out and drawn again with a round pen whose width goes by the
   digit's height. So it does not matter how large you draw, where, or how thick.
2. **Stretched.** The digit is pulled to 20 pixels wide and 32 high.
3. **Evened out.** A pen that is too thick loses a layer of ink (*erosion*), one that is too thin
   gains a layer (*dilation*).
4. **Straightened.** Every row is shifted sideways until a leaning digit stands upright (*shear*).
5. **Counted.** The 32 × 32 pixels are parted into 8 × 8 blocks of 16, and the ink pixels in each
   block are counted.

These are the steps of the form reader that made the data set (Garris et al., NIST, 1994; Alpaydin
and Kaynak, UCI, 1998). A model that you train on MNIST's pictures of 28 × 28 needs other steps, and
gets them: the drawing is shrunk to 20 × 20 greys and laid on 28 × 28 so that its centre of mass is
in the middle (LeCun et al., 1998).

### What reads it

The first of these models reads the Draw page, unless another is chosen there. *Right* says how many
of the 1,797 pictures a model reads correctly when it has not learned from them
(*cross-validation*). Below it stands the *95 % confidence interval*: how far the figure could be
off by the luck of which pictures there are.
"""

TRUST = """
**Shuffled**, the same person's writing is among both the pictures learned from and the pictures
read. **By writer**, it mostly is not: the pictures stay in the order of the file, which keeps
writers apart. That is the harder test, and nearer to reading *your* hand.

### When it is not sure

A model must choose among ten digits, even for a scribble. Whatever is blank, too small, too wide,
too long a line, or far from every picture learned from is therefore not answered with a digit. The
first of the models has learned from scribbles, too, and refuses what is more like those. And where
two digits are about as likely, both are named. A percentage is what the model expects of itself: of
the answers given with 90 %, about nine in ten should be right (*calibration*), for writing like
that of the data set. For yours it may be fewer.
"""

begin_page(__file__)
with st.container(key="prose"):
    st.title("How it works", anchor=False)
    st.markdown(RECIPE)
    try:
        show_accuracy_table(cached.models().values())
    except ModelFileError as error:
        st.error(log_refusal(error))
    st.markdown(TRUST)
