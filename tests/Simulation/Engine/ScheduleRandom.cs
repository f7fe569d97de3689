namespace ActorCompute.Simulation.Engine;

/// <summary>
/// The only source of chance in a simulation: SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014). One schedule seed gives the same numbers on every machine, for
/// ever.
/// </summary>
public sealed class ScheduleRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 uniform random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>A number in [0, bound).</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number in [least, most].</summary>
    public long Between(long least, long most) => least + Below(most - least + 1);

    /// <summary>
    /// A number in [least, most] whose magnitude, not whose value, is uniform: short and long waits alike.
    /// </summary>
    public long Magnitude(long least, long most)
    {
        double fraction = (Next() >> 11) * (1.0 / (1L << 53));
        return (long)(least * Math.Pow((double)most / least, fraction));
    }

    /// <summary>True in <paramref name="percent"/> of all draws.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of the choices.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[(int)Below(choices.Length)];

    /// <summary>An independent generator, so that one part's draws do not move another's.</summary>
    public ScheduleRandom Fork() => new(Next());

    /// <summary>A bijection of 64 bits in which every input bit moves about half of the output's.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
