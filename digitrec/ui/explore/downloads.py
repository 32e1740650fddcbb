"""The pictures as files."""

from functools import partial

import streamlit as st

from digitrec.datasets import to_csv, to_npz
from digitrec.ui.explore.sample import Sample


def show_downloads(sample: Sample) -> None:
    """Offer the pictures as files, each made when somebody asks for it."""
    dataset = sample.dataset
    what = "all pictures" if sample.is_whole else f"this sample of {sample.n:,} pictures"
    st.markdown(
        f"Take {what} along. Each line of the **CSV** is one picture: its row in the file that it "
        f"comes from, its label, and its {dataset.picture_format.n_features} numbers. The **NPZ** "
        "holds the same as three NumPy arrays: `images`, `y` and `rows`."
    )
    with st.container(horizontal=True):
        for title, write, kind in (
            ("CSV", to_csv, "text/csv"),
            ("NPZ", to_npz, "application/octet-stream"),
        ):
            st.download_button(
                title,
                partial(write, dataset, sample.rows),
                f"{sample.key}.{title.lower()}",
                kind,
                icon=":material/download:",
                on_click="ignore",
                key=f"download {title}",
            )
    st.caption("To read the NPZ in Python:")
    st.code(
        "import numpy as np\n\n"
        f'archive = np.load("{sample.key}.npz")\n'
        'X, y = archive["images"].reshape(len(archive["y"]), -1), archive["y"]\n'
        "print(X.shape, y.shape)\n",
        language="python",
    )
