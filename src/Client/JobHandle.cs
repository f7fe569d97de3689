using System.Runtime.CompilerServices;
using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Client;

/// <summary>
/// A submitted job: its progress, its result, and the way to stop it. Thread safe; can be awaited.
/// </summary>
public abstract class JobHandle : IHelpUntil
{
    private readonly ComputeCluster _cluster;
    private readonly SubmittedJob _submitted;
    private readonly ManualResetEventSlim _ended = new(false, spinCount: 0);
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _cancellationToken;
    private readonly ProgressReporter? _reporter;
    private JobProgressBox _progress = new(default);
    private volatile Exception? _reportFailure;
    private volatile bool _isCancelled;
    private volatile bool _isEnded;

    private protected JobHandle(ComputeCluster cluster, SubmittedJob submitted)
    {
        _cluster = cluster;
        _submitted = submitted;
        if (submitted.Progress is { } progress) _reporter = new ProgressReporter(progress, OnReportFailed);
    }

    /// <summary>The job's id, as messages and stories name it.</summary>
    public JobId Id => _submitted.Id;

    /// <summary>How far the job is; told by the router at most every 50 ms.</summary>
    public JobProgress Progress => _progress.Value;

    /// <summary>What it took, once the job has ended; null before.</summary>
    public JobStatistics? Statistics { get; private set; }

    /// <summary>What happened to the job, in order, once it has ended; empty before.</summary>
    public IReadOnlyList<StoryEvent> Story { get; private set; } = [];

    /// <summary>True once the result or the failure is there.</summary>
    public bool IsEnded => _isEnded;

    /// <inheritdoc/>
    bool IHelpUntil.IsOver => _ended.IsSet;

    /// <summary>
    /// Stops the job, which then fails as cancelled as soon as every kernel has seen it: within a block of
    /// elements. Does nothing to a job that has ended.
    /// </summary>
    public void Cancel()
    {
        _isCancelled = true;
        _cluster.Engine.Send(_cluster.Router, new CancelJob(Id));
    }

    /// <summary>Ends with the job, and as it ends.</summary>
    internal abstract Task Outcome { get; }

    /// <inheritdoc/>
    void IHelpUntil.Wait(TimeSpan atMost) => _ended.Wait(atMost);

    internal void CancelWith(CancellationToken token)
    {
        if (!token.CanBeCanceled) return;
        _cancellationToken = token;
        _cancellation = token.UnsafeRegister(static handle => ((JobHandle)handle!).Cancel(), this);
    }

    /// <summary>Handles a message about the job; never waits.</summary>
    internal void Tell(object message)
    {
        switch (message)
        {
            case JobAccepted when _isCancelled:
                // Cancelled on another thread before the job was sent: the router did not know it then.
                Cancel();
                break;
            case JobCompleted completed:
                if (_submitted.MustBeCompleted(completed))
                {
                    ThreadPool.UnsafeQueueUserWorkItem(_ => OnCompleted(completed), null);
                }
                else
                {
                    OnCompleted(completed);
                }

                break;
            case JobFailed failed:
                _submitted.Abandon(failed.Abandoned);
                End(failed.Statistics, failed.Story, () => Fail(Error(failed)));
                break;
            case Messages.JobProtocol.JobProgress progress:
                OnProgress(progress);
                break;
        }
    }

    /// <summary>Fails the job whatever the router says.</summary>
    internal void Abort(Exception error) => End(null, [], () => Fail(error));

    private protected abstract void Succeed(JobResult result);

    private protected abstract void Fail(Exception error);

    private void OnProgress(Messages.JobProtocol.JobProgress progress)
    {
        ChunkGrid grid = _submitted.Spec.Grid;
        var value = new JobProgress(progress.ElementsDone, grid.Count, progress.ChunksDone, grid.Chunks);
        _progress = new JobProgressBox(value);
        _reporter?.Report(value);
    }

    private void OnReportFailed(Exception error)
    {
        _reportFailure = error;
        Cancel();
    }

    private void OnCompleted(JobCompleted completed)
    {
        try
        {
            _submitted.Complete(completed);
        }
        catch (ComputeException error)
        {
            End(completed.Statistics, completed.Story, () => Fail(error));
            return;
        }

        ComputeArray? array = _submitted.TakeResult();
        ChunkGrid grid = _submitted.Spec.Grid;
        var whole = new JobProgress(grid.Count, grid.Count, grid.Chunks, grid.Chunks);
        _progress = new JobProgressBox(whole);
        _reporter?.Report(whole);
        var result = new JobResult(
            _submitted.Elements, array, completed.Value, completed.Warning, completed.Statistics,
            completed.Story);
        End(completed.Statistics, completed.Story, () => Succeed(result));
    }

    private void End(JobStatistics? statistics, IReadOnlyList<StoryEvent> story, Action settle)
    {
        lock (_ended)
        {
            if (_isEnded) return;
            Statistics = statistics;
            Story = story;
            _cluster.Forget(this);
            _submitted.Dispose();

            // Whoever awaits sees an ended job; whoever helped returns a task that has ended.
            _isEnded = true;
            settle();
            _ended.Set();
        }

        _cancellation.Unregister();
    }

    private Exception Error(JobFailed failed)
    {
        if (_submitted.Explain?.Invoke(failed.Kind) is { } explained) return explained;
        if (failed.Kind != ErrorKind.Cancelled) return new ComputeException(failed.Kind, failed.Message);
        if (_reportFailure is { } reportFailure) return reportFailure;
        return _cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(failed.Message, _cancellationToken)
            : new ComputeException(failed.Kind, failed.Message);
    }

    // A struct of four words is not written at once; a reference is.
    private sealed record JobProgressBox(JobProgress Value);
}

/// <summary>A submitted job whose result is a <typeparamref name="T"/>.</summary>
public sealed class JobHandle<T> : JobHandle
{
    // Continuations are the program's code, and must not run on a thread of the engine.
    private readonly TaskCompletionSource<T> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<JobResult, T> _result;

    internal JobHandle(ComputeCluster cluster, SubmittedJob submitted, Func<JobResult, T> result)
        : base(cluster, submitted) => _result = result;

    /// <summary>
    /// The result, or the failure as a <see cref="ComputeException"/> (an
    /// <see cref="OperationCanceledException"/>
    /// where the caller's token cancelled the job). When it is there, nothing writes to the job's arrays any
    /// more.
    /// </summary>
    public Task<T> Completion => _completion.Task;

    internal override Task Outcome => _completion.Task;

    /// <summary>Awaits <see cref="Completion"/>.</summary>
    public TaskAwaiter<T> GetAwaiter() => _completion.Task.GetAwaiter();

    private protected override void Succeed(JobResult result)
    {
        try
        {
            _completion.SetResult(_result(result));
        }
        catch (ComputeException error)
        {
            Fail(error);
        }
    }

    private protected override void Fail(Exception error)
    {
        if (error is OperationCanceledException cancelled)
        {
            _completion.SetCanceled(cancelled.CancellationToken);
        }
        else
        {
            _completion.SetException(error);
        }
    }
}
