using System.CommandLine;

namespace ActorCompute.Cluster.Tests.Soak;

/// <summary>
/// Run as a program, the test assembly does what takes longer than a test may:
/// <c>dotnet run -c Release --project tests/Cluster.Tests -- soak --jobs 1000 --clients 8</c>, or
/// <c>-- slow</c>.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var root = new RootCommand("Lets a cluster of processes run for longer than a test may.")
        {
            SoakCommand(), SlowCommand(),
        };
        return root.Parse(arguments).Invoke();
    }

    private static Command SoakCommand()
    {
        Option<int> jobs = Number("--jobs", "How many jobs to run", 1000);
        Option<int> clients = Number("--clients", "How many clients run them", 8);
        Option<int> workers = Number("--workers", "How many worker nodes there are at a time", 4);
        Option<int> seed = Number("--random-seed", "Decides the jobs, and whom to kill when", 1);
        var command = new Command("soak", "Runs jobs while worker nodes are killed at random.")
        {
            jobs, clients, workers, seed,
        };
        command.SetAction(parsed => new SoakRun(
            parsed.GetValue(jobs), parsed.GetValue(clients), parsed.GetValue(workers), parsed.GetValue(seed))
            .Run());
        return command;
    }

    private static Command SlowCommand()
    {
        var command = new Command(
            "slow", "Compares a job's time with and without a worker at a tenth of the speed.");
        command.SetAction(_ => SlowWorkerRun.Run());
        return command;
    }

    private static Option<int> Number(string name, string description, int value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
    };
}
