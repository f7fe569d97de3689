using System.Diagnostics.CodeAnalysis;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Engines.InProcess.Execution;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>What a simulated process has in its memory: arrays, what jobs are bound to, and runs.</summary>
/// <param name="table">Its arrays.</param>
/// <param name="reached">
/// The arrays that its kernels reach: its own, or those of the client whose memory it shares.
/// </param>
/// <param name="inPlace">True where it reads inputs and writes results where they are.</param>
internal sealed class NodeElements(ArrayTable table, ArrayTable reached, bool inPlace)
{
    private readonly Dictionary<JobId, JobBinding> _bindings = [];
    private readonly HashSet<ComputedRun> _runs = [];

    /// <summary>Its arrays.</summary>
    public ArrayTable Table => table;

    /// <summary>The memory in which its kernels evaluate tiles.</summary>
    public EvaluationScratch Scratch { get; } = new();

    /// <summary>What a job is bound to here, with a reference for the caller.</summary>
    /// <exception cref="Arrays.ComputeException">Something of the job cannot be had.</exception>
    public JobBinding Bind(JobId job, ExpressionSpec spec)
    {
        if (!_bindings.TryGetValue(job, out JobBinding? binding))
        {
            binding = JobBinding.Bind(spec, reached, inPlace, Surroundings.OfThisMachine);
            _bindings.Add(job, binding);
        }

        binding.TryAddReference().ShouldBeTrue("a job is bound to what was let go");
        return binding;
    }

    /// <summary>Finds an array that the kernels reach, and adds a reference to it.</summary>
    public bool TryUse(ArrayId array, [NotNullWhen(true)] out TableEntry? entry) =>
        reached.TryUse(array, out entry);

    /// <summary>A run has begun.</summary>
    public void Began(ComputedRun run) => _runs.Add(run);

    /// <summary>A run has let go of its arrays.</summary>
    public void Ended(ComputedRun run) => _runs.Remove(run);

    /// <summary>A job has ended here: its arrays are let go when its last run has ended.</summary>
    public void End(JobId job)
    {
        if (_bindings.Remove(job, out JobBinding? binding)) binding.Release();
    }

    /// <summary>All jobs have ended here.</summary>
    public void EndAll()
    {
        foreach (JobId job in _bindings.Keys.ToList()) End(job);
    }

    /// <summary>The process is gone: nothing runs on.</summary>
    public void Die()
    {
        foreach (ComputedRun run in _runs.ToList()) run.LetGo();
        EndAll();
        Scratch.Dispose();
        table.Clear();
    }
}
