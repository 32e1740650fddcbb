"""A class in several browsers: a teacher with the board, pupils on phones."""

import json
import re

import pytest
from playwright.sync_api import expect

from benchmarks.serving import APPS, free_port, served
from tests.e2e.class_room import Pupil, Teacher, open_class
from tests.e2e.devices import PHONE
from tests.e2e.draw_page import SLOW_LINE, DrawPage, expect_settled

CHOOSE_AND_LEAVE = """
() => {
    [...document.links].find((link) => new URL(link.href).pathname === "/").click();
    document.querySelector(".dr-pupil-digits [data-digit='5']").click();
}
"""
# From now on, what the page sends to its server; a ping of the WebSocket is not seen by a page.
COUNT_SENT = """() => {
    globalThis.nSent = 0;
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (...data) {
        nSent += 1;
        return send.apply(this, data);
    };
}"""
BEFORE = "Wait for your teacher's first task."
PORTRAIT = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def teacher(page):
    return Teacher(page).open()


@pytest.fixture
def join(visit, teacher):
    """Let a pupil come with a browser of their own."""
    return lambda **options: Pupil(visit(**(PORTRAIT | options))).join(teacher.code)


def test_a_class_draws_and_reads_what_others_have_drawn(teacher, join, drawn_digits):
    pupils = [join(), join(viewport={"width": 360, "height": 640}, color_scheme="dark"), join()]
    assert len({pupil.name.inner_text() for pupil in pupils}) == 3
    teacher.send_digit()
    for pupil in pupils:
        expect(pupil.request).to_have_text("Draw a 4.")
        pupil.hand_in(drawn_digits[4])
        expect(pupil.said).to_have_text("Handed in. The model reads a 4.")
    expect(teacher.tiles).to_have_count(3)
    expect(teacher.page.locator(".dr-board-right")).to_have_text("3")
    teacher.send("Read the others")
    for pupil in pupils:
        for _ in range(2):
            expect(pupil.request).to_have_text("Which digit is this?")
            pupil.choose(4)
        expect(pupil.request).to_contain_text("nothing to read")
    people = teacher.page.get_by_text("People read what was meant")
    expect(people).to_contain_text("6 of 6 readings")


def test_ten_digits_are_handed_in_by_a_pause_or_without_hurry_by_a_button(
    teacher, join, drawn_digits
):
    pupil = join()
    teacher.send("Ten digits")
    asked = set()
    for n in range(1, 11):
        step = pupil.page.locator(".dr-pupil-who")
        expect(step).to_contain_text(f"{n} / 10")
        digit = int(re.search(r"\d", pupil.request.inner_text()).group())
        asked.add(digit)
        pupil.draw(drawn_digits[digit])
        if n == 9:
            expect(step).to_contain_text("10 / 10")
            pupil.page.get_by_label("Without hurry").check()
    pupil.page.wait_for_timeout(1500)  # longer than the pause
    expect(pupil.page.locator(".dr-pupil-who")).to_contain_text("10 / 10")
    pupil.page.get_by_role("button", name="Hand in").click()
    expect(pupil.request).to_contain_text("All ten are handed in")
    assert asked == set(range(10))
    expect(teacher.tiles).to_have_count(10)


def test_who_fools_the_model_and_no_person_is_counted(teacher, join, drawn_digits):
    first, *others = pupils = [join() for _ in range(3)]
    teacher.send("Fool it")
    for pupil in pupils:
        expect(pupil.request).to_contain_text("the model does not")
    first.draw(drawn_digits[1])  # and says that it is a 7
    first.choose(7)
    expect(first.said).to_have_text("Handed in. The model reads a 1.")
    for pupil in others:
        pupil.draw(drawn_digits[3])
        pupil.choose(3)
        expect(pupil.request).to_have_text("Which digit is this?")
        pupil.choose(7)
    expect(teacher.page.get_by_text("Fooled by 1 drawing")).to_be_visible()


def test_the_teacher_pauses_hides_and_removes(teacher, join, drawn_digits):
    pupil, other = join(), join()
    teacher.send("Free")
    for each, digit in ((pupil, 5), (other, 6)):
        expect(each.request).to_contain_text("Draw any digit")
        each.draw(drawn_digits[digit])
        each.choose(digit)
        expect(each.said).to_have_text(f"Handed in. The model reads a {digit}.")
    expect(teacher.tiles).to_have_count(2)
    name = pupil.name.inner_text()
    expect(teacher.tiles.filter(has_text=name)).to_have_count(1)
    teacher.click("Hide names")
    expect(teacher.tiles.filter(has_text=name)).to_have_count(0)
    teacher.click("Hide answers")
    expect(teacher.page.locator(".dr-board-matrix")).to_have_count(0)
    teacher.click("Show answers")
    teacher.click("Show names")
    tile = teacher.tiles.filter(has_text=name)
    tile.hover()
    tile.get_by_role("button").click()
    expect(teacher.tiles).to_have_count(1)
    teacher.click("Show 1 hidden")
    expect(teacher.tiles).to_have_count(2)
    teacher.click("Pause")
    expect(pupil.request).to_contain_text("Pause")
    teacher.click("Go on")
    expect(pupil.request).to_contain_text("Draw any digit")
    teacher.click("Pupils (2)")
    teacher.click(f"Remove {name}")
    expect(pupil.alarm).to_contain_text("removed you")
    expect(teacher.tiles).to_have_count(1)
    expect(other.request).to_contain_text("Draw any digit")


def test_a_wiped_room_is_closed_for_all(teacher, join, drawn_digits):
    pupil = join()
    teacher.send_digit()
    expect(pupil.request).to_have_text("Draw a 4.")
    pupil.hand_in(drawn_digits[4])
    expect(teacher.tiles).to_have_count(1)
    address = teacher.page.url
    teacher.click("Wipe")
    teacher.click("Wipe now")
    expect(teacher.page.get_by_role("button", name="Open a room")).to_be_visible()
    expect(pupil.alarm).to_contain_text("no open room")
    for page, where in ((pupil.page, pupil.page.url), (teacher.page, address)):
        page.goto(where)
        expect(page.get_by_text("There is no open room here").first).to_be_visible()


def test_a_page_asks_its_server_only_where_the_room_has_changed(teacher, join):
    pupil = join()
    expect(pupil.request).to_have_text(BEFORE)
    expect_settled(pupil.page)
    asked = []
    pupil.page.on("request", lambda request: asked.append(request.url))
    pupil.page.evaluate(COUNT_SENT)
    pupil.page.wait_for_timeout(3500)
    assert pupil.page.evaluate("nSent") == 0
    assert 1 <= sum("/room-" in url for url in asked) <= 5  # one a second, on a machine with time
    teacher.send_digit()
    expect(pupil.request).to_have_text("Draw a 4.")


def test_where_the_versions_of_a_room_cannot_be_had_its_server_is_asked(teacher, join):
    pupil = join()
    unknown = "Infinity Infinity"  # as where there is no file, but without an error in the console
    pupil.page.route(re.compile("/room-"), lambda route: route.fulfill(body=unknown))
    expect(pupil.request).to_have_text(BEFORE)
    teacher.send_digit()
    expect(pupil.request).to_have_text("Draw a 4.")


def test_a_pupil_who_comes_back_has_the_same_name_and_so_has_another_tab(
    teacher, join, drawn_digits
):
    pupil = join()
    name = pupil.name.inner_text()
    teacher.send_digit()
    pupil.page.reload()
    expect(pupil.name).to_have_text(name)
    tab = Pupil(pupil.page.context.new_page()).join(teacher.code)
    expect(tab.name).to_have_text(name)
    for each in (pupil, tab):
        expect(each.request).to_have_text("Draw a 4.")
        each.hand_in(drawn_digits[4])
        expect(each.said).to_contain_text("Handed in.")
    expect(teacher.tiles).to_have_count(2)
    expect(teacher.page.get_by_role("button", name="Pupils (1)")).to_be_visible()


def test_another_device_is_the_teacher_by_the_link_and_exports(teacher, join, visit, drawn_digits):
    pupil = join()
    teacher.send_digit()
    expect(pupil.request).to_have_text("Draw a 4.")
    pupil.hand_in(drawn_digits[4])
    expect(teacher.tiles).to_have_count(1)
    other = Teacher(visit(viewport={"width": 1280, "height": 800}))
    other.page.goto(teacher.page.url)
    expect(other.tiles).to_have_count(1)
    other.click("Export")
    with other.page.expect_download() as download:
        other.click("Save as JSON lines")
    (line,) = download.value.path().read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["label"] == 4
    assert json.loads(line)["writer"] == pupil.name.inner_text()


def test_a_wrong_code_is_told(page):
    open_class(page)
    page.get_by_label("Code of five letters").fill("bcd fg")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(Pupil(page).alarm).to_contain_text("There is no open room here")
    page.get_by_role("button", name="Leave this room").click()
    expect(page.get_by_label("Code of five letters")).to_be_visible()


def test_a_finger_draws_on_a_phone(teacher, join, drawn_digits):
    pupil = join(**PHONE)
    teacher.send_digit()
    expect(pupil.request).to_have_text("Draw a 4.")
    board = pupil.page.locator(".dr-pupil-board")
    box = board.bounding_box()
    button = pupil.page.get_by_role("button", name="Hand in").bounding_box()
    assert button["y"] + button["height"] <= 844
    assert box["width"] >= 250


def test_a_page_is_there_although_the_one_before_still_sends(visit, teacher, drawn_digits):
    """Streamlit empties it then (digitrec/ui/live/menu.js)."""
    page = visit(**PORTRAIT)
    page.add_init_script(SLOW_LINE)
    pupil = Pupil(page).join(teacher.code)
    teacher.send("Free")
    expect(pupil.request).to_contain_text("Draw any digit")
    pupil.draw(drawn_digits[5])
    page.evaluate("globalThis.delay = 500")
    page.evaluate(CHOOSE_AND_LEAVE)
    expect(page).to_have_title("Draw · digitrec")
    page.wait_for_timeout(2000)  # until the server has answered both
    expect(page.get_by_role("heading", level=1)).to_have_text("Draw a digit")
    expect(DrawPage(page).digit).to_be_visible()


@pytest.mark.slow
def test_drawings_wait_while_the_server_is_away_and_arrive_once(
    browser, browser_context_args, tmp_path, drawn_digits
):
    """Its errors of not reaching the server stand in the browser's console, and no others."""
    port, database = free_port(), f"sqlite:///{tmp_path / 'rooms.sqlite'}"
    contexts = [browser.new_context(**browser_context_args) for _ in range(2)]
    teacher, pupil = Teacher(contexts[0].new_page()), Pupil(contexts[1].new_page())
    with served(APPS["digitrec"], port=port, database=database) as server:
        teacher.page.goto(f"{server.url}/class_room")
        teacher.click("Open a room")
        expect(teacher.page.locator(".dr-room-code")).to_be_visible()
        pupil.page.goto(f"{server.url}/class_room?room={teacher.code}")
        teacher.send_digit()
        expect(pupil.request).to_have_text("Draw a 4.")
        pupil.hand_in(drawn_digits[4])
        expect(teacher.tiles).to_have_count(1)
    for _ in range(2):
        pupil.hand_in(drawn_digits[4])
    expect(pupil.said).to_have_text("Handing in …")
    with served(APPS["digitrec"], port=port, database=database):
        expect(pupil.said).to_contain_text("Handed in.", timeout=60_000)
        expect(teacher.tiles).to_have_count(3, timeout=60_000)
        teacher.page.wait_for_timeout(5000)
        expect(teacher.tiles).to_have_count(3)
        for context in contexts:
            context.close()
