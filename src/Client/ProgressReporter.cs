namespace ActorCompute.Client;

/// <summary>
/// Tells a program how far its job is, on the thread pool, one report at a time and never an older one after
/// a newer one. The program's code may be slow or throw, so it stays off the threads of the engine.
/// </summary>
internal sealed class ProgressReporter(IProgress<JobProgress> target, Action<Exception> fail)
{
    private readonly Lock _lock = new();
    private JobProgress _latest;
    private bool _isNew;
    private bool _isReporting;

    public void Report(in JobProgress progress)
    {
        lock (_lock)
        {
            _latest = progress;
            _isNew = true;
            if (_isReporting) return;
            _isReporting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static reporter => reporter.ReportAll(), this, preferLocal: false);
    }

    private void ReportAll()
    {
        while (TryTake(out JobProgress progress))
        {
            try
            {
                target.Report(progress);
            }
            catch (Exception error)
            {
                // Counts as reporting from now on, so that the target is not called again.
                fail(error);
                return;
            }
        }
    }

    private bool TryTake(out JobProgress progress)
    {
        lock (_lock)
        {
            progress = _latest;
            _isReporting = _isNew;
            _isNew = false;
            return _isReporting;
        }
    }
}
