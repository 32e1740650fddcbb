"""The weights of segmentation, as `python -m benchmarks.numbers --learn 300` printed them."""

from digitrec.numbers.segmentation import Weights

WEIGHTS = Weights.from_dict(
    {
        "digit": {
            "group": -0.28,
            "two strokes": 0.48,
            "three strokes": 1.72,
            "more strokes": -0.01,
            "parts apart": -0.85,
            "gap inside": -1.93,
            "low": -4.11,
            "wide": -1.47,
            "high": 0.73,
            "speck": -3.04,
            "flat": -0.16,
            "log likeliest": 0.29,
            "log any digit": 1.37,
            "log several": -0.11,
        },
        "none": {
            "group": -2.87,
            "two strokes": -0.6,
            "three strokes": -0.11,
            "more strokes": 0.47,
            "parts apart": -0.77,
            "gap inside": -0.8,
            "low": 3.29,
            "wide": -3.24,
            "high": -0.11,
            "speck": 2.78,
            "flat": 0.76,
            "log no digit": 0.17,
            "log several": -0.01,
        },
        "cut": {
            "overlap": -6.32,
            "gap": 2.76,
            "near": -3.06,
            "touching": -1.05,
            "contact": 0.0,
        },
    }
)

INK_WEIGHTS = Weights.from_dict(
    {
        "digit": {
            "group": 3.26,
            "two strokes": -0.09,
            "three strokes": 0.06,
            "more strokes": -1.14,
            "parts apart": -1.76,
            "gap inside": -1.18,
            "low": -5.28,
            "wide": -4.1,
            "high": -0.22,
            "speck": -1.95,
            "flat": -1.66,
            "log likeliest": 0.27,
            "log any digit": 0.8,
            "log several": -0.21,
        },
        "none": {
            "group": 0.37,
            "two strokes": -0.44,
            "three strokes": 0.59,
            "more strokes": -1.07,
            "parts apart": -0.5,
            "gap inside": -0.15,
            "low": 1.57,
            "wide": -2.32,
            "high": 0.21,
            "speck": 2.33,
            "flat": -0.08,
            "log no digit": 1.2,
            "log several": -0.15,
        },
        "cut": {"overlap": -4.57, "gap": 1.15, "near": -4.52, "touching": -1.06, "contact": -1.48},
    }
)
