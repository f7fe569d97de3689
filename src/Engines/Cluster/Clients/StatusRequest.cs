using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Messages;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Engines.Cluster.Clients;

/// <summary>
/// A question to the seed node: what all nodes do. It is asked again until there is an answer, of which the
/// first counts. A message is lost with its connection; and on the engine akka a question can overtake the
/// seed node's entry of the client's connection, so that the answer goes nowhere.
/// </summary>
internal static class StatusRequest
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

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
            Task<StatusReport> answered = answer.Task.WaitAsync(timeout, cancellation);
            while (!answered.IsCompleted)
            {
                // After a loss of the connection, the seed node of the next one is asked.
                host.Send(seed.Service, new AskStatus(listener), listener);
                await ((Task)answered).WaitAsync(s_interval, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return await answered.ConfigureAwait(false);
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
