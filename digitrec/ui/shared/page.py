"""How every page begins: its stylesheets, the row at its top, what is wrong with its address."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from digitrec.ui.shared.address import is_hidden, is_projector, set_projector
from digitrec.ui.shared.markdown import escape_markdown
from digitrec.ui.shared.served import component_script_with_program
from digitrec.ui.shared.state import APP_HAS_RUN, UNKNOWN_ADDRESS, kept_key
from digitrec.ui.style import style

# Stylesheets of a page beside the shared ones, and the one that the program brings along.
STYLES = {
    "draw": ("draw",),
    "explore": ("gallery", "explore"),
    "train": ("train",),
    "evaluate": ("gallery", "evaluate"),
    "about": ("gallery", "about"),
}

MAX_NAME = 40  # characters of a page's name that are told again

_menu = st.components.v2.component(
    "digitrec-menu", js=component_script_with_program("menu"), isolate_styles=False
)


def add_style_and_menu() -> None:
    """Put the shared stylesheets on the page, and the script that closes the menu after use."""
    st.session_state[APP_HAS_RUN] = True
    st.html(_style_tag("colours", "internals", "shared"))
    with st.container(key="menu"):
        _menu(key="menu-script")


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
    base = str(st.get_option("server.baseUrlPath")).rpartition("/")[2]
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


@cache
def _style_tag(*names: str) -> str:
    return f"<style>{style(*names)}</style>"


def begin_page(path: str) -> None:
    """Begin a page: add its stylesheets, and lead whoever did not come through app.py to it.

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
    names = STYLES.get(Path(path).stem, ())
    if is_projector():
        names += ("projector",)
    st.html(_style_tag(*names, "shown"))


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
