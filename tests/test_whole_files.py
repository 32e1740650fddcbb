"""Files that are written whole or not at all, whatever becomes of the process that writes them."""

import pytest

from digitrec.whole_files import unfinished_bytes, written_whole


@pytest.fixture(params=["model.skops", "odd [name]*.tar.gz"])
def path(tmp_path, request):
    return tmp_path / "made" / request.param


def names(path):
    return [each.name for each in path.parent.iterdir()]


def write(path, data):
    with written_whole(path) as unfinished:
        unfinished.write_bytes(data)


def test_a_file_is_there_once_it_is_whole(path):
    with written_whole(path) as unfinished:
        unfinished.write_bytes(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert names(path) == [path.name]


def test_a_file_that_was_there_stays_until_the_new_one_is_whole(path):
    write(path, b"old")
    with written_whole(path) as unfinished:
        unfinished.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError("full"), KeyboardInterrupt()])
def test_what_fails_leaves_nothing(path, error):
    def fail():
        with written_whole(path) as unfinished:
            unfinished.write_bytes(b"ne")
            (unfinished.parent / "more").write_bytes(b"more")
            raise error

    write(path, b"old")
    with pytest.raises(type(error)):
        fail()
    assert path.read_bytes() == b"old"
    assert names(path) == [path.name]


def test_what_a_killed_process_left_is_removed_and_nothing_else(path):
    with written_whole(path) as unfinished:
        killed = unfinished.parent.with_name(unfinished.parent.name + "killed")
        unfinished.write_bytes(b"old")
    killed.mkdir()  # as a killed process leaves its folder
    (killed / path.name).write_bytes(b"ne")
    other = path.with_name("other.skops")
    with written_whole(other) as others:
        others.write_bytes(b"other")
        write(path, b"new")
        assert not killed.exists()
        assert others.exists()
    assert sorted(names(path)) == sorted([path.name, other.name])


def test_progress_is_counted_while_it_is_written(path):
    assert unfinished_bytes(path) == (0, 0)
    with written_whole(path) as unfinished:
        (unfinished.parent / "download").write_bytes(bytes(500))
        assert unfinished_bytes(path) == (0, 500)
        unfinished.write_bytes(bytes(30))
        assert unfinished_bytes(path) == (30, 500)
        assert unfinished_bytes(path.with_name("other.skops")) == (0, 0)
    assert unfinished_bytes(path) == (0, 0)
