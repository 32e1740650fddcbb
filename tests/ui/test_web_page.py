"""A model as a web page: small, closed to the network, and names in it are text."""

from dataclasses import replace

import pytest

from digitrec import load_model
from digitrec.errors import NoBrowserFormError
from digitrec.formats import MNIST_FORMAT
from digitrec.recognition import Model
from digitrec.shipped import model_names
from digitrec.ui.shared.web_page import web_page


@pytest.mark.parametrize("name", model_names())
def test_every_shipped_model_fits_into_a_page_of_a_megabyte(name):
    page = web_page(load_model(name))
    assert len(page.encode()) < 1_000_000
    assert "default-src 'none'" in page
    assert page.count("<script") == page.count("</script>") == 2
    for address in ("http://", "https://"):
        assert address not in page.replace("http://www.w3.org/", "")


def test_a_title_is_text():
    model = load_model("decision-tree")
    title = "</title><script>alert(1)</script> $form"
    page = web_page(Model(model.estimator, replace(model.card, title=title, explanation=title)))
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; $form") == 3


def test_a_model_without_a_browser_form_says_so():
    model = load_model("decision-tree")
    with pytest.raises(NoBrowserFormError):
        web_page(Model(model.estimator, replace(model.card, picture_format=MNIST_FORMAT)))
