using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;

namespace ActorCompute.Engines.Akka.Logging;

/// <summary>Gives what Akka.NET logs to the process's own log, a line an event.</summary>
internal sealed class LineLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    public LineLogger()
    {
        Action<string> log = Context.System.Settings.Setup.Get<LineLoggerSetup>() is { HasValue: true } setup
            ? setup.Value.Log
            : static _ => { };
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(logged => log(Line(logged)));
    }

    private static string Line(LogEvent logged)
    {
        string cause = logged.Cause is { } error ? $": {error.GetBaseException().Message}" : "";
        return $"Akka.NET, {logged.LogSource}: {logged.Message}{cause}".ReplaceLineEndings(" ");
    }
}

/// <summary>Where the lines go.</summary>
/// <param name="log">Takes a line.</param>
internal sealed class LineLoggerSetup(Action<string> log) : Setup
{
    /// <summary>Takes a line.</summary>
    public Action<string> Log => log;
}
