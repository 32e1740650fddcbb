"""A model as a form: data with which a browser reads drawings by itself."""

from digitrec.browser.form import browser_form

__all__ = [
    "browser_form",
]
