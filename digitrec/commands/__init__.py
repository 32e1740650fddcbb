"""The commands: from what is typed to plans, files and readings. The caller prints."""

from digitrec.commands.export import add_export_options, export_onnx
from digitrec.commands.model_files import write_model
from digitrec.commands.read import add_read_options, image_paths, read_in_words
from digitrec.commands.sweep import (
    add_sweep_options,
    best_in_words,
    plans_to_sweep,
    rows_in_words,
)
from digitrec.commands.train import add_train_options, output_path, plan_to_train
from digitrec.commands.worker import add_worker_options, work

__all__ = [
    "add_export_options",
    "add_read_options",
    "add_sweep_options",
    "add_train_options",
    "add_worker_options",
    "best_in_words",
    "export_onnx",
    "image_paths",
    "output_path",
    "plan_to_train",
    "plans_to_sweep",
    "read_in_words",
    "rows_in_words",
    "work",
    "write_model",
]
