"""MNIST: from a server that answers as OpenML does, from IDX files, and when either is broken."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sklearn.datasets import _openml

from benchmarks.openml import make_table, openml_addresses, openml_served, to_arff, to_idx
from digitrec import counts_of, load_model
from digitrec.__main__ import main
from digitrec.datasets import load_dataset, mnist, openml, picture_file, read_idx
from digitrec.errors import DatasetError
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT

N, N_TRAIN = 120, 100
FULL_DISK = Path("/dev/full")


@pytest.fixture(scope="module")
def table():
    return make_table(N, random_state=0)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(mnist, "N_PICTURES", N)
    monkeypatch.setattr(mnist, "N_PUBLISHED_TRAIN", N_TRAIN)
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def server(table, monkeypatch):
    with openml_served(to_arff(*table)) as server:
        for name, address in openml_addresses(server.url).items():
            monkeypatch.setattr(_openml, name, address)
        yield server


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def lay_idx(folder, table, *, parts=("train", "t10k"), pack=gzip.compress, suffix=".gz"):
    folder.mkdir(exist_ok=True)
    X, y = table
    rows = {"train": slice(N_TRAIN), "t10k": slice(N_TRAIN, None)}
    for part in parts:
        images = X[rows[part]].reshape(-1, 28, 28)
        files = {"images-idx3": images, "labels-idx1": y[rows[part]]}
        for kind, array in files.items():
            (folder / f"{part}-{kind}-ubyte{suffix}").write_bytes(pack(to_idx(array)))


# From OpenML


def test_fetch_keeps_what_openml_has_and_nothing_else(folder, server, table):
    assert not mnist.mnist_is_available()
    mnist.fetch_mnist()
    assert names(folder) == ["mnist-28x28.npy"]
    assert mnist.mnist_is_available()
    dataset = load_dataset("mnist")
    X, y = table
    assert dataset.images.shape == (N, 28, 28)
    assert_array_equal(dataset.X, X)
    assert_array_equal(dataset.y, y)
    assert (dataset.images.dtype, dataset.y.dtype) == (np.uint8, np.int64)
    assert dataset.n_published_train == N_TRAIN
    assert dataset.title == "MNIST, 28×28"


def test_what_is_kept_is_loaded_once_and_cannot_be_changed(folder, server):
    mnist.fetch_mnist()
    dataset = mnist.load_mnist()
    assert mnist.load_mnist() is dataset
    for array in (dataset.images, dataset.X, dataset.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert np.shares_memory(dataset.X, dataset.images)


def test_what_is_there_is_not_fetched_again(folder, server):
    mnist.fetch_mnist()
    server.status = 500
    mnist.fetch_mnist()


def test_quoted_classes_are_the_same_digits(folder, server, table):
    lines = to_arff(*table).decode().splitlines()
    begin = lines.index("@DATA") + 1
    quoted = [f"{line[:-1]}'{line[-1]}'" for line in lines[begin:]]
    server.serve_arff("\n".join([*lines[:begin], *quoted]).encode())
    mnist.fetch_mnist()
    assert_array_equal(mnist.load_mnist().y, table[1])


def test_fetch_that_breaks_off_leaves_nothing_and_the_next_starts_clean(folder, server, table):
    whole = server.table
    server.table = whole[: len(whole) // 2]
    with pytest.raises(DatasetError, match=r"cut short or damaged|broke off"):
        mnist.fetch_mnist()
    assert names(folder) == []
    assert not mnist.mnist_is_available()
    server.table = whole
    mnist.fetch_mnist()
    assert_array_equal(mnist.load_mnist().X, table[0])


def test_what_a_killed_fetch_has_left_is_not_taken_for_good(folder, server, table):
    left = folder / ".mnist-28x28.npy-begun-1"
    left.mkdir(parents=True)
    (left / "mnist-28x28.npy").write_bytes(b"\x93NUMPY")
    assert not mnist.mnist_is_available()
    mnist.fetch_mnist()
    assert names(folder) == ["mnist-28x28.npy"]
    assert_array_equal(mnist.load_mnist().X, table[0])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda X, y: to_arff(X[:, :-1], y),
        lambda X, y: to_arff(X, y).replace(b"\n0,", b"\n300,", 1),
        lambda X, y: to_arff(X, y).replace(b"\n0,", b"\n-1,", 1),
        lambda X, y: to_arff(X, y).replace(b"\n0,", b"\n0.5,", 1),
        lambda X, y: to_arff(X, y).replace(b"\n0,", b"\n?,", 1),
        lambda X, y: to_arff(X, y + np.uint8(1)),
        lambda X, y: b"<html>Down for maintenance</html>",
        lambda X, y: b"",
    ],
    ids=["column short", "300", "-1", "half", "missing", "class 10", "a page", "nothing"],
)
def test_what_is_not_mnist_is_refused(folder, server, table, spoil):
    server.serve_arff(spoil(*table))
    with pytest.raises(DatasetError, match="What came from OpenML is not MNIST"):
        mnist.fetch_mnist()
    assert names(folder) == []


def test_table_that_is_not_the_one_described_is_refused(folder, server):
    server.md5 = "0" * 32
    with pytest.raises(DatasetError, match="md5 checksum"):
        mnist.fetch_mnist()
    assert names(folder) == []


def test_answer_that_is_no_json_is_refused(folder, server, monkeypatch):
    monkeypatch.setattr(server, "answer", lambda path: "<html>")
    with pytest.raises(DatasetError, match="What came from OpenML is not MNIST"):
        mnist.fetch_mnist()


def test_openml_that_refuses_is_told_with_its_number(folder, server):
    server.status = 503
    with pytest.raises(DatasetError, match=r"OpenML answered 503 .* lay the four files"):
        mnist.fetch_mnist()
    assert names(folder) == []


def test_without_network_a_sentence_says_so(folder, monkeypatch, table):
    with openml_served(b"") as closed:
        addresses = openml_addresses(closed.url)
    closed.server_close()
    for name, address in addresses.items():
        monkeypatch.setattr(_openml, name, address)
    with pytest.raises(DatasetError, match=r"OpenML cannot be reached.*Is there a network"):
        mnist.fetch_mnist()
    assert names(folder) == []


def test_server_that_says_nothing_is_given_up(folder, server, monkeypatch):
    monkeypatch.setattr(openml, "TIMEOUT_SECONDS", 0.2)
    server.barrier = threading.Barrier(9)  # of requests that never come
    with pytest.raises(DatasetError, match="OpenML cannot be reached, or the connection broke off"):
        mnist.fetch_mnist()
    server.barrier.abort()
    assert names(folder) == []


@pytest.fixture
def fill_disk(monkeypatch):
    """Let nothing be written any more to files of some ending."""
    if not FULL_DISK.exists():
        pytest.skip("needs a device that is always full")

    def fill(suffix):
        def open_where_it_is_full(path, mode="r", **options):
            full = str(path).endswith(suffix) and "w" in mode
            return open(FULL_DISK if full else path, mode, **options)  # noqa: PTH123

        monkeypatch.setattr(_openml, "open", open_where_it_is_full, raising=False)
        monkeypatch.setattr(Path, "open", open_where_it_is_full)

    return fill


@pytest.mark.parametrize("suffix", [".arff.gz", ".npy"])
def test_full_disk_is_told_and_nothing_is_left(folder, server, fill_disk, suffix):
    fill_disk(suffix)
    with pytest.raises(DatasetError, match="The disk is full: MNIST needs 76 MB"):
        mnist.fetch_mnist()
    assert names(folder) == []


def test_folder_that_cannot_be_made_is_told(tmp_path, server):
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(DatasetError, match="The data folder cannot be written to"):
        mnist.fetch_mnist(tmp_path / "data")


def test_two_fetches_at_once_do_no_harm(folder, server, table):
    server.barrier = threading.Barrier(2)  # neither gets its table before the other has asked
    with ThreadPoolExecutor(2) as executor:
        for fetch in [executor.submit(mnist.fetch_mnist) for _ in range(2)]:
            assert fetch.result() is None
    assert names(folder) == ["mnist-28x28.npy"]
    assert_array_equal(mnist.load_mnist().X, table[0])


def test_slower_of_two_fetches_finds_what_the_faster_has_kept(folder, table, monkeypatch):
    def overtaken(_work):
        monkeypatch.setattr(mnist, "fetch_table", lambda _work: table)
        mnist.fetch_mnist()
        return table

    monkeypatch.setattr(mnist, "fetch_table", overtaken)
    mnist.fetch_mnist()
    assert names(folder) == ["mnist-28x28.npy"]
    assert_array_equal(mnist.load_mnist().X, table[0])


def test_progress_grows_with_what_is_on_the_disk(folder, table, monkeypatch):
    seen = [mnist.mnist_fetch_progress()]

    def fetch(work):
        for n_bytes in (400, 600, 2000):
            (work / "half").write_bytes(bytes(n_bytes))
            seen.append(mnist.mnist_fetch_progress())
        return table

    def write(path, *arguments):
        picture_file.write_pictures(path, *arguments)
        seen.append(mnist.mnist_fetch_progress())

    monkeypatch.setattr(mnist, "DOWNLOAD_BYTES", 1000)
    monkeypatch.setattr(mnist, "fetch_table", fetch)
    monkeypatch.setattr(mnist, "write_pictures", write)
    mnist.fetch_mnist()
    seen.append(mnist.mnist_fetch_progress())
    assert seen == pytest.approx([0, 0.36, 0.54, 0.9, 1, 1])


# From IDX files


@pytest.mark.parametrize(("pack", "suffix"), [(bytes, ""), (gzip.compress, ".gz")])
def test_idx_files_have_the_shape_that_they_name(tmp_path, pack, suffix):
    images = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)
    path = tmp_path / f"images{suffix}"
    path.write_bytes(pack(to_idx(images)))
    assert_array_equal(read_idx(path), images)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda data: data[:-1], r"holds 40 bytes, and its first ones say 41: it was cut short"),
        (lambda data: data + b"\0", r"holds 42 bytes, and its first ones say 41"),
        (lambda data: data[:10], r"holds 10 bytes, and its first ones say 16"),
        (lambda data: b"\0\0\x0d\x03" + data[4:], "no IDX file of bytes"),
        (lambda data: b"GIF8" + data[4:], "no IDX file of bytes"),
        (lambda data: b"", "no IDX file of bytes"),
        (lambda data: data[:4] + b"\xff" * 12 + data[16:], "cut short or altered"),
        (lambda data: gzip.compress(data)[:-9], "cannot be read"),
        (lambda data: gzip.compress(data)[:12] + b"damage", "cannot be read"),
    ],
    ids=["cut", "longer", "header", "floats", "GIF", "empty", "huge", "gzip cut", "gzip damaged"],
)
def test_what_is_no_idx_file_is_refused(tmp_path, spoil, sentence):
    path = tmp_path / "images"
    data = to_idx(np.zeros((1, 5, 5), np.uint8))
    path.write_bytes(spoil(data))
    with pytest.raises(DatasetError, match=sentence):
        read_idx(path)


@pytest.mark.parametrize(("pack", "suffix"), [(bytes, ""), (gzip.compress, ".gz")])
def test_idx_files_are_used_without_network(folder, table, pack, suffix):
    lay_idx(folder, table, pack=pack, suffix=suffix)
    assert mnist.mnist_tasks() == []
    mnist.fetch_mnist()
    dataset = load_dataset("mnist")
    assert_array_equal(dataset.X, table[0])
    assert_array_equal(dataset.y, table[1])
    assert dataset.n_published_train == N_TRAIN
    with pytest.raises(ValueError, match="read-only"):
        dataset.images[0] = 0


def test_test_part_alone_is_used_and_its_title_says_so(folder, table):
    lay_idx(folder, table, parts=["t10k"])
    dataset = load_dataset("mnist")
    assert dataset.title == "MNIST (test part), 28×28"
    assert dataset.n_published_train is None
    assert_array_equal(dataset.X, table[0][N_TRAIN:])
    assert_array_equal(dataset.sample(5, random_state=0) < N - N_TRAIN, True)


def test_all_that_is_fetched_goes_before_the_test_part_alone(folder, server, table):
    lay_idx(folder, table, parts=["t10k"])
    assert len(mnist.load_mnist().y) == N - N_TRAIN
    mnist.fetch_mnist()
    assert len(mnist.load_mnist().y) == N


def test_damaged_idx_file_is_told_by_its_name(folder, table):
    lay_idx(folder, table)
    path = folder / "train-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-20])
    for use in (mnist.load_mnist, mnist.convert_mnist):
        with pytest.raises(DatasetError, match=r"train-images-idx3-ubyte\.gz cannot be read"):
            use()


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("t10k-labels-idx1-ubyte.gz", np.zeros(N - N_TRAIN - 1, np.uint8)),
        ("t10k-labels-idx1-ubyte.gz", np.full(N - N_TRAIN, 10, np.uint8)),
        ("t10k-labels-idx1-ubyte.gz", np.zeros((N - N_TRAIN, 1), np.uint8)),
        ("t10k-images-idx3-ubyte.gz", np.zeros((N - N_TRAIN, 28, 27), np.uint8)),
        ("t10k-images-idx3-ubyte.gz", np.zeros((N - N_TRAIN, 784), np.uint8)),
    ],
)
def test_idx_files_that_do_not_belong_together_are_refused(folder, table, name, array):
    lay_idx(folder, table)
    (folder / name).write_bytes(gzip.compress(to_idx(array)))
    with pytest.raises(DatasetError, match="do not belong together"):
        mnist.load_mnist()


# Neither


def test_without_network_or_files_a_sentence_says_what_is_missing(folder, table):
    for name in ("mnist", "mnist-8x8"):
        with pytest.raises(DatasetError, match=r"python -m digitrec fetch-mnist \(16 MB") as info:
            load_dataset(name)
        assert "train-images-idx3-ubyte.gz, train-labels" in str(info.value)
    lay_idx(folder, table)
    (folder / "train-labels-idx1-ubyte.gz").unlink()
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    assert mnist.missing_files_in_words().endswith(
        ": train-labels-idx1-ubyte.gz, t10k-labels-idx1-ubyte.gz."
    )
    assert load_dataset("digits").images.shape == (1797, 8, 8)


def test_what_was_missing_is_found_as_soon_as_it_is_there(folder, table):
    with pytest.raises(DatasetError):
        mnist.load_mnist()
    lay_idx(folder, table)
    assert len(mnist.load_mnist().y) == N


def test_another_folder_is_another_data_set(folder, tmp_path, table, monkeypatch):
    lay_idx(folder, table)
    first = mnist.load_mnist()
    X, y = table
    lay_idx(tmp_path / "other", (X[::-1], y[::-1]))
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path / "other"))
    assert_array_equal(mnist.load_mnist().X, first.X[::-1])


def test_data_folder_is_the_projects_by_default(root, monkeypatch):
    monkeypatch.delenv("DIGITREC_DATA", raising=False)
    assert mnist.data_folder() == root / "data"
    assert "/data/" in (root / ".gitignore").read_text().splitlines()


# In the 8x8 format


def test_converted_pictures_are_those_of_the_recipe_for_images(folder, table):
    lay_idx(folder, table)
    assert [task.function for task in mnist.mnist_tasks(DIGITS_FORMAT)] == [mnist.convert_mnist]
    with pytest.raises(DatasetError, match="not brought into the 8×8 format yet"):
        load_dataset("mnist-8x8")
    mnist.convert_mnist()
    assert mnist.mnist_is_available(DIGITS_FORMAT)
    dataset = load_dataset("mnist-8x8")
    expected = [counts_of(x.reshape(28, 28), MNIST_FORMAT) for x in table[0]]
    assert_array_equal(dataset.images, expected)
    assert_array_equal(dataset.y, table[1])
    assert dataset.images.dtype == np.uint8
    assert dataset.rows(np.arange(2)).dtype == np.float32
    assert (dataset.picture_format, dataset.title) == (DIGITS_FORMAT, "MNIST, 8×8")
    assert dataset.n_published_train == N_TRAIN
    assert mnist.load_mnist(DIGITS_FORMAT) is dataset


def test_first_fetch_then_convert(folder, server):
    tasks = mnist.mnist_tasks(DIGITS_FORMAT)
    assert [task.function for task in tasks] == [mnist.fetch_mnist, mnist.convert_mnist]
    shares = []
    for task in tasks:
        shares.append(mnist.mnist_conversion_progress())
        task.function(*task.arguments)
    assert [*shares, mnist.mnist_conversion_progress()] == [0, 0, 1]
    assert mnist.mnist_tasks(DIGITS_FORMAT) == []
    assert names(folder) == ["mnist-28x28.npy", "mnist-8x8.npy"]


def test_nothing_can_be_converted_before_it_is_there(folder):
    with pytest.raises(DatasetError, match="MNIST is not on this computer yet"):
        mnist.convert_mnist()


def test_progress_of_a_conversion_grows_picture_by_picture(folder, table, monkeypatch):
    monkeypatch.setattr(picture_file, "CHUNK_ROWS", 30)
    convert, seen = mnist.convert_images, []

    def convert_and_look(*arguments):
        seen.append(mnist.mnist_conversion_progress())
        return convert(*arguments)

    monkeypatch.setattr(mnist, "convert_images", convert_and_look)
    monkeypatch.setattr(Path, "open", lambda path, mode="r", **_: open(path, mode, buffering=0))  # noqa: PTH123, SIM115
    lay_idx(folder, table)
    mnist.convert_mnist()
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(0.75, abs=0.02)


def test_pictures_converted_from_others_are_not_taken_for_these(folder, table):
    lay_idx(folder, table, parts=["t10k"])
    mnist.convert_mnist()
    assert mnist.mnist_is_available(DIGITS_FORMAT)
    assert mnist.load_mnist(DIGITS_FORMAT).title == "MNIST (test part), 8×8"
    lay_idx(folder, table)
    assert not mnist.mnist_is_available(DIGITS_FORMAT)
    mnist.convert_mnist()
    assert len(mnist.load_mnist(DIGITS_FORMAT).y) == N


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: b"PK\x03\x04" + data,
        lambda data: data.replace(b"|u1", b"|i1"),
        lambda data: data[:-1] + b"\x0a",
    ],
    ids=["cut", "empty", "zip", "signed", "digit 10"],
)
def test_damaged_file_is_told_and_converted_anew(folder, server, spoil):
    mnist.fetch_mnist()
    mnist.convert_mnist()
    for name in ("mnist-8x8.npy", "mnist-28x28.npy"):
        path = folder / name
        path.write_bytes(spoil(path.read_bytes()))
        assert not mnist.mnist_is_available(DIGITS_FORMAT)
        if name == "mnist-8x8.npy":
            mnist.convert_mnist()
            assert mnist.mnist_is_available(DIGITS_FORMAT)
    with pytest.raises(DatasetError, match=r"mnist-28x28\.npy in the data folder is damaged"):
        load_dataset("mnist")
    with pytest.raises(DatasetError, match=r"Delete it, and fetch MNIST again."):
        load_dataset("mnist-8x8")


def test_full_disk_while_converting_is_told(folder, table, fill_disk):
    lay_idx(folder, table)
    before = names(folder)
    fill_disk(".npy")
    with pytest.raises(DatasetError, match="The disk is full"):
        mnist.convert_mnist()
    assert names(folder) == before


# From the command line, and the real files


def test_command_fetches_and_converts(folder, server, capsys):
    main(["fetch-mnist"])
    assert mnist.mnist_tasks(DIGITS_FORMAT) == []
    assert f"{N} pictures" in capsys.readouterr().out
    main(["fetch-mnist"])


def test_command_that_fails_says_why(folder, server, capsys):
    server.status = 404
    with pytest.raises(SystemExit) as left:
        main(["fetch-mnist"])
    assert left.value.code == 1
    assert "OpenML answered 404" in capsys.readouterr().err


@pytest.mark.slow
def test_published_files_are_read_and_the_default_reads_them(tmp_path, measuring_data):
    for path in (measuring_data / "mnist").glob("t10k-*"):
        (tmp_path / path.name).symlink_to(path)
    dataset = mnist.load_mnist(MNIST_FORMAT, tmp_path)
    assert dataset.images.shape == (10_000, 28, 28)
    assert dataset.y[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert np.bincount(dataset.y).tolist() == [
        980,
        1135,
        1032,
        1010,
        982,
        892,
        958,
        1028,
        974,
        1009,
    ]
    assert dataset.title == "MNIST (test part), 28×28"
    mnist.convert_mnist(tmp_path)
    small = mnist.load_mnist(DIGITS_FORMAT, tmp_path)
    assert small.images.shape == (10_000, 8, 8)
    read = load_model().predict_images(small.images[:1000]).argmax(axis=1)
    assert (read == small.y[:1000]).mean() > 0.85
