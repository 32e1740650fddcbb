"""The parts of the Explore page: facts, pictures, each digit, downloads (the map: `ui.map`)."""

import html

import streamlit as st

from digitrec import exports
from digitrec.charts import data as charts
from digitrec.description import ORDERS, arrange
from digitrec.png import png_uri
from digitrec.ui.closeup import show_closeup
from digitrec.ui.figures import show_figure
from digitrec.ui.gallery import gallery
from digitrec.ui.state import COMPARED_DIGITS, GALLERY_DIGITS, GALLERY_ORDER, GALLERY_PAGE, PICTURES

DIGITS = tuple(range(10))
PER_PAGE = 60
NOTHING_CHOSEN = (
    "Choose a picture to see it large, with its numbers and the pictures that are most like it."
)


def show_facts(sample):
    """Show what the data set is: how much of what, and how many of each digit."""
    dataset, kind = sample.dataset, sample.dataset.picture_format
    shown = f"{sample.n_all:,}" if sample.is_whole else f"{sample.n_all:,}; {sample.n:,} shown"
    facts = {
        "Data set": dataset.title,
        "Pictures": shown,
        "Shape": f"{kind.side}×{kind.side}, {kind.n_features} numbers each",
        "Range": f"whole numbers, 0 (paper) to {kind.max_value} (ink)",
        "Type": str(dataset.images.dtype),
        "Classes": f"{len(DIGITS)}, the digits 0 to 9",
    }
    terms = "".join(
        f"<div><dt>{term}</dt><dd>{html.escape(fact)}</dd></div>" for term, fact in facts.items()
    )
    with st.container(key="facts", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f'<dl class="dr-facts">{terms}</dl>', width="content")
        st.html(_count_bars(sample.counts), width="content")


def _count_bars(counts):
    largest = max(int(counts.max()), 1)
    bars = "".join(
        f'<li><span class="dr-count">{count:,}</span>'
        f'<span class="dr-column" style="--share:{count / largest:.3f}"></span>'
        f'<span class="dr-unseen">pictures labelled </span>{digit}</li>'
        for digit, count in enumerate(counts.tolist())
    )
    return f'<ul class="dr-counts" aria-label="How many of each digit">{bars}</ul>'


def show_pictures(sample):
    """Show the gallery, with what is chosen in it beside it."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        digits, order = _choose_pictures()
        places = arrange(sample.dataset.y, sample.oddness, digits=digits, order=order)
        # Another choice is another widget, which begins on its first page.
        page = st.pagination(
            max(1, -(-len(places) // PER_PAGE)),
            key=f"{GALLERY_PAGE} {sample.key} {order} {sorted(digits)}",
            persist_state="session",
        )
    shown = places[(page - 1) * PER_PAGE : page * PER_PAGE]
    st.caption(
        f"{len(places):,} pictures. Below each: its **label** and its **oddness**, how far it is "
        "from the ten pictures of its digit that are most like it; 1 is usual for the digit."
    )
    if not len(shown):
        st.write("There are no such pictures in this sample.")
        return
    all_pictures, one = st.columns([8, 5], gap="medium")
    with all_pictures:
        chosen = picture_gallery(sample, shown, key=PICTURES)
    with one:
        if chosen is None:
            st.caption(NOTHING_CHOSEN)
        else:
            show_closeup(sample, chosen, key="picture")


def _choose_pictures():
    digits = st.pills(
        "Only these digits",
        DIGITS,
        selection_mode="multi",
        key=GALLERY_DIGITS,
        persist_state="session",
    )
    order = st.segmented_control(
        "In which order",
        ORDERS,
        default=ORDERS[0],
        required=True,
        key=GALLERY_ORDER,
        persist_state="session",
    )
    return digits, order


def picture_gallery(sample, places, *, key):
    """Show pictures of a sample as one sheet.

    Parameters
    ----------
    sample : digitrec.ui.samples.Sample
    places : ndarray of int64, shape (n,)
        At least one.
    key : str

    Returns
    -------
    int or None
        The place of the picture that is chosen.
    """
    labels, odd = sample.dataset.y[places].tolist(), sample.oddness[places].tolist()
    chosen = gallery(
        key,
        sample.dataset.images[places],
        [f"{label} · {value:.1f}" for label, value in zip(labels, odd, strict=True)],
        picture_format=sample.dataset.picture_format,
        label="Pictures of the data set",
        descriptions=[
            f"Picture {row}: labelled {label}, oddness {value:.2f}"
            for row, label, value in zip(sample.rows[places].tolist(), labels, odd, strict=True)
        ],
    )
    return None if chosen is None else int(places[chosen])


def show_classes(sample):
    """Show the mean picture and the variation of each digit, and two digits side by side."""
    pictures, kind = sample.class_pictures, sample.dataset.picture_format
    figures = []
    for digit in DIGITS:
        mean, deviation = pictures.means[digit], pictures.deviations[digit]
        figures.append(
            f'<figure class="dr-figure"><figcaption><b>{digit}</b></figcaption>'
            f'<img src="{png_uri(mean, max_value=kind.max_value)}" alt="Mean of the {digit}s">'
            f'<img src="{png_uri(deviation, max_value=kind.max_value / 2)}" '
            f'alt="Variation of the {digit}s">'
            f"<figcaption>± {deviation.mean():.1f}</figcaption></figure>"
        )
    st.markdown("**The mean picture of each digit, and below it how much each cell varies**")
    st.html(f'<div class="dr-figures dr-figures-ten">{"".join(figures)}</div>')
    st.caption(
        "Above: the *mean* of each cell. Below: its *standard deviation*, how far the pictures "
        f"usually lie from the mean there; black is {kind.max_value / 2:g}, half of the range and "
        "the most there can be. The number is its average over all cells: the larger, the more the "
        "pictures of that digit differ."
    )
    _compare_two(pictures, kind)


def _compare_two(pictures, kind):
    st.markdown("**Two digits side by side**")
    with st.container(horizontal=True, gap="medium"):
        first, second = (
            st.segmented_control(
                title,
                DIGITS,
                default=usual,
                required=True,
                key=f"{COMPARED_DIGITS} {title}",
                persist_state="session",
            )
            for title, usual in (("This digit", 3), ("with this one", 8))
        )
    difference = pictures.means[first] - pictures.means[second]
    means, where = st.columns([4, 7], gap="large", vertical_alignment="center")
    with means:
        both = "".join(
            f'<figure class="dr-figure"><img src="{source}" alt="Mean of the {digit}s">'
            f"<figcaption>the mean <b>{digit}</b></figcaption></figure>"
            for digit in (first, second)
            for source in [png_uri(pictures.means[digit], max_value=kind.max_value)]
        )
        st.html(f'<div class="dr-figures dr-figures-two">{both}</div>')
        st.write(_difference_in_words(difference, first, second))
    with where:
        show_figure(
            charts.difference_figure(difference, first, second, max_value=kind.max_value),
            "difference",
            alt=f"Where the mean {first} has more ink than the mean {second}, and where less",
        )


def _difference_in_words(difference, first, second):
    if first == second:
        return "Choose two digits: one and the same has no difference."
    said = []
    for digit, other, more in ((first, second, difference), (second, first, -difference)):
        row, column = divmod(int(more.argmax()), len(more))
        said.append(
            f"Compared with the {other}, the {digit} has most extra ink in row {row + 1}, column "
            f"{column + 1}: {more.max():.1f} more on average."
        )
    return " ".join(said)


def show_downloads(sample):
    """Offer the pictures as files, each made when somebody asks for it."""
    dataset = sample.dataset
    what = "all pictures" if sample.is_whole else f"this sample of {sample.n:,} pictures"
    st.markdown(
        f"Take {what} along. Each line of the **CSV** is one picture: its row in the file that it "
        f"comes from, its label, and its {dataset.picture_format.n_features} numbers. The **NPZ** "
        "holds the same as three NumPy arrays: `images`, `y` and `rows`."
    )
    with st.container(horizontal=True):
        for title, make, kind in (
            ("CSV", exports.to_csv, "text/csv"),
            ("NPZ", exports.to_npz, "application/octet-stream"),
        ):
            st.download_button(
                title,
                lambda make=make: make(dataset, sample.rows),
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


def show_description(sample):
    """Show where the data come from, as their authors tell it."""
    st.text(sample.dataset.description)
