using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Client;

/// <summary>
/// A job for programs that speak to the actors themselves: the message to send, and the way from the router's
/// last message to a result. Made by <see cref="ComputeCluster.Prepare"/>. Dispose it if neither
/// <see cref="Complete"/> nor <see cref="Fail"/> is called: the memory goes back when no kernel uses it any
/// more, and a job that has still to begin with it fails. Thread safe.
/// </summary>
public sealed class PreparedJob : IDisposable
{
    private readonly SubmittedJob _job;
    private int _isOver;

    internal PreparedJob(SubmittedJob job) => _job = job;

    /// <summary>The job's id, which all messages about it bear.</summary>
    public JobId Id => _job.Id;

    /// <summary>
    /// What to send to the router, once: a second sender is told that it failed. Whoever sends it hears of
    /// the job where the engine knows the sender; otherwise name the one who does as
    /// <see cref="JobProtocol.SubmitJob.ReplyTo"/>.
    /// </summary>
    public JobProtocol.SubmitJob Message => new(_job.Id, _job.Spec, ActorRef.Nobody);

    /// <summary>
    /// The result of the job. A result that goes to a file is written here, which waits for the disk.
    /// </summary>
    /// <param name="completed">The router's last message.</param>
    /// <returns>The result, whose array, if there is one, the caller disposes.</returns>
    /// <exception cref="ComputeException">
    /// The message is of another job (<see cref="ErrorKind.InvalidArgument"/>), or the result cannot be
    /// stored.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The job is over already.</exception>
    public JobResult Complete(JobProtocol.JobCompleted completed)
    {
        ArgumentNullException.ThrowIfNull(completed);
        Close(completed.Job);
        try
        {
            _job.Complete(completed);
            ComputeArray? array = _job.TakeResult();
            return new JobResult(
                _job.Elements, array, completed.Value, completed.Warning, completed.Statistics,
                completed.Story);
        }
        finally
        {
            _job.Dispose();
        }
    }

    /// <summary>Ends a job that failed.</summary>
    /// <param name="failed">The router's last message.</param>
    /// <returns>The failure, for the program to throw or to tell.</returns>
    /// <exception cref="ComputeException">
    /// The message is of another job (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    /// <exception cref="ObjectDisposedException">The job is over already.</exception>
    public ComputeException Fail(JobProtocol.JobFailed failed)
    {
        ArgumentNullException.ThrowIfNull(failed);
        Close(failed.Job);
        _job.Abandon(failed.Abandoned);
        _job.Dispose();
        return new ComputeException(failed.Kind, failed.Message);
    }

    /// <summary>Takes out of the table what the job has there; a second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0) _job.Dispose();
    }

    private void Close(JobId job)
    {
        if (job != Id)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"the message is of another job than {Id}: keep prepared jobs by their ids");
        }

        ObjectDisposedException.ThrowIf(Interlocked.Exchange(ref _isOver, 1) != 0, this);
    }
}
