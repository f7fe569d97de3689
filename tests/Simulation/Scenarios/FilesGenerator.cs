using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Scenarios;

/// <summary>
/// Draws which results lie in files, which nodes see those, and which nodes cannot compute a job because
/// their files are others. Apart from all other draws, which stay as they were without it.
/// </summary>
/// <param name="seed">The schedule seed.</param>
/// <param name="workers">How many worker nodes there are, from place 1 on.</param>
public sealed class FilesGenerator(ulong seed, int workers)
{
    private readonly ScheduleRandom _random = new(seed ^ 0xF11E);

    /// <summary>The jobs with what they have to do with files.</summary>
    public List<JobPlan> Jobs(List<JobPlan> jobs)
    {
        bool haveFiles = _random.Chance(40);
        bool haveRefusals = _random.Chance(20);
        return
        [
            .. jobs.Select(job => job with
            {
                WritesFiles = haveFiles && _random.Chance(70),
                RefusingPlaces = haveRefusals && _random.Chance(60) ? Refusing() : [],
            }),
        ];
    }

    /// <summary>The nodes with what they see of files.</summary>
    public List<NodePlan> Nodes(List<NodePlan> nodes) =>
        [.. nodes.Select(node => node with { SeesFilesPerMille = _random.Pick(0, 1000, 1000, 1000, 700) })];

    private List<int> Refusing() => [.. Enumerable.Range(1, workers).Where(_ => _random.Chance(50))];
}
