namespace ActorCompute.Kernels.Elementwise.Drivers;

/// <summary>
/// What a kernel does at one place of its arrays: it reads <see cref="Count"/> elements of each argument and
/// writes as many results. The arguments are three at most; those that a step does not have take no room
/// (size 0).
/// </summary>
internal unsafe interface IKernelStep
{
    /// <summary>The elements a step computes: a power of two.</summary>
    static abstract int Count { get; }

    /// <summary>The bytes of an element of the first argument.</summary>
    static abstract int FirstSize { get; }

    /// <summary>The bytes of an element of the second argument; 0 if there is none.</summary>
    static abstract int SecondSize { get; }

    /// <summary>The bytes of an element of the third argument; 0 if there is none.</summary>
    static abstract int ThirdSize { get; }

    /// <summary>The bytes of an element of the result.</summary>
    static abstract int ResultSize { get; }

    /// <summary>
    /// Computes one step. All reading comes before writing, so that the result may lie over an argument. The
    /// result is aligned to the vector if <typeparamref name="TStore"/> asks for it.
    /// </summary>
    static abstract void Invoke<TStore>(byte* first, byte* second, byte* third, byte* result)
        where TStore : struct, IStorePolicy;
}
