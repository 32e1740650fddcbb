"""Several servers behind nginx, with one PostgreSQL: as hosting/nginx.conf.template says it."""

import http.cookiejar
import json
import os
import re
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from benchmarks.hosting import COOKIE, name_of, nginx, proxied, replicas
from benchmarks.serving import APPS, free_port, served
from tests.e2e.class_room import Pupil, Teacher
from tests.e2e.draw_page import DrawPage, expect_settled

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the configuration of nginx is for Linux and macOS"),
]
BASE_PATH = "/school/digits"
DROPS_WEBSOCKETS = """
server {{
    listen {listen};
    location / {{
        proxy_pass {url};
        proxy_set_header Host $http_host;
    }}
}}
"""


def server_of(context, both):
    """Which of the servers a visitor is at."""
    (name,) = (cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE)
    return both.server_named(name)


def kill(server):
    """End a server at once, as a lack of memory would."""
    server.process.kill()
    server.process.wait()


@pytest.fixture
def both():
    """Two servers, nginx and PostgreSQL, of which a test may kill some."""
    with replicas() as running:
        yield running


@pytest.fixture
def enter(browser):
    """Open a browser of its own: ``enter(url)`` gives an empty page.

    That a server is away stands in its console, which is not looked at; what the page throws is.
    """
    contexts, thrown = [], []

    def make(url):
        contexts.append(browser.new_context(base_url=url, viewport={"width": 1280, "height": 800}))
        contexts[-1].on("weberror", lambda error: thrown.append(str(error.error)))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()
    assert thrown == []


def visitor():
    """Fetch addresses as one browser does, with its cookies."""
    jar = http.cookiejar.CookieJar()
    return jar, urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)).open


def test_visitors_stay_at_the_server_that_answered_first(both):
    begun_at = []
    for _ in range(4):
        jar, fetch = visitor()
        names = []
        for path in ("", "/_stcore/host-config", "/favicon.png", "/draw"):
            fetch(both.proxy.url + path).close()
            names += [cookie.value for cookie in jar if cookie.name == COOKIE]
        assert len(names) == 4
        assert len({*names}) == 1
        begun_at.append(names[0])
    assert {*begun_at} == {name_of(server) for server in both.servers}


def test_what_is_answered_tells_browsers_what_not_to_do(both):
    with urllib.request.urlopen(both.proxy.url) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "object-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] == "nginx"
    urllib.request.urlopen(f"{both.proxy.url}/class_room?teach=a-secret").close()
    log = both.proxy.log_path.read_text(encoding="utf-8")
    assert "GET /class_room" in log
    assert "secret" not in log
    for path in ("script-health-check", "metrics"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{both.proxy.url}/_stcore/{path}")


def test_no_page_needs_what_the_headers_forbid(both, visit):
    """Which would stand in the console, and `visit` looks there."""
    page = visit(base_url=both.proxy.url)
    page.goto("/")
    expect_settled(page)
    links = page.get_by_role("navigation").get_by_role("link")
    assert links.count() >= 7
    for link in links.all():
        address = link.get_attribute("href")
        link.click()
        expect(page).to_have_url(address)
        expect_settled(page)
        if address.endswith("/evaluate"):
            expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible()


def test_a_killed_server_takes_no_drawing_with_it(both, enter, drawn_digits):
    draw_page = DrawPage(enter(both.proxy.url)).open()
    page = draw_page.page
    draw_page.draw(drawn_digits[4][0])
    draw_page.expect_received()
    first = server_of(page.context, both)
    kill(first)
    for stroke in drawn_digits[4][1:]:
        draw_page.draw(stroke)
    draw_page.expect_digit(4)
    draw_page.expect_ink_of(draw_page.strokes())
    assert len(draw_page.strokes()) == len(drawn_digits[4])
    assert server_of(page.context, both) is not first
    expect(page.get_by_test_id("live-note")).to_have_text("")
    expect_settled(page)
    page.get_by_text("Every model's answer").click()
    expect(page.get_by_role("rowheader", name="Support vector machine")).to_be_visible()
    page.reload()
    draw_page.expect_digit(4)


def test_a_room_goes_on_at_the_other_server(both, enter, drawn_digits):
    teacher = Teacher(enter(both.proxy.url)).open()
    pupils = [Pupil(enter(both.proxy.url)).join(teacher.code) for _ in range(3)]
    places = {server_of(each.page.context, both).url for each in (teacher, *pupils)}
    assert len(places) == 2
    names = [pupil.name.inner_text() for pupil in pupils]
    assert len({*names}) == 3
    teacher.send_digit()
    for pupil in pupils:
        expect(pupil.request).to_have_text("Draw a 4.")
    kill(server_of(teacher.page.context, both))
    for pupil in pupils:
        pupil.hand_in(drawn_digits[4])
        expect(pupil.said).to_have_text("Handed in. The model reads a 4.")
    expect(teacher.tiles).to_have_count(3)
    teacher.send("Ten digits")
    for pupil, name in zip(pupils, names, strict=True):
        expect(pupil.page.locator(".dr-pupil-who")).to_contain_text("1 / 10")
        expect(pupil.name).to_have_text(name)


def test_all_is_found_below_a_base_path(enter, drawn_digits):
    with replicas(1, BASE_PATH) as running:
        url = running.proxy.url
        page = enter(url)
        page.goto(url)  # without the slash at its end
        page.wait_for_function("globalThis.digitrecStore?.reader")
        draw_page = DrawPage(page)
        draw_page.draw_all(drawn_digits[7])
        draw_page.expect_digit(7)
        draw_page.expect_by("browser")
        page.get_by_role("link", name="Explore").click()
        expect(page).to_have_url(f"{url}/explore")
        page.goto(f"{url}/evaluate?part=download")
        button = page.get_by_role("button", name="Download as a web page")
        expect(button).to_be_visible()
        expect_settled(page)
        with page.expect_download() as download:
            button.click()
        assert b"<canvas" in download.value.path().read_bytes()
        teacher = Teacher(enter(url))
        teacher.page.goto(f"{url}/class_room")
        teacher.click("Open a room")
        teacher.click("QR code and link")
        link = teacher.page.get_by_text(f"{url}/class_room?room=").inner_text()
        pupil = Pupil(enter(url))
        pupil.page.goto(link)
        expect(pupil.name).to_have_text(re.compile(r"\w+ \w+"))
        assert [each.n_tracebacks() for each in running.servers] == [0]


def test_a_server_that_nobody_has_visited_yet_leaves_files_to_the_other(both, enter):
    page = enter(both.proxy.url)
    files = []
    page.on("response", lambda each: files.append(each) if "/component/" in each.url else None)
    DrawPage(page).open()
    assert {each.status for each in files} == {200}
    (other,) = (each for each in both.servers if each is not server_of(page.context, both))
    asked = urllib.request.Request(files[0].url, headers={"Cookie": f"{COOKIE}={name_of(other)}"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.read() == files[0].body()


def test_a_proxy_that_drops_websockets_is_told_on_the_page(enter):
    with served(APPS["digitrec"]) as server, proxied([server]) as ours:
        listen = f"127.0.0.1:{free_port()}"
        theirs = DROPS_WEBSOCKETS.format(listen=listen, url=ours.url)
        with nginx(theirs, f"http://{listen}") as other:
            page = enter(other.url)
            page.goto(other.url)
            expect(page.get_by_role("dialog")).to_contain_text("lets no WebSockets through, which")
        page = enter(ours.url)
        for _ in range(4):  # loaded again and again, before it could connect
            page.goto(ours.url, wait_until="commit")
        DrawPage(page).open()


def test_without_any_server_the_proxy_says_so(both):
    for server in both.servers:
        kill(server)
    with pytest.raises(urllib.error.HTTPError, match="503") as refused:
        urllib.request.urlopen(both.proxy.url)
    assert "No server of this page answers" in refused.value.read().decode()
    with pytest.raises(urllib.error.HTTPError, match="503") as refused:
        urllib.request.urlopen(f"{both.proxy.url}/_stcore/health")
    assert "This page tries\nagain" in json.loads(refused.value.read())
