"""A model as one web page that reads drawings without a server."""

import html
import json
from pathlib import Path
from string import Template

from digitrec import __version__
from digitrec.browser import browser_form
from digitrec.recognition import Card, Model
from digitrec.ui import live
from digitrec.ui.style import style

STYLES = ("colours", "program", "web_page")
ANSWER = Path(live.__file__).parents[1] / "draw" / "answer.html"
TESTS = {
    "held_out": "pictures that it had not learned from",
    "shuffled": "pictures in cross-validation, shuffled",
    "file_order": "pictures in cross-validation, in file order",
}


def web_page(model: Model) -> str:
    """Write a model as one page of HTML, with all that it needs in it.

    Parameters
    ----------
    model : digitrec.Model

    Returns
    -------
    str
        It may be opened from a disk: it fetches nothing, and its policy forbids it to.

    Raises
    ------
    NoBrowserFormError
        If a browser cannot read with the model.
    """
    form = json.dumps(browser_form(model), separators=(",", ":")).replace("<", "\\u003c")
    page = (Path(live.__file__).parent / "web_page.html").read_text(encoding="utf-8")
    card = model.card
    return Template(page).substitute(
        title=html.escape(card.title),
        explanation=html.escape(card.explanation),
        facts="".join(f"<li>{html.escape(fact)}</li>" for fact in _facts(card)),
        style=style(*STYLES),
        answer=ANSWER.read_text(encoding="utf-8"),
        form=form,
        program=live.bundle(*live.WEB_PAGE_PROGRAM),
        version=__version__,
    )


def _facts(card: Card) -> list[str]:
    """Say what a model learned from, and how good it is."""
    learned = [f"Learned from {card.trained_on}."] if card.trained_on else []
    return learned + [
        f"Read {accuracy.percent} of {accuracy.n:,} {TESTS[test]} right; with other pictures it "
        f"could be {accuracy.interval_in_words} (95\xa0% confidence interval)."
        for test, accuracy in card.accuracy.items()
    ]
