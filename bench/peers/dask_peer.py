"""Times Dask distributed for the bench, on local processes: as numpy_peer.py does for NumPy.

The work "dask exp" ships an array to the workers and its exp back, as a program does that has the array.
"""
import sys
import time

import dask
import dask.array as da
import distributed
import numpy as np


def main():
    count, processes = int(sys.argv[1]), int(sys.argv[2])
    x = np.random.Generator(np.random.Philox(key=0)).random(count)
    with distributed.LocalCluster(
        n_workers=processes, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster, distributed.Client(cluster):
        print(f"Dask {dask.__version__}", flush=True)
        for _ in sys.stdin:
            start = time.perf_counter_ns()
            da.exp(da.from_array(x, chunks=count // 64)).compute()
            print(time.perf_counter_ns() - start, flush=True)


if __name__ == "__main__":
    main()
