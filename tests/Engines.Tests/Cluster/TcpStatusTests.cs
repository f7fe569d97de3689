using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Tests.Conformance;

namespace ActorCompute.Engines.Tests.Cluster;

/// <summary>The status over sockets.</summary>
public sealed class TcpStatusTests() : StatusConformance(ClusterEngines.Tcp);
