using ActorCompute.Engines.Akka;
using ActorCompute.Engines.Akka.Values;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;

[assembly: Carrier(typeof(AkkaCarrierProvider))]

namespace ActorCompute.Engines.Akka;

/// <summary>Makes the carriers of the engine <c>akka</c>.</summary>
internal sealed class AkkaCarrierProvider : ICarrierProvider
{
    /// <inheritdoc/>
    public ICarrier Open(CarrierOptions options, OtherNodes others) => new AkkaCarrier(options, others);

    /// <inheritdoc/>
    public IFunctionValues FunctionValues(IReadOnlySet<Type> allowed) => new HyperionValues(allowed);
}
