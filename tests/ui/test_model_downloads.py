"""What a model can be taken away as, and what is said where it cannot."""

import pytest
from streamlit.testing.v1 import AppTest

from digitrec import onnx_file


def downloads():
    from digitrec import load_model
    from digitrec.ui.shared.model_downloads import show_onnx_download

    show_onnx_download(load_model("decision-tree"))


@pytest.mark.parametrize("is_there", [True, False])
def test_onnx_is_offered_or_it_is_said_how_to_get_it(is_there, monkeypatch):
    monkeypatch.setattr(onnx_file, "find_spec", lambda _name: is_there or None)
    at = AppTest.from_function(downloads, default_timeout=60).run()
    assert not at.exception
    assert [each.label for each in at.get("download_button")] == ["Download as ONNX"] * is_there
    said = [each.value for each in at.caption]
    assert [onnx_file.HOW_TO_INSTALL in text for text in said] == [True] * (not is_there)
    assert [code.value for code in at.code] == [onnx_file.SNIPPET.strip()] * is_there
