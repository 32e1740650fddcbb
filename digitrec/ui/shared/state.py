"""Every key of the session's state, by the page that uses it.

The browser's record of a visit, too, names by its key what it holds (`digitrec.ui.memory`).
"""

# All pages, and the record of the visit
APP_HAS_RUN, UNKNOWN_ADDRESS = "app has run", "unknown address"
MEMORY, RECORD_REQUEST, IS_FORGOTTEN = "memory", "record request", "is forgotten"
LOGGED = "logged"
FIGURE_KIND = "figure kind"
VIEW, HIDDEN = "view", "hidden"
KNOWN_LINKS, LINK_REFUSALS = "known links", "link refusals"
SCROLL, HANDED_OVER, TRAINED = "scroll", "handed over", "trained"

# The visitor's models, and which of them reads
RUNS, RUN_NUMBER = "runs", "run number"
PENDING_RUNS, PENDING_RUNS_SHOWN = "pending runs", "pending runs shown"
READER, READER_CHOICE = "reader", "reader choice"

# The drawings that the visitor keeps in the browser
HAND_OVER, OWN_COMING = "hand-over-component", "own drawings coming"
OWN_DRAWINGS, OWN_DIGEST, OWN_REFUSED = "own drawings", "own digest", "own refused"
CLASS_DRAWINGS = "class drawings"
OWN_DATASETS, OWN_NAMES = "own data sets", "own names"

# Draw
TOOL, PEN_WIDTH = "tool", "pen width"
CANVAS_COMPONENT, ANSWER_COMPONENT = "canvas-component", "answer-component"
CONTROLS_COMPONENT = "controls-component"
RECEIVED_REVISION, SENT_DRAWING = "received revision", "sent drawing"
IMAGE_FOR_CELLS, N_RANDOM_DIGITS = "image for cells", "n random digits"
FOUND_PHOTO, PHOTO_REFUSED = "found photo", "photo refused"
PHOTO_SOURCE, N_PHOTOS = "photo source", "n photos"
PHOTO_READINGS, BOXES_COMPONENT = "photo readings", "boxes-component"
FORMS = "forms"
NUMBER_KIND, NUMBER_CANVAS = "number kind", "number canvas"
WHY, STORY, EVERY_MODEL = "why", "story", "models"
SEVERAL, THREE_WAYS, NUMBERS = "several", "framings", "numbers"

# My digits
MINE_TAB, OTHER_FILES, TABLE_FORMAT = "mine tab", "other files", "table format"
IMPORTED, IMPORT_REFUSED, N_IMPORTS = "imported", "import refused", "n imports"

# Explore
EXPLORED, SAMPLE_SIZE, EXPLORE_TAB = "explored", "sample size", "explore tab"
OWN_SAMPLE = "own sample"
GALLERY_DIGITS, GALLERY_ORDER, GALLERY_PAGE = "gallery digits", "gallery order", "gallery page"
COMPARED_DIGITS, PICTURES = "compared digits", "pictures"
LABELS_HIDDEN, LABEL_SHOWN = "labels hidden", "label shown"
QUIZ, QUIZ_NUMBER = "quiz", "quiz number"
MAP_METHOD, MAP_LASSO = "map method", "map lasso"

# Train
ARTICLE, ARTICLE_ROWS, ARTICLE_RUNS = "article", "article rows", "article runs"
CHOSEN_RUN, COMPARED_RUN = "chosen run", "compared run"
UPLOAD, UPLOAD_REFUSED = "upload", "upload refused"
THRESHOLD = "threshold"
ANALYSIS, SERIES, CLAIM = "closer", "series", "claim"
PLAN_IS_LINKED, PLAN_FOLD = "plan is linked", "plan fold"
FOLDS, FOLDS_IN_FILE_ORDER = "cross-validate folds", "cross-validate in file order"

# Evaluate
EVALUATED, TESTED_ON, ANSWERS = "evaluated", "tested on", "answers"
EVALUATE_TAB = "evaluate tab"
MATRIX, MATRIX_BY, CELL_OF = "matrix", "matrix by", "cell of"
CELL_TRUE, CELL_PREDICTED, N_CELLS = "cell true", "cell predicted", "n cells"
MISREAD, READ_BY_WHICH = "misread", "who reads what"
INSIGHT, IMPORTANCES, IMAGE_OF = "insight", "importances", "image of"

# Class
ROOM_TEACHER, VISITOR, CLASS_REFUSED, JOIN_CODE = "room teacher", "visitor", "class refused", "code"
PUPIL_COMPONENT, PUPIL, PUPIL_ANSWER = "pupil-component", "pupil", "pupil answer"
WALL_COMPONENT, TASK_DIGIT, IS_WIPING = "wall-component", "task digit", "is wiping"
RARE_FORMS = "rare forms"
CLASS_MODEL, PUPIL_SEEN, FOLLOW_COMPONENT = "class model", "pupil seen", "follow-component"


def plan_key(name: str) -> str:
    """Make the key of one choice of the Train page's form."""
    return f"plan {name}"


def run_name_key(number: int) -> str:
    """Make the key of the name that a visitor gives to a run."""
    return f"name of run {number}"


def table_key(chart: str) -> str:
    """Make the key of the fold with the numbers of a chart, by which shared.css finds it."""
    return f"table-of-{chart.replace(' ', '-')}"


def job_key(name: str) -> str:
    """Make the key of a visitor's job."""
    return f"job {name}"


def kept_key(key: str) -> str:
    """Name the copy of a widget's value, which lasts while other pages are shown."""
    return f"{key} kept"
