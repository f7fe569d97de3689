namespace ActorCompute.Arrays.Expressions;

/// <summary>
/// A kernel of the program's own: a delegate over spans or a struct operator. Pure and safe to run on several
/// threads at once; it sees runs of elements in any order and of any length up to a block.
/// </summary>
/// <param name="name">What errors call it.</param>
/// <param name="argumentTypes">The dtypes it takes; arguments of other dtypes are an error.</param>
/// <param name="resultType">The dtype it gives.</param>
public abstract unsafe class LocalKernel(string name, DType[] argumentTypes, DType resultType)
{
    /// <summary>What errors call it.</summary>
    public string Name { get; } = name;

    /// <summary>The dtypes it takes.</summary>
    public IReadOnlyList<DType> ArgumentTypes { get; } = argumentTypes;

    /// <summary>The dtype it gives.</summary>
    public DType ResultType { get; } = resultType;

    /// <summary>
    /// Computes <paramref name="count"/> elements (at most a block) from <paramref name="arguments"/>, one
    /// pointer an argument, into <paramref name="result"/>. The memory is the caller's and valid only during
    /// the call; result may be the same memory as an argument only if <see cref="WorksInPlace"/>.
    /// </summary>
    public abstract void Invoke(void** arguments, void* result, int count);

    /// <summary>True if the result may be written over an argument while it is being computed.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>
    /// True if it may take any time, or wait: such a kernel never runs on the thread that submits a job.
    /// False only for loops over numbers.
    /// </summary>
    public virtual bool MayTakeAnyTime => true;

    /// <summary>
    /// What an element is taken to cost on one thread, in nanoseconds, when a job is cut into chunks; a
    /// factor of two does not matter. The default is dear: too dear a guess costs some messages, too cheap a
    /// one leaves cores idle beside a slow kernel over few elements.
    /// </summary>
    public virtual double NanosecondsPerElement => 100;
}
