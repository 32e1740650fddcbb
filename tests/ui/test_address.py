"""What the address says about all pages: the view, and what is hidden."""

import pytest
from streamlit.testing.v1 import AppTest

from digitrec.ui.shared.address import HIDEABLE, is_hidden
from digitrec.ui.shared.state import HIDDEN, VIEW


def front_door():
    """What app.py does before a page is run."""
    import streamlit as st

    from digitrec.ui.shared.address import is_hidden, is_projector, open_address, set_projector

    for refusal in open_address():
        st.warning(refusal)
    st.write(f"projector {is_projector()}, seed hidden {is_hidden('seed')}")
    st.button("View", on_click=lambda: set_projector(not is_projector()))


@pytest.fixture
def app():
    return AppTest.from_function(front_door, default_timeout=60)


def test_view_and_hidden_parts_last_over_pages_and_stay_in_the_address(app):
    app.query_params["view"] = "projector"
    app.query_params["hide"] = "seed,menu"
    assert app.run().markdown[0].value == "projector True, seed hidden True"
    app.query_params.clear()  # as the browser does when another page is opened
    assert app.run().markdown[0].value == "projector True, seed hidden True"
    assert app.query_params == {"view": "projector", "hide": "seed,menu"}
    assert not app.warning


def test_an_unknown_name_is_said_and_the_others_are_used(app):
    app.query_params["view"] = "huge"
    app.query_params["hide"] = "seed,[x](http://www.example.org)`"
    app.run()
    view, hide = (each.value for each in app.warning)
    assert "`view=huge`" in view
    assert "projector" in view
    assert "`hide=[x](http://www.example.org)'`" in hide
    assert all(name in hide for name in HIDEABLE)
    assert app.session_state[HIDDEN] == ("seed",)
    assert app.session_state[VIEW] == ()


def test_an_empty_value_takes_back_what_was_hidden(app):
    app.query_params["hide"] = "seed"
    app.run()
    app.query_params["hide"] = ""
    assert app.run().markdown[0].value == "projector False, seed hidden False"


def test_a_button_changes_the_view_and_the_address(app):
    app.run().button[0].click().run()
    assert app.markdown[0].value == "projector True, seed hidden False"
    assert app.query_params == {"view": "projector"}
    app.button[0].click().run()
    assert app.markdown[0].value == "projector False, seed hidden False"
    assert app.query_params == {}


def test_only_what_the_table_names_can_be_asked_for():
    with pytest.raises(KeyError, match="sead"):
        is_hidden("sead")


def test_all_that_can_be_hidden_is_asked_for_where_it_is_shown(root):
    paths = [root / "app.py", *root.glob("pages/*.py"), *root.glob("digitrec/ui/**/*.py")]
    code = [path.read_text(encoding="utf-8") for path in paths if path.name != "address.py"]
    askers = "\n".join(text for text in code if "is_hidden" in text)
    assert [name for name in HIDEABLE if f'"{name}"' not in askers] == []
