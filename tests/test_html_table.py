"""Tables as HTML: what is read back is what was put in, and nothing of it acts."""

from html.parser import HTMLParser

from digitrec.html_table import Cell, Html, html_table

NASTY = '<script>alert("x")</script> & "more"'


class Cells(HTMLParser):
    """The elements of a table, each as its tag, its attributes and its text."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), ""))

    def handle_data(self, data):
        tag, attributes, text = self.elements.pop()
        self.elements.append((tag, attributes, text + data))

    def named(self, *tags):
        return [(attributes, text) for tag, attributes, text in self.elements if tag in tags]


def test_a_reader_of_screens_is_told_which_cells_are_titles():
    rows = [("svm", 0.5, 3), ("tree", 1, "")]
    table = Cells(html_table(rows, head=("Model", "Right", "n"), caption="Both", row_heads=True))
    column, row = {"scope": "col"}, {"scope": "row"}
    assert table.named("th") == [
        *((column, title) for title in ("Model", "Right", "n")),
        (row, "svm"),
        (row, "tree"),
    ]
    assert [text for _, text in table.named("td")] == ["0.5", "3", "1", ""]
    assert table.named("caption") == [({}, "Both")]


def test_a_table_of_cells_alone_has_no_titles():
    table = Cells(html_table([[1, 2], [3, 4]], classes="dr-cells dr-ink"))
    assert table.named("table") == [({"class": "dr-cells dr-ink"}, "")]
    assert [text for _, text in table.named("td")] == ["1", "2", "3", "4"]
    assert table.named("th", "thead", "caption") == []


def test_a_cell_may_look_different():
    ((attributes, text),) = Cells(html_table([[Cell(7, "dr-dark", "--ink:0.5")]])).named("td")
    assert attributes == {"class": "dr-dark", "style": "--ink:0.5"}
    assert text == "7"


def test_everything_is_text_that_is_not_marked_as_html():
    nasty = html_table([[NASTY, Cell(NASTY, NASTY, NASTY)]], head=[NASTY], caption=NASTY)
    table = Cells(nasty)
    assert table.named("script") == []
    assert [text for _, text in table.named("th", "td", "caption")] == [NASTY] * 4
    assert table.named("td")[1][0] == {"class": NASTY, "style": NASTY}
    marked = Cells(html_table([[Html("<b>bold</b>"), Cell(Html("<i>slanted</i>"))]]))
    assert marked.named("b", "i") == [({}, "bold"), ({}, "slanted")]


def test_a_wide_table_lies_in_a_region_with_a_name_that_keys_can_scroll():
    region = {"class": "dr-scroll", "role": "region", "tabindex": "0", "aria-label": NASTY}
    assert Cells(html_table([["1"]], region=NASTY)).named("div") == [(region, "")]
