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
            "group": 1.84,
            "two strokes": 0.37,
            "three strokes": 0.52,
            "more strokes": 0.73,
            "parts apart": -2.6,
            "gap inside": -1.58,
            "low": -7.36,
            "wide": -3.51,
            "high": -0.28,
            "speck": -1.84,
            "flat": -1.13,
            "log likeliest": 1.39,
            "log any digit": -0.07,
            "log several": -0.19,
        },
        "none": {
            "group": -1.64,
            "two strokes": 0.18,
            "three strokes": 0.14,
            "more strokes": -0.71,
            "parts apart": 0.06,
            "gap inside": -0.05,
            "low": 3.61,
            "wide": -2.42,
            "high": 0.47,
            "speck": 1.37,
            "flat": 0.58,
            "log no digit": 0.5,
            "log several": -0.05,
        },
        "cut": {"overlap": -4.51, "gap": 1.55, "near": -2.9, "touching": -0.38, "contact": -1.8},
    }
)
