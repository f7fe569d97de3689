namespace ActorCompute.Client.Pools;

/// <summary>
/// What a function threw in a worker process, as far as it travels: the name of its type, its message and its
/// stack. It is the <see cref="Exception.InnerException"/> of the failure of the call.
/// </summary>
public sealed class RemoteException : Exception
{
    internal RemoteException(string typeName, string message, string stack)
        : base(message)
    {
        TypeName = typeName;
        StackTrace = stack;
    }

    /// <summary>The type's full name.</summary>
    public string TypeName { get; }

    /// <summary>Where it was thrown, in the worker process.</summary>
    public override string StackTrace { get; }

    /// <summary>As the exception would print itself in the worker process.</summary>
    public override string ToString() => $"{TypeName}: {Message}{Environment.NewLine}{StackTrace}";
}
