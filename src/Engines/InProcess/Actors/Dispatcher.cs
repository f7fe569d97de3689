namespace ActorCompute.Engines.InProcess.Actors;

/// <summary>
/// Handles mailboxes on the calling thread, one after the other: a handler that sends to an idle actor does
/// not have that actor's handler run inside its own.
/// </summary>
internal static class Dispatcher
{
    [ThreadStatic]
    private static Queue<ActorCell>? _waiting;

    [ThreadStatic]
    private static bool _isRunning;

    public static void Run(ActorCell cell)
    {
        if (_isRunning)
        {
            (_waiting ??= new Queue<ActorCell>()).Enqueue(cell);
            return;
        }

        _isRunning = true;
        try
        {
            cell.Drain();
            while (_waiting is not null && _waiting.TryDequeue(out ActorCell? next)) next.Drain();
        }
        finally
        {
            _isRunning = false;
        }
    }
}
