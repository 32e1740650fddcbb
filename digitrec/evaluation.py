"""Numbers from results: arrays in, numbers out."""

import math

Z_95 = 1.959963984540054  # the normal distribution's 97.5 % point


def wilson_interval(n_right, n):
    """Give the 95 % interval of a share.

    Parameters
    ----------
    n_right, n : int
        0 <= n_right <= n, n >= 1.

    Returns
    -------
    tuple of float
        Lower and upper end, 0..1.

    References
    ----------
    E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, Journal
    of the American Statistical Association 22, 1927.
    """
    share = n_right / n
    middle = share + Z_95**2 / (2 * n)
    half = Z_95 * math.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    scale = 1 + Z_95**2 / n
    return (middle - half) / scale, (middle + half) / scale
