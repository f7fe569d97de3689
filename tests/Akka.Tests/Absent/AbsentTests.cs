namespace ActorCompute.Akka.Tests.Absent;

/// <summary>What the tests of the engine akka come down to where it is not built.</summary>
public class AbsentTests
{
    [Fact(Skip = "Akka.NET's packages are in no registry that the build saw, or it was told Akka=false.")]
    public void The_engine_akka_carries_the_messages_of_a_cluster() =>
        Assert.Fail("It is not in this build.");
}
