using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Tests.Conformance;

namespace ActorCompute.Akka.Tests;

/// <summary>The status over Akka.Remote.</summary>
public sealed class AkkaStatusTests() : StatusConformance(ClusterEngines.Akka);
