using System.Numerics;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// Python's <c>multiprocessing.Value</c>: one number that threads and processes share. Each member is atomic.
/// Made by <see cref="ComputeCluster.CreateSharedValue{T}"/>. Thread safe.
/// </summary>
/// <remarks>
/// <c>with v.get_lock(): v.value += 1</c> is <c>v.Add(1)</c>; for what has no member of its own it is
/// <c>v.Update(value => ...)</c>, or <c>lock (v.Lock) { ... }</c> around several steps. <c>v.Value += 1</c>
/// alone reads and writes in two steps and loses counts, as it does in Python.
/// </remarks>
/// <typeparam name="T">A number.</typeparam>
public sealed class SharedValue<T> where T : unmanaged, INumber<T>
{
    private T _value;

    internal SharedValue(T value) => _value = value;

    /// <summary>
    /// What guards the value: Python's <c>get_lock()</c>. Hold it to make several steps one. It is reentrant,
    /// as Python's is, belongs to a thread, and must not be held across an await.
    /// </summary>
    public Lock Lock { get; } = new();

    /// <summary>The number.</summary>
    public T Value
    {
        get
        {
            lock (Lock) return _value;
        }

        set
        {
            lock (Lock) _value = value;
        }
    }

    /// <summary>Adds to the number, and returns the sum; integers wrap.</summary>
    public T Add(T amount)
    {
        lock (Lock) return _value += amount;
    }

    /// <summary>Sets the number, and returns what it was.</summary>
    public T Exchange(T value)
    {
        lock (Lock)
        {
            T before = _value;
            _value = value;
            return before;
        }
    }

    /// <summary>
    /// Sets the number to a function of what it is, and returns it. The function runs under the lock, so that
    /// others wait for it; when it throws, the number stays.
    /// </summary>
    public T Update(Func<T, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        lock (Lock) return _value = function(_value);
    }

    /// <summary>The number as text.</summary>
    public override string ToString() => Value.ToString() ?? "";
}
