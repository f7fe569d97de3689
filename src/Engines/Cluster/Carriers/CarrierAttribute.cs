namespace ActorCompute.Engines.Cluster.Carriers;

/// <summary>Says which type of an assembly makes the carriers of its engine.</summary>
/// <param name="provider">An <see cref="ICarrierProvider"/> with a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class CarrierAttribute(Type provider) : Attribute
{
    /// <summary>The provider.</summary>
    public Type Provider => provider;
}
