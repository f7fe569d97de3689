namespace ActorCompute.Arrays;

/// <summary>
/// What went wrong, for programs; the message of the <see cref="ComputeException"/> says it to people.
/// </summary>
public enum ErrorKind
{
    /// <summary>An option or argument is outside its range.</summary>
    InvalidArgument,

    /// <summary>
    /// The expression is not of the language: syntax, nesting, arity, or a C# construct without a
    /// counterpart.
    /// </summary>
    InvalidExpression,

    /// <summary>A name in the expression is neither an input nor a function.</summary>
    UnknownName,

    /// <summary>
    /// An operation has no meaning for these dtypes, or a type is not one of the supported dtypes.
    /// </summary>
    UnsupportedType,

    /// <summary>Shapes or lengths that must agree do not.</summary>
    ShapeMismatch,

    /// <summary>
    /// A file is missing, unreadable, a directory, truncated, corrupt, or of an unsupported format.
    /// </summary>
    InvalidFile,

    /// <summary>Memory for an array or its scratch could not be had.</summary>
    OutOfMemory,

    /// <summary>An array was disposed, or a file changed its size, while a job used it.</summary>
    InputChanged,

    /// <summary>min, max, argmin or argmax of no elements.</summary>
    EmptyInput,

    /// <summary>
    /// A kernel failed on an element: a user's delegate threw, an integer was divided by zero in C#'s
    /// meaning, ...
    /// </summary>
    KernelFailed,

    /// <summary>The disk is full, or writing the result failed in another way.</summary>
    OutputFailed,

    /// <summary>The timeout of a job, or of a call that waits, passed.</summary>
    Timeout,

    /// <summary>Nothing moved for the stall timeout.</summary>
    Stalled,

    /// <summary>The job was cancelled.</summary>
    Cancelled,

    /// <summary>A chunk was lost with its workers more often than is allowed.</summary>
    ChunkLost,

    /// <summary>A lock was released by one who does not hold it.</summary>
    NotHeld,

    /// <summary>
    /// A lock, a queue, a pool or the process that waits was closed, before or during the call.
    /// </summary>
    Closed,

    /// <summary>
    /// The call does not fit what happened before: a process is started twice, or joined before its start;
    /// a job is sent twice.
    /// </summary>
    InvalidState,

    /// <summary>Nobody answers at an address: no such host, nobody listens, or no answer in time.</summary>
    Unreachable,

    /// <summary>
    /// Another process does not take the connection, or this one does not trust it: certificates, versions,
    /// names.
    /// </summary>
    Refused,
}

/// <summary>Which kinds are a user's bad usage or input, and which are a job that failed.</summary>
public static class ErrorKinds
{
    /// <summary>
    /// True where the fault lies in what was asked (exit code 2 of the command line), false where the job
    /// failed.
    /// </summary>
    public static bool IsBadInput(this ErrorKind kind) =>
        kind <= ErrorKind.InvalidFile
        || kind is ErrorKind.EmptyInput or ErrorKind.NotHeld or ErrorKind.Closed or ErrorKind.InvalidState
            or ErrorKind.Unreachable or ErrorKind.Refused;
}
