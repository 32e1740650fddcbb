"""Pictures with their labels: loaded once and read-only, described and exported."""

from digitrec.datasets.catalog import DATASETS, load_dataset
from digitrec.datasets.dataset import N_DIGITS, Dataset, in_format
from digitrec.datasets.describe import (
    ORDERS,
    arrange,
    class_counts,
    class_pictures,
    map_seconds,
    neighbour_map_of,
    oddness,
    principal_components,
)
from digitrec.datasets.digits import load_digits
from digitrec.datasets.export import csv_text, to_csv, to_npz
from digitrec.datasets.idx import read_idx
from digitrec.datasets.mnist import (
    DOWNLOAD_MB,
    convert_mnist,
    converted_share,
    data_folder,
    fetch_mnist,
    fetched_share,
    is_at_hand,
    load_mnist,
    mnist_tasks,
)

__all__ = [
    "DATASETS",
    "DOWNLOAD_MB",
    "N_DIGITS",
    "ORDERS",
    "Dataset",
    "arrange",
    "class_counts",
    "class_pictures",
    "convert_mnist",
    "converted_share",
    "csv_text",
    "data_folder",
    "fetch_mnist",
    "fetched_share",
    "in_format",
    "is_at_hand",
    "load_dataset",
    "load_digits",
    "load_mnist",
    "map_seconds",
    "mnist_tasks",
    "neighbour_map_of",
    "oddness",
    "principal_components",
    "read_idx",
    "to_csv",
    "to_npz",
]
