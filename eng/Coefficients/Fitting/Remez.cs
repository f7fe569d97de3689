using ActorCompute.Coefficients.Arithmetic;

namespace ActorCompute.Coefficients.Fitting;

/// <summary>
/// The polynomial whose largest weighted error is least, some of its first coefficients given: by Remez'
/// exchange. The error of the best takes its largest magnitude with alternating sign at one point more than
/// there are free coefficients; these points are found by trying.
/// </summary>
internal sealed class Remez
{
    private const int MaxSteps = 60;

    private readonly SampledFunction _function;
    private readonly BigReal[] _coefficients;
    private readonly int _given;
    private int[] _reference;

    private Remez(SampledFunction function, BigReal[] coefficients, int given)
    {
        _function = function;
        _coefficients = coefficients;
        _given = given;
        int count = coefficients.Length - given + 1;
        _reference = new int[count];
        int last = function.Count - 1;
        for (int place = 1; place < count; place++) _reference[place] = place * last / (count - 1);
    }

    /// <summary>
    /// Replaces the coefficients from <paramref name="given"/> on by the best ones beside those before.
    /// </summary>
    public static void Fit(SampledFunction function, BigReal[] coefficients, int given) =>
        new Remez(function, coefficients, given).Run();

    private void Run()
    {
        BigReal[]? best = null;
        BigReal least = 0;
        for (int step = 0; step < MaxSteps; step++)
        {
            BigReal levelled = SolveAtReference();
            BigReal[] errors = _function.Errors(_coefficients);
            BigReal largest = errors.Select(BigReal.Abs).Aggregate(BigReal.Max);
            if (best is null || largest < least) (best, least) = ([.. _coefficients], largest);
            if (largest <= levelled * 1.0001) break;
            int[]? next = NextReference(errors);
            if (next is null || next.SequenceEqual(_reference)) break;
            _reference = next;
        }

        best!.CopyTo(_coefficients, 0);
    }

    // The free coefficients, and the error that they have, with alternating sign, at the reference.
    private BigReal SolveAtReference()
    {
        int count = _reference.Length;
        var rows = new BigReal[count][];
        for (int place = 0; place < count; place++)
        {
            int index = _reference[place];
            BigReal x = _function.Points[index];
            BigReal weight = _function.Weights[index];
            BigReal rest = _function.Values[index];
            BigReal power = 1;
            for (int given = 0; given < _given; given++)
            {
                rest -= _coefficients[given] * power;
                power *= x;
            }

            rows[place] = new BigReal[count + 1];
            int sign = SignAt(index) * ((place & 1) == 0 ? 1 : -1);
            for (int free = 0; free < count - 1; free++)
            {
                rows[place][free] = power * weight;
                power *= x;
            }

            rows[place][count - 1] = sign;
            rows[place][count] = rest * weight;
        }

        BigReal[] solution = LinearSystem.Solve(rows);
        Array.Copy(solution, 0, _coefficients, _given, count - 1);
        return BigReal.Abs(solution[^1]);
    }

    // Of each run of errors of one sign the largest. What is too much goes, the least first: alone from the
    // ends, else with its lesser neighbour, so that signs still alternate.
    private int[]? NextReference(BigReal[] errors)
    {
        var peaks = new List<int>();
        int lastSign = 0;
        for (int index = 0; index < errors.Length; index++)
        {
            int sign = errors[index].Sign * SignAt(index);
            if (sign == 0) continue;
            if (sign != lastSign) peaks.Add(index);
            else if (Magnitude(index) > Magnitude(peaks[^1])) peaks[^1] = index;
            lastSign = sign;
        }

        while (peaks.Count > _reference.Length)
        {
            int last = peaks.Count - 1;
            int least = Magnitude(peaks[0]) < Magnitude(peaks[last]) ? 0 : last;
            if (peaks.Count > _reference.Length + 1) least = peaks.IndexOf(peaks.MinBy(Magnitude));
            peaks.RemoveAt(least);
            if (least == 0 || least == last) continue;
            peaks.RemoveAt(Magnitude(peaks[least - 1]) < Magnitude(peaks[least]) ? least - 1 : least);
        }

        return peaks.Count == _reference.Length ? [.. peaks] : null;

        BigReal Magnitude(int index) => BigReal.Abs(errors[index]);
    }

    // What is fitted is x^given times a polynomial, so across 0 the error changes its sign with x^given.
    private int SignAt(int index) => _function.Points[index].Sign < 0 && (_given & 1) == 1 ? -1 : 1;
}
