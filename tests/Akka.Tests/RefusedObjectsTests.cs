using System.Runtime.Serialization;
using System.Text;
using ActorCompute.Engines.Akka;
using ActorCompute.Engines.Akka.Logging;
using ActorCompute.Engines.Akka.Remoting;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Messages;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorCompute.Akka.Tests;

/// <summary>What Akka.NET itself would carry by JSON, with the names of types.</summary>
public sealed class RefusedObjectsTests : IAsyncLifetime
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create(
        "refusing",
        ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(
                ConfigurationFactory.ParseString("akka.actor.provider = local").WithFallback(
                    AkkaConfiguration.For(new CarrierOptions
                    {
                        Node = new NodeId(1, 1),
                        Role = CarrierRole.Client,
                    }))),
            new LineLoggerSetup(static _ => { })));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public void An_object_without_a_serializer_of_its_own_is_not_written()
    {
        foreach (object value in (object[])[new object(), new FileInfo("x"), new Values.Circle("c", 1)])
        {
            Serializer serializer = _system.Serialization.FindSerializerFor(value);

            serializer.ShouldBeOfType<RefusingSerializer>();
            Should.Throw<SerializationException>(() => _system.Serialization.Serialize(value)).Message
                .ShouldContain("does not travel between nodes");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-5)]
    [InlineData(7101)]
    public void No_object_is_made_of_what_claims_to_be_of_the_serializer_of(int json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("{\"$type\":\"System.IO.FileInfo, System.Private.CoreLib\"}");

        Should.Throw<SerializationException>(() => _system.Serialization.Deserialize(
            bytes, json, typeof(object).AssemblyQualifiedName!));
    }
}
