using ActorCompute.Client;

namespace ActorCompute.Seed.Evaluation;

/// <summary>
/// How far the command is, in elements: those of the inputs that are brought into memory, and those of each
/// run. One thread works, any other may look.
/// </summary>
internal sealed class WorkProgress
{
    private volatile State _state = new("starting", 0, 0, null);

    /// <summary>What is being done.</summary>
    public string Phase => _state.Phase;

    /// <summary>Elements of the whole work; 0 as long as that is not known.</summary>
    public double Total => _state.Total;

    /// <summary>Elements done.</summary>
    public double Done
    {
        get
        {
            State state = _state;
            return state.Before + (state.Job?.Progress.ElementsDone ?? 0);
        }
    }

    /// <summary>The size of the work has become known.</summary>
    public void Expect(double total) => _state = _state with { Total = total };

    /// <summary>A job has started, and all before it are done.</summary>
    /// <param name="phase">What it does.</param>
    /// <param name="before">Elements of the jobs before it.</param>
    /// <param name="job">The job.</param>
    public void Follow(string phase, double before, JobHandle job) =>
        _state = new State(phase, _state.Total, before, job);

    /// <summary>The jobs are over; something else is being done.</summary>
    public void Finish(string phase) => _state = new State(phase, _state.Total, _state.Total, null);

    private sealed record State(string Phase, double Total, double Before, JobHandle? Job);
}
