"""The state of a page in its address: read from a link, kept in the address, and copied.

Each page has a table of parts. A part reads and writes some parameters of the link: it sets what
the page's widgets have in the session's state. What a link does not name stays as it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from digitrec.errors import InvalidLinkError
from digitrec.ui.shared.address import is_hidden
from digitrec.ui.shared.log import log_refusal
from digitrec.ui.shared.markdown import code_markdown
from digitrec.ui.shared.state import KNOWN_LINKS, LINK_REFUSALS

HERE = Path(__file__).parent
ELSEWHERE = ("view", "hide", "fbclid", "gclid")  # read by others, or a messenger's
COPY = "Copy a link to this setting"

_link = st.components.v2.component(
    "digitrec-link",
    html=(HERE / "link.html").read_text(encoding="utf-8"),
    js=(HERE / "link.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class LinkPart:
    """Some parameters of the link to a page.

    Attributes
    ----------
    explanations : mapping of str to str
        What each parameter sets, by its name.
    read : callable
        Takes those that the link has, by name, and sets them in the session's state. It raises
        `digitrec.errors.InvalidLinkError` for one that it cannot read, and is called again without
        that one, and without those that it has taken out.
    write : callable
        Returns the parameters of a link to what is set now.
    keep : callable
        Returns those of them that the page's own address has: nothing until something is chosen.
    """

    explanations: Mapping[str, str]
    read: Callable[[dict[str, str]], None]
    write: Callable[[], Mapping[str, str]]
    keep: Callable[[], Mapping[str, str]]


def choice(
    name: str, explanation: str, key: str, table: Mapping[str, Any], usual: Any = None
) -> LinkPart:
    """Make the part of a link that is one choice out of a few.

    Parameters
    ----------
    name, explanation : str
        Of the parameter.
    key : str
        Of the choice in the session's state.
    table : mapping of str to object
        From what can stand in the link to what is chosen. A title is taken for its slug.
    usual : object, optional
        What is chosen at the beginning.
    """

    def read(given: Mapping[str, str]) -> None:
        text = given[name] if given[name] in table else slug(given[name])
        if text not in table:
            raise InvalidLinkError(name, given[name], f"It can be {', '.join(table)}.")
        st.session_state[key] = table[text]

    def write() -> dict[str, str]:
        chosen = st.session_state.get(key, usual)
        texts = [text for text, each in table.items() if each == chosen and chosen != usual]
        return {name: texts[0]} if texts else {}

    return LinkPart({name: explanation}, read, write, write)


def open_tab(key: str, titles: Iterable[str]) -> LinkPart:
    """Make the part of a link that says which tab is open, ``part=map``.

    Parameters
    ----------
    key : str
        Of the tabs.
    titles : iterable of str
        Those that there are; the first is open at the beginning.
    """
    table = {slug(title): title for title in titles}
    return choice("part", "The open part.", key, table, next(iter(table.values())))


def opened(
    explanation: str,
    names: Sequence[str],
    switch: Callable[[str], None],
    write: Callable[[], Sequence[str]],
) -> LinkPart:
    """Make the part of a link that says what is unfolded, ``open=why,story``.

    Parameters
    ----------
    explanation : str
    names : sequence of str
        Of all that can be unfolded.
    switch : callable
        Unfolds what has a name.
    write : callable
        Returns the names of what is unfolded now.
    """

    def read(given: Mapping[str, str]) -> None:
        wanted = [each for each in given["open"].split(",") if each]
        for each in names:
            if each in wanted:
                switch(each)
        for each in wanted:
            if each not in names:
                raise InvalidLinkError("open", each, f"It can be {', '.join(names)}.")

    def texts() -> dict[str, str]:
        text = ",".join(write())
        return {"open": text} if text else {}

    return LinkPart({"open": explanation}, read, texts, texts)


def slug(title: str) -> str:
    """Write a title as a word of a link.

    Examples
    --------
    >>> slug("Each digit")
    'each-digit'
    """
    return "-".join(title.lower().split())


def open_link(page: str, parts: Sequence[LinkPart]) -> None:
    """Set a page as the link says by which it was opened, and say what could not be read of it.

    To be called before the page's widgets. What this session has written into the address itself,
    or has opened already, is no new link.

    Parameters
    ----------
    page : str
        Its name in the address; empty for the first page.
    parts : sequence of LinkPart
        The page's table.
    """
    names, unknown = _names(parts)
    given = {name: st.query_params[name] for name in names if name in st.query_params}
    if (given or unknown) and _is_new(page, given | dict.fromkeys(unknown, "")):
        refusals = [_unknown_sentence(name, names) for name in unknown[:1]]
        for part in parts:
            mine = {name: given[name] for name in part.explanations if name in given}
            refusals += _read(part, mine)
        st.session_state[LINK_REFUSALS] = page, refusals
    of_page, refusals = st.session_state.get(LINK_REFUSALS, (page, []))
    if refusals and of_page == page:
        st.warning("  \n".join([*refusals, "The rest of the link is used."]))


def _names(parts: Sequence[LinkPart]) -> tuple[list[str], list[str]]:
    """The names of a page's parameters, and those in the address that nobody knows."""
    names = [name for part in parts for name in part.explanations]
    known = {*names, *ELSEWHERE}
    return names, [
        name for name in st.query_params if name not in known and not name.startswith("utm_")
    ]


def _is_new(page: str, query: Mapping[str, str]) -> bool:
    known = st.session_state.setdefault(KNOWN_LINKS, set())
    link = page, urlencode(sorted(query.items()))
    is_new = link not in known
    known.add(link)
    return is_new


def _read(part: LinkPart, given: dict[str, str]) -> list[str]:
    """Let a part read what it can, and return a sentence for each parameter that it cannot."""
    refusals = []
    while given:
        try:
            part.read(given)
        except InvalidLinkError as refused:
            log_refusal(refused)
            said = code_markdown(f"{refused.parameter}={refused.value}")
            refusals.append(f"The link says {said}. {refused.allowed}")
            given.pop(refused.parameter, None)
        else:
            break
    return refusals


def _unknown_sentence(name: str, names: Sequence[str]) -> str:
    return (
        f"The link sets {code_markdown(name)}, which this page does not have. It has "
        f"{', '.join(names)}."
    )


def show_link(
    page: str,
    parts: Sequence[LinkPart],
    label: str = COPY,
    *,
    with_picture: bool = False,
    left_out: str = "",
) -> None:
    """Keep the page's address true to what is set, and show the button that copies it as a link.

    Parameters
    ----------
    page, parts
        As in `open_link`.
    label : str, optional
        The button's; an empty one shows none.
    with_picture : bool, default False
        Whether the copied link also has the visitor's picture, which the browser adds.
    left_out : str, optional
        A sentence, beside the button, on what is set and the link cannot hold.
    """
    names, unknown = _names(parts)
    link = {name: text for part in parts for name, text in part.write().items()}
    address = {name: text for part in parts for name, text in part.keep().items()}
    _is_new(page, address)
    _link(
        key=f"link-{page}",
        data={
            "page": page,
            "names": [*names, *unknown],
            "address": address,
            "link": link,
            "label": "" if is_hidden("link") else label,
            "withPicture": with_picture,
            "leftOut": left_out,
        },
    )
