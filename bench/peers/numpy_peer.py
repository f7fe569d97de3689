"""Times NumPy and numexpr for the bench: a line on standard input names the work, the answer is its nanoseconds.

The bench asks between its own runs, so that both sides see the same moments of the machine. The first line of
output says what is here; the arrays are those that the bench computes on.
"""
import sys
import time

import numpy as np

try:
    import numexpr
except ImportError:
    numexpr = None


def works_on(x, out):
    works = {
        "numpy exp": lambda: np.exp(x, out=out),
        "numpy fused": lambda: 2 * x + 3 * np.sin(x) ** 2,
        "numpy sum": lambda: x.sum(),
        "numpy sum of products": lambda: (x * out).sum(),
        "numpy min": lambda: x.min(),
        "numpy max": lambda: x.max(),
        "numpy argmin": lambda: x.argmin(),
        "numpy mean": lambda: x.mean(),
        "numpy var": lambda: x.var(),
    }
    if numexpr is not None:
        arrays = {"x": x}
        works["numexpr exp"] = lambda: numexpr.evaluate("exp(x)", arrays, out=out)
        works["numexpr fused"] = lambda: numexpr.evaluate("2*x+3*sin(x)**2", arrays, out=out)
        works["numexpr sum"] = lambda: numexpr.evaluate("sum(x)", arrays)
    return works


def main():
    count, threads = int(sys.argv[1]), int(sys.argv[2])
    x = np.random.Generator(np.random.Philox(key=0)).random(count)
    out = np.zeros(count)
    out.fill(1)
    versions = f"NumPy {np.__version__}"
    if numexpr is not None:
        numexpr.set_num_threads(threads)
        versions += f", numexpr {numexpr.__version__}"
    works = works_on(x, out)
    print(versions, flush=True)
    for line in sys.stdin:
        work = works[line.strip()]
        start = time.perf_counter_ns()
        work()
        print(time.perf_counter_ns() - start, flush=True)


if __name__ == "__main__":
    main()
