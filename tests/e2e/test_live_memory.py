"""The browser's memory by itself: after a reload, beside another tab, and where storage fails."""

import json
import time

import pytest

from digitrec.ui.live import HERE, bundle

SECURE, PLAIN = "http://localhost/", "http://school.example/"  # plain http knows no locks
EMPTY = SECURE + "empty"
DAY_MS = 24 * 3600 * 1000
FILL = """() => {
    for (let size = 4_000_000, i = 0; size >= 1; i++) {
        try {
            localStorage.setItem(`other ${i}`, "x".repeat(size));
        } catch {
            size = Math.floor(size / 2);
        }
    }
}"""


def answering(body):
    return lambda route: route.fulfill(body=f"<title>x</title>{body}", content_type="text/html")


@pytest.fixture
def context(browser):
    """Give a browser that has but memory.js on every page, and nothing else in it."""
    context = browser.new_context()
    errors = []
    context.on("console", lambda said: errors.append(said.text))
    context.on("weberror", lambda thrown: errors.append(str(thrown.error)))
    script = bundle("memory") + "\nglobalThis.openMemory = openMemory; openMemory();"
    context.route("**/*", answering(f"<script type='module'>{script}</script>"))
    context.route(EMPTY, answering("<p>Nothing"))
    yield context
    context.close()
    assert errors == []


def forbidding(names):
    """A script that forbids storage as private windows do."""
    forbid = """name => Object.defineProperty(window, name, {
        get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
    })"""
    return f"{json.dumps(names)}.forEach({forbid})"


def ready(page):
    page.wait_for_function("globalThis.openMemory")
    page.evaluate("() => openMemory().ready")
    return page


def tab(context, address=SECURE, script=None):
    page = context.new_page()
    if script:
        page.add_init_script(script)
    page.goto(address)
    return ready(page)


def reload(page):
    page.reload()
    return ready(page)


def close(page):
    """Close a tab; the browser lets go of its lock a moment later."""
    name = slot_of(page)
    other = page.context.new_page()
    other.goto(EMPTY)
    page.close()
    other.evaluate("name => navigator.locks.request(name, () => {})", name)
    other.close()


def slot_of(page):
    return page.evaluate("sessionStorage.getItem('digitrec')")


def write(page, value, name="thing"):
    page.evaluate("([name, value]) => openMemory().write(name, value)", [name, value])


def read(page, name="thing"):
    return page.evaluate("name => openMemory().read(name) ?? null", name)


def entries(page):
    """All slots of the browser, parsed."""
    stored = page.evaluate("Object.entries(localStorage)")
    return {key: json.loads(text) for key, text in stored if key.startswith("digitrec-")}


def test_a_reload_finds_its_own_again(context):
    page = tab(context)
    assert read(page) is None
    assert entries(page) == {}  # who has done nothing leaves nothing
    write(page, {"a": [1, None, "é"]})
    slot = slot_of(page)
    for _ in range(10):
        reload(page)
        assert slot_of(page) == slot
        assert read(page) == {"a": [1, None, "é"]}
    (entry,) = entries(page).values()
    assert abs(entry["at"] / 1000 - time.time()) < 60
    page.evaluate("() => openMemory().write('thing', undefined)")
    assert entries(page) == {}
    assert read(reload(page)) is None


def test_a_reload_waits_for_the_page_before_to_let_go(context):
    page, other = tab(context), tab(context)
    write(page, "mine")
    slot = slot_of(page)
    other.evaluate(
        """(name) => {
            navigator.locks.request(name, () => new Promise((go) => setTimeout(go, 2000)));
        }""",
        slot,
    )
    reload(page)
    assert slot_of(page) == slot
    assert read(page) == "mine"


def test_what_is_written_at_once_joins_what_was_there(context):
    page = tab(context)
    write(page, "old", "one")
    write(page, "old", "two")
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => openMemory().write('two', 'new'))"
    )
    reload(page)
    assert [read(page, name) for name in ("one", "two")] == ["old", "new"]
    (entry,) = entries(page).values()
    assert entry["items"] == {"one": "old", "two": "new"}


def test_two_tabs_do_not_overwrite_each_other(context):
    first, second = tab(context), tab(context)
    write(first, 1)
    write(second, 2)
    write(first, 3)
    assert len(entries(first)) == 2
    for page, value in ((first, 3), (second, 2), (first, 3)):
        assert read(reload(page)) == value


def test_a_new_tab_takes_up_the_tab_that_was_lost_last(context):
    first, second, third = (tab(context) for _ in range(3))
    for page, value in ((second, 2), (first, 1), (third, 3)):
        write(page, value)
        page.wait_for_timeout(5)
    close(first)
    close(second)
    assert read(tab(context)) == 1  # the third is open still
    assert read(tab(context)) == 2
    assert read(tab(context)) is None
    assert read(reload(third)) == 3


def test_a_tab_lost_a_week_ago_is_no_longer_taken_up(context):
    page = tab(context)
    for days in (6, 8):
        at = f"Date.now() - {days * DAY_MS}"
        page.evaluate(
            f"localStorage.setItem('digitrec-{days}', JSON.stringify({{ at: {at}, "
            f"items: {{ thing: {days} }} }}))"
        )
    assert read(tab(context)) == 6
    assert read(tab(context)) is None
    page.wait_for_function("!localStorage.getItem('digitrec-8')")


def test_a_duplicated_tab_goes_on_by_itself(context):
    page = tab(context)
    write(page, "same")
    with context.expect_page() as opened:
        page.evaluate("() => { window.open(location.href) }")
    copy = ready(opened.value)
    assert slot_of(copy) != slot_of(page)
    assert read(copy) == "same"
    write(copy, "other")
    assert read(reload(page)) == "same"
    assert read(reload(copy)) == "other"


def test_only_a_few_lost_tabs_are_kept(context):
    page = tab(context)
    write(page, "mine")
    page.evaluate(
        """() => {
            for (let i = 0; i < 20; i++) {
                const entry = { at: Date.now() - 1000 * (i + 1), items: { thing: i } };
                localStorage.setItem(`digitrec-lost ${i}`, JSON.stringify(entry));
            }
        }"""
    )
    reload(page)
    page.wait_for_function("Object.keys(localStorage).length === 6")
    assert read(page) == "mine"
    assert read(tab(context)) == 0


def test_without_locks_each_tab_keeps_its_own(context):
    page = tab(context, PLAIN)
    assert page.evaluate("navigator.locks === undefined")
    write(page, "mine")
    assert read(reload(page)) == "mine"
    other = tab(context, PLAIN)
    assert read(other) is None
    write(other, "other")
    assert read(reload(page)) == "mine"
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("() => openMemory().forget()")
    assert read(reload(page)) is None
    assert read(reload(other)) == "other"


@pytest.mark.parametrize("names", [["localStorage"], ["localStorage", "sessionStorage"]])
@pytest.mark.parametrize("address", [SECURE, PLAIN])
def test_storage_that_is_forbidden_does_no_harm(context, address, names):
    page = tab(context, address, forbidding(names))
    write(page, "mine")
    assert read(page) == "mine"
    assert read(reload(page)) == (None if "sessionStorage" in names else "mine")
    page.evaluate("() => openMemory().forget()")
    assert read(page) is None


def test_where_storage_is_full_lost_tabs_give_way(context):
    page, lost = tab(context), tab(context)
    write(page, "small")
    write(lost, "x" * 100_000)
    close(lost)
    page.evaluate(FILL)
    write(page, "y" * 50_000)
    page.wait_for_function(
        "Object.keys(localStorage).filter((k) => /^digitrec-/.test(k)).length === 1"
    )
    assert read(reload(page)) == "y" * 50_000

    page.evaluate(FILL)
    write(page, "z" * 500_000)  # more than there can be room for
    page.wait_for_timeout(100)
    assert read(page) == "z" * 500_000
    assert read(reload(page)) == "y" * 50_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "junk",
        "null",
        "17",
        "[]",
        "{}",
        '{"at":"x","items":{}}',
        '{"at":1e12,"items":[1]}',
        '{"at":1e999,"items":{}}',
        '{"at":1,"items":{"__proto__":{"thing":1}}}',
    ],
)
def test_what_was_edited_by_hand_is_as_if_it_were_not_there(context, text):
    page = tab(context)
    write(page, 1)
    page.evaluate("text => localStorage.setItem(sessionStorage.getItem('digitrec'), text)", text)
    assert read(reload(page)) is None
    write(page, 2)
    assert read(reload(page)) == 2
    page.evaluate("text => localStorage.setItem('digitrec-lost', text)", text)
    assert read(tab(context)) is None


@pytest.mark.parametrize("name", ["", "junk", "-", "digitrec-" + 5000 * "x"])
def test_a_slot_that_was_renamed_by_hand_is_a_new_one(context, name):
    page = tab(context)
    write(page, 1)
    page.evaluate("name => sessionStorage.setItem('digitrec', name)", name)
    reload(page)
    write(page, 2)
    assert read(reload(page)) == 2


def test_forget_leaves_only_what_other_tabs_hold(context):
    page, other, lost = (tab(context) for _ in range(3))
    for each, value in ((page, 1), (other, 2), (lost, 3)):
        write(each, value)
    close(lost)
    page.evaluate("localStorage.setItem('not ours', 'x')")
    page.evaluate(
        """async () => {
            const memory = openMemory();
            globalThis.heard = [];
            const stop = memory.onForget(() => heard.push("stopped"));
            memory.onForget(() => { throw new Error("of a listener"); });
            memory.onForget(() => heard.push("told"));
            stop();
            await memory.forget();
        }"""
    )
    assert page.evaluate("heard") == ["told"]
    assert [entry["items"] for entry in entries(page).values()] == [{"thing": 2}]
    assert page.evaluate("localStorage.getItem('not ours')") == "x"
    assert read(page) is None
    assert read(reload(page)) is None
    write(page, 4)
    assert read(reload(page)) == 4
    assert read(reload(other)) == 2


def test_two_bundles_share_one_memory(context):
    page = tab(context)
    page.add_script_tag(
        type="module", content=bundle("memory") + "\nglobalThis.other = openMemory();"
    )
    page.wait_for_function("globalThis.other")
    assert page.evaluate("other === openMemory()")


PART = """async ([text, html]) => {
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const part = (await import(url)).mountMemory;
    const parentElement = document.createElement("div");
    parentElement.innerHTML = html;
    globalThis.sent = [];
    globalThis.receive = async (data) => {
        const setTriggerValue = (name, value) => sent.push([name, value]);
        part({ data: { forgotten: false, ...data }, parentElement, setTriggerValue });
        await openMemory().ready;
        await null;
    };
}"""


def part(page):
    """Let the component run on a page, as Streamlit would."""
    html = (HERE / "memory.html").read_text(encoding="utf-8")
    page.evaluate(PART, [bundle("memory", "memory_component"), html])
    return lambda **data: page.evaluate("data => receive(data)", data)


def test_nothing_is_written_over_until_a_new_session_has_taken_it_up(context):
    page = tab(context)
    receive = part(page)
    receive(request="a", visit=None)
    receive(request="a", visit={"n": 1})
    assert page.evaluate("sent") == []  # there was nothing to answer
    assert read(page, "visit") == {"n": 1}

    receive(request="b", visit={"n": 2})  # another session, which has something already
    receive(request="b", visit={"n": 3})
    assert page.evaluate("sent") == [["answer", {"request": "b", "visit": {"n": 1}}]]
    assert read(page, "visit") == {"n": 1}
    receive(request=None, visit={"n": 4})
    assert read(reload(page), "visit") == {"n": 4}

    receive = part(page)
    receive(request="c", visit=None)
    receive(request=None, visit=None)  # nothing of it could be believed
    assert page.evaluate("sent.length") == 1
    assert entries(page) == {}
