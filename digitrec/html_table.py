"""HTML tables in which all text is escaped unless it is marked as HTML."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class Html(str):
    """A text that is HTML already and is not escaped again."""

    __slots__ = ()


@dataclass(frozen=True)
class Cell:
    """A cell with a look of its own.

    Attributes
    ----------
    content : object
        Escaped, unless it is `Html`.
    classes : str, optional
        Of the stylesheet, separated by blanks.
    style : str, optional
        CSS declarations.
    """

    content: object
    classes: str = ""
    style: str = ""


def html_table(
    rows: Iterable[Sequence[object]],
    *,
    head: Sequence[object] = (),
    caption: str = "",
    classes: str = "",
    row_heads: bool = False,
    region: str = "",
) -> Html:
    """Write a table as HTML.

    Parameters
    ----------
    rows : iterable of sequence of object
        The cells of each row: `Cell`, `Html`, or anything else, whose text is escaped.
    head : sequence of object, optional
        The titles of the columns, likewise.
    caption : str, optional
    classes : str, optional
        Of the stylesheet, separated by blanks.
    row_heads : bool, default False
        Whether the first cell of each row is the row's title.
    region : str, optional
        What a screen reader calls the region around a table that may be wider than the page: it is
        scrolled sideways, by keys as well.

    Examples
    --------
    >>> html_table([["a < b", Html("<b>1</b>")]], row_heads=True)
    '<table><tbody><tr><th scope="row">a &lt; b</th><td><b>1</b></td></tr></tbody></table>'
    """
    parts = []
    if caption:
        parts.append(f"<caption>{_content(caption)}</caption>")
    if head:
        titles = "".join(_cell(title, "th", scope="col") for title in head)
        parts.append(f"<thead><tr>{titles}</tr></thead>")
    body = "".join(f"<tr>{_cells(row, row_heads)}</tr>" for row in rows)
    table = f"<table{_attributes(class_=classes)}>{''.join(parts)}<tbody>{body}</tbody></table>"
    if region:
        named = _attributes(aria_label=region)
        table = f'<div class="dr-scroll" role="region" tabindex="0"{named}>{table}</div>'
    return Html(table)


def _cells(row: Sequence[object], has_head: bool) -> str:
    title = _cell(row[0], "th", scope="row") if has_head else ""
    return title + "".join(_cell(each, "td") for each in row[has_head:])


def _cell(content: object, tag: str, scope: str = "") -> str:
    cell = content if isinstance(content, Cell) else Cell(content)
    attributes = _attributes(scope=scope, class_=cell.classes, style=cell.style)
    return f"<{tag}{attributes}>{_content(cell.content)}</{tag}>"


def _content(content: object) -> str:
    return content if isinstance(content, Html) else html.escape(str(content))


def _attributes(**values: str) -> str:
    """The non-empty attributes as they stand in a tag."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for name, value in values.items()
        if value
    )
