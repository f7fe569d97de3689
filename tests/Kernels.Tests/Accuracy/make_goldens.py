"""Writes Goldens.cs: results of the functions rounded correctly from 400 bits. Needs mpmath."""
import struct
from mpmath import mp, mpf
import mpmath as m

mp.prec = 400


def bits(value):
    return struct.unpack(">Q", struct.pack(">d", value))[0]


def rounded(value):
    """The nearest double, halves to even, subnormals and overflow included."""
    if value == 0:
        return 0.0
    mantissa, exponent = m.frexp(abs(value))
    places = max(exponent - 53, -1074)
    units = abs(value) * mpf(2) ** -places
    floor = int(m.floor(units))
    rest = units - floor
    floor += rest > 0.5 or (rest == 0.5 and floor % 2)
    try:
        result = float(floor) * 2.0 ** max(places, -1022) * 2.0 ** min(places + 1022, 0)
    except OverflowError:
        result = float("inf")
    return result if value > 0 else -result


tiny = [5e-324, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-100]
small = [1e-20, 1e-16, 1.1e-15, 1e-10, 3e-8, 1e-6, 0.001, 0.01, 0.1]
middle = [0.3, 0.34657359027997264, 0.5, 0.7, 0.9]
signed = tiny + small + middle + [-x for x in tiny[::2] + small[::2] + middle[::2]]
angles = signed + [1.0, 2.0, 3.141592653589793, 1.5707963267948966, 0.7853981633974483, 10.0, 100.0, 355.0, 1e5,
                   710.0 / 113 * 1e4, 8388607.75, 8388608.0, 1e9, 1e10, 1e15, 1e16, 1e22,
                   6381956970095103.0 * 2.0 ** 797,  # the double closest to a multiple of pi/2
                   1e100, 1.7976931348623157e308]
logs = tiny + small + middle + [1 + s * x for x in small[1:] for s in (1, -1)] + [
    2.0, 2.718281828459045, 10.0, 1000.0, 1e15, 1e22, 2.0 ** 100, 1e300, 1.7976931348623157e308,
    0.7071067811865476, 1.4142135623730951, 1.4142135623730950488 / 2 ** 30]
cases = {
    "Exp": (m.exp, signed + [
        1.0, -1.0, 10.0, -10.0, 700.0, 709.782712893384, 709.79, -700.0, -708.5, -720.25, -740.0,
        -745.1, -745.133, -745.2]),
    "Exp2": (lambda x: mpf(2) ** x, signed + [
        1.0, 2.0, 10.0, 1023.0, 1023.9999, 1024.0, -1.0, -1022.0, -1022.5, -1050.3, -1074.0, -1074.9, -1075.1,
        -1076.0]),
    "Expm1": (m.expm1, signed + [
        1.0, -1.0, 2.0, -2.0, 20.0, -20.0, 38.0, -36.7, -38.0, -50.0, 709.7, 709.79, -800.0]),
    "Log": (m.log, logs), "Log2": (lambda x: m.log(x) / m.log(2), logs), "Log10": (m.log10, logs),
    "Log1p": (m.log1p, signed + [1.0, 2.0, 10.0, 1e10, 1e17, 1e300, -0.99, -0.9999999999999999]),
    "Sin": (m.sin, angles), "Cos": (m.cos, angles), "Tan": (m.tan, angles),
    "Arcsin": (m.asin, signed + [1.0, -1.0, 0.9999999999999999]),
    "Arccos": (m.acos, signed + [1.0, -1.0, 0.9999999999999999]),
    "Arctan": (m.atan, signed + [1.0, -1.0, 2.0, 10.0, 1e10, 1e300]),
    "Sinh": (m.sinh, signed + [1.0, -1.0, 2.0, 10.0, 30.0, 700.0, 710.0, 710.4758, -710.47, 711.0]),
    "Cosh": (m.cosh, signed + [1.0, -1.0, 2.0, 10.0, 30.0, 700.0, 710.0, 710.4758, -710.47, 711.0]),
    "Tanh": (m.tanh, signed + [1.0, -1.0, 2.0, 10.0, 19.0, 22.5, 1000.0]),
    "Arcsinh": (m.asinh, signed + [1.0, -1.0, 10.0, 1e8, 268435456.0, 3e8, 1e154, 1e308]),
    "Arccosh": (m.acosh, [1.0] + [1 + x for x in small[2:] + middle] + [
        2.0, 10.0, 100.0, 1e8, 268435456.0, 3e8, 1e154, 1e308, 1.7976931348623157e308]),
    "Arctanh": (m.atanh, signed + [0.99, -0.9999, 0.9999999999999999]),
    "Cbrt": (lambda x: m.cbrt(abs(x)) * m.sign(x), signed + [
        1.0, 8.0, -27.0, 64.0, 1e9, 1e300, 1.7976931348623157e308, 2.5e-309, 3.0]),
    "Power": (lambda x, y: x ** y, [(x, y) for x in (0.5, 1.0000001, 0.9999999, 2.0, 3.0, 10.0, 1e-5) for y in (
        0.5, 2.0, 3.0, -1.0, 0.1, 100.0, -100.5)]),
    "Arctan2": (m.atan2, [
        (x, y) for x in (1.0, -1.0, 1e-10, 3.0, 1e10) for y in (1.0, -1.0, 1e-5, -2.0, 1e10)]),
    "Hypot": (lambda x, y: m.sqrt(x * x + y * y), [(x, y) for x in (
        3.0, -5.0, 1e-310, 5e-324, 1e-200, 1e200, 1.2e308) for y in (4.0, 12.0, 1e-310, 1e-200, 1e200, 1e308)]),
}

print('''using System.Globalization;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// Results rounded correctly from 400 bits, by make_goldens.py with mpmath 1.3: near zero, where formulas
/// cancel; subnormal; close to multiples of pi/2; at the ends of ranges.
/// </summary>
internal static class Goldens
{
    // A line a function: argument, or two, and result, as the bits of float64.
    private const string Table = """''')
for name, (function, points) in cases.items():
    words = []
    for point in points:
        arguments = point if isinstance(point, tuple) else (point,)
        result = rounded(function(*[mpf(a) for a in arguments]))
        words.append("/".join(f"{bits(a):x}" for a in (*arguments, result)))
    line = f"        {name}"
    for word in words:
        if len(line) + len(word) > 107:
            print(line)
            line = f"        {name}"
        line += " " + word
    print(line)
print('''        """;

    /// <summary>The goldens of a function. Functions of one argument have 0 for the second.</summary>
    public static IEnumerable<(double X, double Y, double Result)> Of(Function function) =>
        from line in Table.Split('\\n')
        let words = line.Split(' ')
        where words[0] == function.ToString()
        from word in words.Skip(1)
        let numbers = word.Split('/').Select(Number).ToArray()
        select (numbers[0], numbers.Length == 3 ? numbers[1] : 0, numbers[^1]);

    private static double Number(string bits) => BitConverter.UInt64BitsToDouble(
        ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}''')
