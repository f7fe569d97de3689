using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Data;

/// <summary>What both ends of a data connection say of it.</summary>
internal static class DataFrames
{
    /// <summary>The reason of an end that was disposed.</summary>
    public const string ClosedHere = "this process closed the connection";

    /// <summary>A message that has no place on a data connection.</summary>
    public static ConnectionException Unexpected(object message) =>
        new($"{message.GetType().Name} does not belong on this side of a data connection");
}
