using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ActorCompute.Examples.Tests;

/// <summary>Examples that need the packages of Akka.NET.</summary>
public sealed class AkkaTests
{
    [AkkaFact]
    public async Task Akka_actor_answers_those_who_ask_it()
    {
        string output = await ExampleRun.Output("akka_actor.cs");

        output.ShouldContain("workers behind /user/actorcompute/router");
        Mean(output, @"x\*\*2").ShouldBe(1 / 3.0, 1e-3);
        Mean(output, @"exp\(-x\)").ShouldBe(1 - Math.Exp(-1), 1e-3);
        output.ShouldContain("the mean of x + y is not known: 'y' in the expression is not an input");
        output.ShouldMatch(@"job 1 has \d+ chunks of \d+ elements");
        output.ShouldContain("doubled 2 4 6");
    }

    private static double Mean(string output, string expression) => double.Parse(
        Regex.Match(output, $@"the mean of {expression} is (\S+)").Groups[1].Value,
        CultureInfo.InvariantCulture);

    /// <summary>A test that is skipped in a build without Akka.NET.</summary>
    private sealed class AkkaFactAttribute : FactAttribute
    {
        public AkkaFactAttribute()
        {
            bool isThere = typeof(AkkaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Any(one => one is { Key: "AkkaAvailable", Value: "true" });
            if (isThere) return;
            Skip = "Akka.NET's packages are in no registry that the build saw, or it was told Akka=false.";
        }
    }
}
