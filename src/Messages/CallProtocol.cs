namespace ActorCompute.Messages;

/// <summary>
/// What goes between a program and a process, or a worker node, that has a worker of its pool: the program
/// asks for one run of calls at a time. Methods go by their names; what they take and give is of the types
/// of their signatures, which never travel.
/// </summary>
public static class CallProtocol
{
    /// <summary>
    /// Calls a static method again and again. The frame's payload is the arguments of one call behind those
    /// of another. Answered with <see cref="CallsRan"/> or <see cref="CallsFailed"/>.
    /// </summary>
    /// <param name="Number">The run, unique to the connection.</param>
    /// <param name="Method">The method: its assembly, type and signature.</param>
    /// <param name="Count">How many calls.</param>
    public sealed record RunCalls(long Number, string Method, int Count);

    /// <summary>Begins no further call of a run, which is still answered.</summary>
    /// <param name="Number">The run.</param>
    public sealed record StopCalls(long Number);

    /// <summary>The process lives, and is at a run. Sent again and again, whatever a call does.</summary>
    /// <param name="Number">The run.</param>
    public sealed record CallsGoOn(long Number);

    /// <summary>The calls of a run are done; their results are the frame's payload.</summary>
    /// <param name="Number">The run.</param>
    /// <param name="Count">How many calls: fewer than asked for where the run was stopped; none, where nobody
    /// stopped it, by one who is about to end.</param>
    public sealed record CallsRan(long Number, int Count);

    /// <summary>A call threw, and those behind it were not begun; or the run is not taken at all.</summary>
    /// <param name="Number">The run.</param>
    /// <param name="Index">Which call of the run, from 0.</param>
    /// <param name="Type">The exception's type, for people; empty where the run is not taken.</param>
    /// <param name="Message">Its message.</param>
    /// <param name="Stack">Where it was thrown.</param>
    public sealed record CallsFailed(long Number, int Index, string Type, string Message, string Stack);
}
