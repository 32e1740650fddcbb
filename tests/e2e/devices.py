"""Screens with a touch screen, and a finger on them."""


def touch_screen(width, height):
    """Give the options of a phone's or a tablet's browser: ``visit(**touch_screen(360, 640))``."""
    viewport = {"width": width, "height": height}
    return {"viewport": viewport, "has_touch": True, "is_mobile": True}


PHONE = touch_screen(390, 844)


def drag_finger(page, places):
    """Touch the first of some places in the window, go through the others, and lift the finger."""
    send = page.context.new_cdp_session(page).send
    for i, (x, y) in enumerate(places):
        kind = "touchMove" if i else "touchStart"
        send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
