"""The weights of segmentation, as `python -m benchmarks.numbers --learn 300` printed them."""

from digitrec.numbers.segmentation import Weights

WEIGHTS = Weights.from_dict(
    {
        "digit": {
            "group": -0.45,
            "two strokes": 0.53,
            "three strokes": 1.56,
            "more strokes": -0.01,
            "parts apart": -0.86,
            "gap inside": -2.02,
            "low": -4.21,
            "wide": -1.61,
            "high": 0.74,
            "speck": -2.87,
            "flat": -0.15,
            "log likeliest": 0.18,
            "log any digit": 1.34,
            "log several": -0.12,
        },
        "none": {
            "group": -2.86,
            "two strokes": -0.56,
            "three strokes": 0.05,
            "more strokes": 0.54,
            "parts apart": -0.67,
            "gap inside": -0.76,
            "low": 3.3,
            "wide": -3.33,
            "high": -0.11,
            "speck": 2.64,
            "flat": 0.64,
            "log no digit": 0.21,
            "log several": -0.01,
        },
        "cut": {
            "overlap": -6.5,
            "gap": 2.81,
            "near": -2.78,
            "touching": -0.87,
        },
    }
)
