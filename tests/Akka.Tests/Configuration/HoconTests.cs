using ActorCompute.Arrays;
using ActorCompute.Engines.Akka;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Connections;
using Akka.Configuration;

namespace ActorCompute.Akka.Tests.Configuration;

/// <summary>HOCON of a user: what is taken, and what is said of the rest.</summary>
public sealed class HoconTests
{
    [Fact]
    public void Settings_are_taken_with_comments_quotes_and_brackets_in_them()
    {
        Config config = HoconText.Parse(
            """"
            # a ] and a }
            akka { // a [
              loglevel = "DEBUG"
              text = "a \" and a {"
              cluster.roles = [ "worker",
                                "gpu" ]
              long = """ two lines with a {
              and a " """
            }
            """");
        config.GetString("akka.loglevel").ShouldBe("DEBUG");
        config.GetStringList("akka.cluster.roles").ShouldBe(["worker", "gpu"]);
    }

    [Theory]
    [InlineData("akka { x = [ 1, 2 }", "has a '}' in line 1 where the '[' of line 1 is to be closed")]
    [InlineData("akka {\n  loglevel = INFO\n", "has a '{' in line 1 that is not closed")]
    [InlineData("akka { }\n}", "has a '}' in line 2 without a '{' before it")]
    [InlineData("akka {\n  loglevel = \"INFO\n}", "has a quote in line 2 that is not closed")]
    [InlineData("hello world", "says nothing under 'akka': write akka { ... } around the settings")]
    [InlineData("", "says nothing under 'akka': write akka { ... } around the settings")]
    [InlineData(
        "akka.remote.enabled-transports = []",
        "sets akka.remote.enabled-transports, which is the engine's own: leave it out")]
    [InlineData(
        "akka.actor { provider = local }",
        "sets akka.actor.provider, which is the engine's own: leave it out")]
    public void What_cannot_be_taken_is_said_with_its_line(string text, string what)
    {
        ComputeException error = Should.Throw<ComputeException>(() => HoconText.Parse(text));
        error.Kind.ShouldBe(ErrorKind.InvalidArgument);
        error.Message.ShouldBe($"the configuration for Akka.NET {what}");
    }

    [Theory]
    [InlineData("akka.cluster.failure-detector.heartbeat-interval = banana")]
    [InlineData("akka.loglevel = LOUD")]
    public void A_wrong_value_is_a_sentence_and_no_exception_of_Akkas(string text)
    {
        var options = new SeedNodeOptions
        {
            Listen = new HostPort("127.0.0.1", 0),
            Engine = ClusterEngines.Akka,
            Configuration = text,
        };
        ComputeException error = Should.Throw<ComputeException>(() => new SeedNode(options).Dispose());
        error.Kind.ShouldBe(ErrorKind.InvalidArgument);
        error.Message.ShouldStartWith("Akka.NET cannot start with this configuration: ");
    }

    [Fact]
    public void The_engine_tcp_does_not_pass_over_a_configuration()
    {
        var options = new SeedNodeOptions
        {
            Listen = new HostPort("127.0.0.1", 0),
            Engine = ClusterEngines.Tcp,
            Configuration = "akka.loglevel = DEBUG",
        };
        Should.Throw<ComputeException>(() => new SeedNode(options).Dispose()).Message.ShouldBe(
            "the engine tcp takes no HOCON: leave the configuration out, or choose the engine akka");
    }
}
