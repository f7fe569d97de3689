"""Times and runs NumPy's functions for the bench, one request a line on standard input, one answer a line.

  load FUNCTION DTYPE SMALL LARGE KIND LEAST GREATEST [KIND LEAST GREATEST]
                         makes arguments of two sizes, as bench/Functions/InputRange.cs says: "ok"
  small CALLS, large CALLS
                         the nanoseconds of so many calls, with the memory of the result given
  results FUNCTION DTYPE HEX [HEX]
                         the results for arguments in hexadecimal bytes, as such bytes
"""
import sys
import time

import numpy as np

COUNT = int(sys.argv[1])


def arguments(uniform, kind, least, greatest, dtype):
    least, greatest = float(least), float(greatest)
    if kind == "Even":
        return (least + uniform * (greatest - least)).astype(dtype)
    if kind == "Positive":
        return np.exp2(least + uniform * (greatest - least)).astype(dtype)
    magnitude = np.where(uniform < 0.5, 2 * uniform, 2 * uniform - 1)
    return np.copysign(np.exp2(least + magnitude * (greatest - least)), uniform - 0.5).astype(dtype)


def load(uniforms, words):
    name, dtype, small, large = words[0], words[1], int(words[2]), int(words[3])
    arrays = []
    for place, uniform in zip(range(4, len(words), 3), uniforms):
        arrays.append(arguments(uniform, *words[place:place + 3], dtype))
    function = getattr(np, name)
    result = np.ones(COUNT, dtype)
    works = {}
    for size, count in (("small", small), ("large", large)):
        # Copies, so that small arrays lie together as ours do. A number is what NumPy is given for a number.
        parts = [array[:count].copy() for array in arrays]
        if len(words) > 7 and words[8] == words[9]:
            parts[1] = float(words[8])
        works[size] = (function, (*parts, result[:count]))
    return works


def timed(function, parts, calls):
    start = time.perf_counter_ns()
    for _ in range(calls):
        function(*parts)
    return time.perf_counter_ns() - start


def main():
    uniforms = [np.random.Generator(np.random.Philox(key=key)).random(COUNT) for key in (0, 1)]
    np.seterr(all="ignore")
    works = {}
    print(f"NumPy {np.__version__}", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "load":
            works = {}
            works = load(uniforms, words[1:])
            answer = "ok"
        elif words[0] == "results":
            parts = [np.frombuffer(bytes.fromhex(word), words[2]) for word in words[3:]]
            answer = getattr(np, words[1])(*parts).tobytes().hex()
        else:
            answer = timed(*works[words[0]], int(words[1]))
        print(answer, flush=True)


if __name__ == "__main__":
    main()
