"""The tables of the database.

A room lives for a day. A change of the tables therefore takes new names (`digitrec2_...`), and
needs no way from the old ones to the new.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

PREFIX = "digitrec1_"
ID_LENGTH, HASH_LENGTH = 36, 64

METADATA = MetaData()


def _of_room() -> Column[str]:
    reference = ForeignKey(f"{PREFIX}rooms.id", ondelete="CASCADE")
    return Column("room", String(ID_LENGTH), reference, primary_key=True)


ROOMS = Table(
    f"{PREFIX}rooms",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("code", String(5), nullable=False, unique=True),
    Column("teacher_hash", String(HASH_LENGTH), nullable=False, unique=True),
    Column("expires_at", Double, nullable=False),
    # Raised by every change, and by those alone that pupils' pages show.
    Column("version", Integer, nullable=False, default=1),
    Column("pupils_version", Integer, nullable=False, default=1),
    Column("task", Integer, nullable=False, default=0),
    Column("is_paused", Boolean, nullable=False, default=False),
    Column("hides_names", Boolean, nullable=False, default=False),
    Column("hides_answers", Boolean, nullable=False, default=False),
    Column("model", Integer, nullable=False, default=0),  # how many were given
)

MODELS = Table(  # the one that was given last
    f"{PREFIX}models",
    METADATA,
    _of_room(),
    Column("file", LargeBinary, nullable=False),
)

PUPILS = Table(
    f"{PREFIX}pupils",
    METADATA,
    _of_room(),
    Column("name", String(40), primary_key=True),
    Column("key_hash", String(HASH_LENGTH), nullable=False),
    Column("is_removed", Boolean, nullable=False, default=False),
    UniqueConstraint("room", "key_hash"),
)

TASKS_SENT = Table(
    f"{PREFIX}tasks",
    METADATA,
    _of_room(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("digit", Integer),
)

DRAWINGS = Table(
    f"{PREFIX}drawings",
    METADATA,
    _of_room(),
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("name", String(40), nullable=False),  # of the pupil
    Column("task", Integer, nullable=False),
    Column("arrival", Integer, nullable=False),  # the room's version then
    Column("label", Integer),
    Column("was_read", Boolean, nullable=False),
    Column("read_digit", Integer),
    Column("is_hidden", Boolean, nullable=False, default=False),
    Column("drawing", Text, nullable=False),  # all of it, as JSON
    ForeignKeyConstraint(
        ["room", "name"], [f"{PREFIX}pupils.room", f"{PREFIX}pupils.name"], ondelete="CASCADE"
    ),
    Index(f"{PREFIX}arrivals", "room", "arrival"),
    Index(f"{PREFIX}owners", "room", "name"),
)

LABELS = Table(
    f"{PREFIX}labels",
    METADATA,
    _of_room(),
    Column("drawing", String(ID_LENGTH), primary_key=True),
    Column("name", String(40), primary_key=True),  # of the pupil who says so
    Column("label", Integer),
    ForeignKeyConstraint(
        ["room", "drawing"], [f"{PREFIX}drawings.room", f"{PREFIX}drawings.id"], ondelete="CASCADE"
    ),
)
