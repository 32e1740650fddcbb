"""What tests of several pages need."""

import pytest

from digitrec.ui.shared import class_rooms


@pytest.fixture
def own_rooms(tmp_path, monkeypatch):
    """Rooms of this test's own."""
    monkeypatch.setenv("DIGITREC_DATABASE", f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    class_rooms.rooms.clear()
    class_rooms.watcher.clear()
    yield
    class_rooms.watcher().stop()
    class_rooms.rooms().close()
