using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Messages;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Engines.Cluster.Clients;

/// <summary>One question to the seed node: what all nodes do.</summary>
internal static class StatusRequest
{
    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="ComputeException">There is none in time.</exception>
    public static async Task<StatusReport> AskAsync(
        IActorHost host, SeedLink seed, TimeSpan timeout, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<StatusReport>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        ActorRef listener = host.AddService(_ => (_, message) =>
        {
            if (message is StatusReport report) answer.TrySetResult(report);
        });
        try
        {
            host.Send(seed.Service, new AskStatus(listener), listener);
            return await answer.Task.WaitAsync(timeout, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ComputeException(
                ErrorKind.Timeout,
                $"the seed node {seed.Address} did not answer within {timeout.TotalSeconds:0.#} s");
        }
        finally
        {
            host.Stop(listener);
        }
    }
}
