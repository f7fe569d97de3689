using ActorCompute.Bench.Measuring;

namespace ActorCompute.Bench.Rows;

/// <summary>A row of what the project must reach, or several that are measured in one run.</summary>
internal interface IRow
{
    /// <summary>How the command line names it.</summary>
    string Name { get; }

    /// <summary>What is measured, in a few words.</summary>
    string Title { get; }

    RowResult Measure(BenchContext context);
}
