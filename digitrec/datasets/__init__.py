"""Pictures with their labels: loaded once and read-only, described and exported."""

from digitrec.datasets.catalog import DATASETS, dataset_entry, load_dataset
from digitrec.datasets.dataset import N_DIGITS, Dataset, in_format
from digitrec.datasets.describe import (
    ORDERS,
    ClassPictures,
    Map,
    arrange,
    class_counts,
    class_pictures,
    oddness,
    principal_components,
    tsne_map_of_sample,
    tsne_seconds,
)
from digitrec.datasets.digits import load_digits
from digitrec.datasets.export import csv_text, to_csv, to_npz
from digitrec.datasets.idx import read_idx
from digitrec.datasets.mnist import (
    MNIST_DOWNLOAD_MB,
    convert_mnist,
    data_folder,
    fetch_mnist,
    load_mnist,
    mnist_conversion_progress,
    mnist_fetch_progress,
    mnist_is_available,
    mnist_tasks,
)
from digitrec.datasets.own import OWN_KINDS, own_dataset, own_kind

__all__ = [
    "DATASETS",
    "MNIST_DOWNLOAD_MB",
    "N_DIGITS",
    "ORDERS",
    "OWN_KINDS",
    "ClassPictures",
    "Dataset",
    "Map",
    "arrange",
    "class_counts",
    "class_pictures",
    "convert_mnist",
    "csv_text",
    "data_folder",
    "dataset_entry",
    "fetch_mnist",
    "in_format",
    "load_dataset",
    "load_digits",
    "load_mnist",
    "mnist_conversion_progress",
    "mnist_fetch_progress",
    "mnist_is_available",
    "mnist_tasks",
    "oddness",
    "own_dataset",
    "own_kind",
    "principal_components",
    "read_idx",
    "to_csv",
    "to_npz",
    "tsne_map_of_sample",
    "tsne_seconds",
]
