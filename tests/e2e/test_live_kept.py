"""What a visitor keeps, by itself: stored, in several tabs, and where storage fails."""

import pytest

from digitrec.collection import MAX_DRAWINGS, loads_collection
from digitrec.ui.live import KEPT_PROGRAM, bundle
from tests.e2e.test_live_memory import EMPTY, SECURE, answering

PLAIN = "http://school.example/"
SCRIPT = bundle(*KEPT_PROGRAM)
OFFER = "\nObject.assign(globalThis, $kept, $memory, $kept_program); openKept();"
SHOWN = "digitrecKept.all().map(({ label, strokes }) => [label, strokes[0][0][0]])"
FORBIDDEN = """
Object.defineProperty(globalThis, "indexedDB", {
    get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
"""
FULL = """
IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.fixture
def context(browser):
    """Give a browser that has but kept.js on every page."""
    context = browser.new_context()
    errors = []
    context.on("console", lambda said: errors.append(said.text))
    context.on("weberror", lambda thrown: errors.append(str(thrown.error)))
    context.route("**/*", answering(f"<script type='module'>{SCRIPT}{OFFER}</script>"))
    context.route(EMPTY, answering("<p>Nothing"))
    yield context
    context.close()
    assert errors == []


def ready(page):
    page.wait_for_function("globalThis.digitrecKept")
    page.evaluate("() => digitrecKept.ready")
    return page


def tab(context, address=SECURE, script=None):
    page = context.new_page()
    if script:
        page.add_init_script(script)
    page.goto(address)
    return ready(page)


def keep(page, *labels):
    """Keep a dot at 10 times its label, and give the ids."""
    return page.evaluate(
        """async (labels) => {
            const added = labels.map((label) => labelled(label, [[[10 * label, 5]]]));
            await digitrecKept.add(added);
            return added.map(({ id }) => id);
        }""",
        list(labels),
    )


def shown(page):
    return page.evaluate(SHOWN)


def expect_shown(page, *drawings):
    page.wait_for_function(
        f"text => JSON.stringify({SHOWN}) === text",
        arg=repr([list(each) for each in drawings]).replace(" ", "").replace("None", "null"),
    )


def test_what_is_kept_is_there_after_a_reload(context):
    page = tab(context)
    assert page.evaluate("digitrecKept.digest") == ""
    (kept,) = keep(page, 3)
    assert len(kept) == 36
    digest = page.evaluate("digitrecKept.digest")
    page.reload()
    ready(page)
    assert shown(page) == [[3, 30]]
    assert page.evaluate("digitrecKept.digest") == digest
    (entry,) = page.evaluate("digitrecKept.all()")
    assert set(entry) == {"id", "label", "writer", "strokes", "read", "at"}
    assert page.evaluate("digitrecKept.isStored")


def test_each_change_can_be_undone_and_changes_the_digest(context):
    page = tab(context)
    first, second = keep(page, 3, 4)
    digests = [page.evaluate("digitrecKept.digest")]
    page.evaluate("id => digitrecKept.relabel(id, null)", first)
    digests.append(page.evaluate("digitrecKept.digest"))
    assert shown(page) == [[None, 30], [4, 40]]
    page.evaluate("ids => digitrecKept.remove(ids)", [first, second])
    digests.append(page.evaluate("digitrecKept.digest"))
    assert len(set(digests)) == 3
    assert digests[-1] == ""
    page.evaluate("digitrecKept.undo()")
    assert page.evaluate("digitrecKept.digest") == digests[1]
    page.evaluate("digitrecKept.undo()")
    assert page.evaluate("digitrecKept.digest") == digests[0]
    page.evaluate("digitrecKept.undo()")
    assert shown(page) == []
    assert not page.evaluate("digitrecKept.canUndo")
    page.evaluate("digitrecKept.undo()")
    page.reload()
    assert shown(ready(page)) == []


def test_nothing_is_kept_twice_and_nothing_that_is_no_drawing(context):
    page = tab(context)
    keep(page, 3)
    n = page.evaluate(
        """() => {
            const good = digitrecKept.all()[0];
            const wrong = [{ id: "a", label: 12 }, { id: "b", strokes: [] }, { id: 4 },
                { id: "c", strokes: [[[1, "2"]]] }];
            const bad = [{}, null, 7, ...wrong.map((each) => ({ ...good, ...each }))];
            return digitrecKept.add([good, ...bad]);
        }"""
    )
    assert n == 0
    assert shown(page) == [[3, 30]]


def test_tabs_are_kept_in_step(context):
    one, other = tab(context), tab(context)
    (three,) = keep(one, 3)
    expect_shown(other, (3, 30))
    other.evaluate("id => digitrecKept.relabel(id, 8)", three)
    expect_shown(one, (8, 30))
    one.evaluate("id => digitrecKept.remove([id])", three)
    expect_shown(other)
    one.evaluate("digitrecKept.undo()")
    expect_shown(other, (8, 30))
    assert one.evaluate("digitrecKept.digest") == other.evaluate("digitrecKept.digest")


def test_forgetting_everything_takes_them_too_in_all_tabs_and_one_can_go_on(context):
    one, other = tab(context), tab(context)
    keep(one, 3)
    expect_shown(other, (3, 30))
    one.evaluate("openMemory().forget()")
    assert shown(one) == []
    expect_shown(other)
    assert not other.evaluate("digitrecKept.canUndo")
    keep(other, 5)
    other.reload()
    assert shown(ready(other)) == [[5, 50]]


@pytest.mark.parametrize("script", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_storage_they_last_as_long_as_the_page(context, script):
    page = tab(context, script=script)
    (three,) = keep(page, 3)
    page.evaluate("id => digitrecKept.relabel(id, 4)", three)
    assert shown(page) == [[4, 30]]
    assert not page.evaluate("digitrecKept.isStored")
    page.evaluate("digitrecKept.undo()")
    assert shown(page) == [[3, 30]]
    page.reload()
    assert shown(ready(page)) == []


def test_on_plain_http_they_are_stored_as_well(context):
    page = tab(context, PLAIN)
    (three,) = keep(page, 3)
    assert len(three) == 36
    page.reload()
    assert shown(ready(page)) == [[3, 30]]


def test_what_was_edited_by_hand_is_left_out(context):
    page = tab(context)
    keep(page, 3)
    page.evaluate(
        """new Promise((resolve) => {
            const opening = indexedDB.open("digitrec");
            opening.onsuccess = () => {
                const writing = opening.result.transaction("drawings", "readwrite");
                writing.objectStore("drawings").put({ id: "x", label: "seven", strokes: 3 });
                writing.oncomplete = resolve;
            };
        })"""
    )
    page.reload()
    assert shown(ready(page)) == [[3, 30]]


def test_there_is_a_bound(context):
    page = tab(context)
    n = page.evaluate(
        """async (max) => {
            const many = Array.from({ length: max + 5 }, () => labelled(1, [[[1, 2]]]));
            return [await digitrecKept.add(many), digitrecKept.size];
        }""",
        MAX_DRAWINGS,
    )
    assert n == [MAX_DRAWINGS, MAX_DRAWINGS]


# ------------------------------------------------------------------------ handed to the server

MOUNT = """(data) => {
    globalThis.sent ??= [];
    globalThis.place ??= document.body.appendChild(document.createElement("div"));
    const setTriggerValue = (name, part) => sent.push(part);
    components.handOver({ data, parentElement: place, setTriggerValue });
    return digitrecKept.ready.then(() => sent);
}"""


def test_a_browser_that_keeps_nothing_sends_nothing(context):
    page = tab(context)
    assert page.evaluate(MOUNT, {"digest": None, "coming": "", "n": 0}) == []


def test_each_state_is_handed_over_once(context):
    page = tab(context)
    nothing = {"digest": None, "coming": "", "n": 0}
    page.evaluate(MOUNT, nothing)
    keep(page, 3)
    (first,) = page.evaluate(MOUNT, nothing)  # the page may be run meanwhile
    assert (first["part"], first["of"]) == (0, 1)
    (drawing,) = loads_collection(first["text"].encode())
    assert drawing.label == 3
    known = nothing | {"digest": first["digest"]}
    assert len(page.evaluate(MOUNT, known)) == 1
    page.evaluate("digitrecKept.undo()")
    _, second = page.evaluate("sent")
    assert second == {"digest": "", "part": 0, "of": 1, "text": ""}


def test_many_are_handed_over_in_parts(context):
    page = tab(context)
    page.evaluate(
        """() => {
            const long = Array.from({ length: 30_000 }, (_, i) => [i / 100, 5]);
            return digitrecKept.add([1, 2, 3].map((label) => labelled(label, [long])));
        }"""
    )
    (first,) = page.evaluate(MOUNT, {"digest": None, "coming": "", "n": 0})
    coming = {"digest": None, "coming": first["digest"]}
    page.evaluate(MOUNT, coming | {"n": 1})
    parts = page.evaluate(MOUNT, coming | {"n": 2})
    assert [(each["part"], each["of"]) for each in parts] == [(0, 3), (1, 3), (2, 3)]
    text = "\n".join(each["text"] for each in parts)
    assert [each.label for each in loads_collection(text.encode())] == [1, 2, 3]
