"""How every page begins: its stylesheet, the row at its top, what is wrong with its address."""

from collections.abc import Sequence
from functools import cache
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from digitrec.ui.shared.address import is_hidden, is_projector, set_projector
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.served import ServedFile, first_component_script, serve_text
from digitrec.ui.shared.state import APP_HAS_RUN, UNKNOWN_ADDRESS, kept_key
from digitrec.ui.style import style

SHARED_STYLES = ("colours", "internals", "shared")
# Stylesheets of a page beside these.
STYLES = {
    "draw": ("program", "draw", "number"),
    "my_digits": ("program", "gallery", "my_digits"),
    "explore": ("gallery", "explore"),
    "train": ("train",),
    "evaluate": ("program", "gallery", "evaluate"),
    "class_room": ("class",),
    "about": ("gallery", "about"),
}

MAX_NAME = 40  # characters of a page's name that are told again

_menu = st.components.v2.component(
    "digitrec-menu", js=first_component_script(), isolate_styles=False
)


def begin_page(name: str) -> None:
    """Begin a page: add the script that fetches its stylesheet and looks after the menu.

    Until the stylesheet is there, the page is hidden (.streamlit/config.toml).

    Parameters
    ----------
    name : str
        Of the page, as its file has it.
    """
    st.session_state[APP_HAS_RUN] = True
    with st.container(key=f"stylesheet-{name}"):
        # Its trigger has no meaning but that the page runs again (live/menu.js).
        style_file = _served_style(name, is_projector()).as_dict()
        _menu(key="menu", data={"style": style_file}, on_again_change=lambda: None)


@cache
def _served_style(name: str, for_projector: bool) -> ServedFile:
    """Serve the stylesheet of a page. It shows that page, and no other."""
    names = [*SHARED_STYLES, *STYLES.get(name, ()), *["projector"] * for_projector]
    shown = f".stMainBlockContainer:has(.st-key-stylesheet-{name}){{display:block}}"
    return serve_text(f"{name}{'-projector' * for_projector}.css", style(*names) + shown)


def show_view_button() -> None:
    """Show the button that leads into the projector view, or out of it."""
    if is_projector():
        with st.container(key="projector"):
            st.button("Leave projector view", on_click=set_projector, args=(False,))
    elif not is_hidden("projector"):
        with st.container(key="view"):
            label, icon = "Projector view", ":material/fit_screen:"
            st.button(label, icon=icon, type="tertiary", on_click=set_projector, args=(True,))


def tell_unknown_address(page: StreamlitPage, pages: Sequence[StreamlitPage]) -> None:
    """Say so where no page has the address that the visitor came by.

    Streamlit runs the first page then, and forgets the address.

    Parameters
    ----------
    page : StreamlitPage
        The one that is run.
    pages : sequence of StreamlitPage
    """
    name = unquote(urlsplit(st.context.url or "").path.rpartition("/")[2])
    base = str(st.get_option("server.baseUrlPath")).strip("/").rpartition("/")[2]
    if name not in ("", base, page.url_path):
        st.session_state[UNKNOWN_ADDRESS] = name[:MAX_NAME]
    if page is not pages[0]:
        st.session_state.pop(UNKNOWN_ADDRESS, None)
    if unknown := st.session_state.get(UNKNOWN_ADDRESS):
        *others, last = (each.title for each in pages)
        st.warning(
            f"There is no page *{escape_markdown(unknown)}* here. This is {page.title}. "
            f"The pages are {', '.join(others)} and {last}: choose one in the menu above."
        )


def lead_through_app(path: str) -> None:
    """Lead whoever did not come through app.py to it.

    Until app.py has run once, Streamlit serves the files in pages/ by themselves, at their names.
    It stops doing so with the first navigation, and app.py then finds the page that was asked for.

    Parameters
    ----------
    path : str
        The page's ``__file__``.
    """
    if APP_HAS_RUN not in st.session_state:
        st.navigation([st.Page("app.py", default=True), st.Page(path)], position="hidden")
        st.rerun()


def keep_tab(key: str, titles: Sequence[str]) -> None:
    """Keep which tab is open while other pages are; to be called before ``st.tabs``.

    Parameters
    ----------
    key : str
        Of the tabs.
    titles : sequence of str
        Those that there are. A link can name one that it hides: then the first is open.
    """
    wanted = (st.session_state.get(key), st.session_state.get(kept_key(key)), titles[0])
    st.session_state[key] = next(title for title in wanted if title in titles)
    st.session_state[kept_key(key)] = st.session_state[key]
