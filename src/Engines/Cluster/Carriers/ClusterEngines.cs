using System.Reflection;
using ActorCompute.Arrays;

namespace ActorCompute.Engines.Cluster.Carriers;

/// <summary>
/// The engines of clusters, each found by its assembly, as database providers are: what is not installed is
/// not there. Thread safe.
/// </summary>
public static class ClusterEngines
{
    /// <summary>The best engine that is installed: <see cref="Akka"/>, else <see cref="Tcp"/>.</summary>
    public const string Auto = "auto";

    /// <summary>Sockets, and nothing to install: for one host, or a small network that is trusted.</summary>
    public const string Tcp = "tcp";

    /// <summary>Akka.NET, by the package ActorCompute.Akka.</summary>
    public const string Akka = "akka";

    private static readonly Dictionary<string, Lazy<ICarrierProvider?>> s_providers = new()
    {
        [Tcp] = new(() => Load("ActorCompute.Engines.Tcp")),
        [Akka] = new(() => Load("ActorCompute.Engines.Akka")),
    };

    /// <summary>The name of the engine that a choice stands for.</summary>
    /// <param name="choice"><see cref="Auto"/>, <see cref="Tcp"/> or <see cref="Akka"/>.</param>
    /// <exception cref="ComputeException">
    /// There is no such engine (<see cref="ErrorKind.InvalidArgument"/>), or it is not installed
    /// (<see cref="ErrorKind.InvalidState"/>).
    /// </exception>
    public static string Resolve(string choice)
    {
        string name = choice == Auto ? (s_providers[Akka].Value is null ? Tcp : Akka) : choice;
        Provider(name);
        return name;
    }

    /// <summary>
    /// How an engine carries what functions of programs take and give; null where it has no way of its own.
    /// </summary>
    /// <param name="name">The engine, as <see cref="Resolve"/> gives it.</param>
    /// <param name="allowed">The types of the program that may travel.</param>
    /// <exception cref="ComputeException">The engine does not exist, or is not installed.</exception>
    public static IFunctionValues? FunctionValues(string name, IReadOnlySet<Type> allowed) =>
        Provider(name).FunctionValues(allowed);

    /// <summary>What makes the carriers of an engine.</summary>
    /// <param name="name">The engine, as <see cref="Resolve"/> gives it.</param>
    /// <exception cref="ComputeException">It does not exist, or is not installed.</exception>
    internal static ICarrierProvider Provider(string name)
    {
        if (!s_providers.TryGetValue(name, out Lazy<ICarrierProvider?>? provider))
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"'{name}' is not an engine of clusters: give {Auto}, {Tcp} or {Akka}");
        }

        return provider.Value ?? throw new ComputeException(
            ErrorKind.InvalidState,
            $"the engine {name} is not in this build: add the package ActorCompute.Akka to the program, or "
            + "build ActorCompute where NuGet has the packages of Akka.NET; or take --engine tcp");
    }

    private static ICarrierProvider? Load(string assembly)
    {
        try
        {
            Type? provider = Assembly.Load(assembly).GetCustomAttribute<CarrierAttribute>()?.Provider;
            return provider is null ? null : (ICarrierProvider?)Activator.CreateInstance(provider);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
