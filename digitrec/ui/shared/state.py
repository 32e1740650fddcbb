"""What a visit keeps between runs: every key of the session's state is named here.

What a visitor draws, the browser owns; what it tells of it, Streamlit forgets with the page, hence
`MADE`.
"""

ENTERED = "entered"
PEN_WIDTH = "pen width"
TOOL = "tool"
OPENED_LINK = "opened link"
N_RANDOM_DIGITS = "n random digits"
RUNS, RUN_NUMBER = "runs", "run number"
AWAITED, AWAITED_SHOWN = "awaited runs", "awaited runs shown"
MEMORY, ASKED, FORGOTTEN = "memory", "asked of the browser", "forgotten"
READER, READER_CHOICE = "reader", "reader choice"
FORMS = "forms"
LOGGED = "logged"
THRESHOLD = "threshold"
WHY, STORY, EVERY_MODEL = "why", "story", "models"  # unfolded on the Draw page
THREE_WAYS, NUMBERS, LINK = "framings", "numbers", "link"
CLOSER, SERIES, CLAIM = "closer", "series", "claim"
FOLDS, FOLDS_IN_FILE_ORDER = "cross-validate folds", "cross-validate in file order"
CHOSEN_RUN, COMPARED_RUN = "chosen run", "compared run"
UPLOAD, UPLOAD_REFUSED = "upload", "upload refused"
ARTICLE, ARTICLE_ROWS, ARTICLE_RUNS = "article", "article rows", "article runs"
EXPLORED, SAMPLE_SIZE, EXPLORE_PART = "explored", "sample size", "part"
GALLERY_DIGITS, GALLERY_ORDER, GALLERY_PAGE = "gallery digits", "gallery order", "gallery page"
COMPARED_DIGITS, PICTURES = "compared digits", "pictures"
MAP_METHOD, MAP_LASSO = "map method", "map lasso"
EVALUATED, TESTED_ON, ANSWERS = "evaluated", "tested on", "answers"
EVALUATE_PART, FIGURE_KIND = "evaluate part", "figure kind"
MATRIX, MATRIX_BY, CELL_OF = "matrix", "matrix by", "cell of"
CELL_WAS, CELL_SAID, N_CELLS = "cell was", "cell said", "n cells"
MISREAD, READ_BY_WHICH = "misread", "who reads what"
INSIGHT, IMPORTANCES, IMAGE_OF = "insight", "importances", "image of"
CANVAS, DESK = "canvas-part", "desk-part"
HEARD, MADE, PUT = "heard", "made", "put"


def plan_key(name):
    """Key of one choice of the Train page's form.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return f"plan {name}"


def run_name_key(number):
    """Key of the name that a visitor gives to a run.

    Parameters
    ----------
    number : int

    Returns
    -------
    str
    """
    return f"name of run {number}"


def work_key(name):
    """Key of a visitor's job.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return f"work {name}"
