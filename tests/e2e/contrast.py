"""How well the text of a page stands out from what is behind it."""

from pathlib import Path

from tests.e2e.draw_page import expect_settled

CONTRASTS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
LEAST = 4.5  # WCAG 2.2, success criterion 1.4.3


def weak_texts(page, *, of_at_least):
    """Find what stands out too little once the page has settled: until then, what is old is pale.

    `of_at_least` so many texts, or the page is not there.
    """
    expect_settled(page)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) > of_at_least
    return [found for found in contrasts if found["ratio"] < LEAST]
