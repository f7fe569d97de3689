using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client;

/// <summary>
/// The functions of programs that a worker node runs, for <see cref="WorkerNodeOptions.Functions"/>: the
/// static methods of listed types, and nothing else. Thread safe.
/// </summary>
public sealed class NodeFunctions : INodeFunctions
{
    private readonly MethodsOfList _methods;

    /// <param name="types">The list.</param>
    /// <param name="engine">The cluster's engine (<see cref="ClusterEngines"/>).</param>
    /// <exception cref="ComputeException">The engine is not there.</exception>
    public NodeFunctions(FunctionTypes types, string engine)
    {
        ArgumentNullException.ThrowIfNull(types);
        _methods = MethodsOfList.OfNode(types, ClusterEngines.Resolve(engine));
    }

    /// <summary>Loads assemblies of programs, with what they depend on from beside them.</summary>
    /// <param name="files">The assemblies.</param>
    /// <param name="allowed">The full names of the types of the list.</param>
    /// <param name="engine">The cluster's engine.</param>
    /// <exception cref="ComputeException">
    /// A file is not there, or is no assembly (<see cref="ErrorKind.InvalidFile"/>); or a type is in none of
    /// them, or cannot be allowed.
    /// </exception>
    public static NodeFunctions Load(
        IReadOnlyCollection<string> files, IReadOnlyCollection<string> allowed, string engine)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(allowed);
        Assembly[] assemblies = [.. files.Select(Load)];
        var types = new FunctionTypes();
        foreach (string name in allowed) types.Add(Find(assemblies, name));
        return new NodeFunctions(types, engine);
    }

    /// <inheritdoc/>
    public INodeSeat Open(FrameStream frames) => new CallServer(new CallConnection(frames), _methods);

    /// <summary>
    /// Into the context of the node itself: a type that is named by what travels is to be the one on the
    /// list.
    /// </summary>
    private static Assembly Load(string file)
    {
        if (!File.Exists(file)) throw Unloadable(file, "there is no such file");
        try
        {
            string path = Path.GetFullPath(file);
            AssemblyName.GetAssemblyName(path);
            var beside = new AssemblyDependencyResolver(path);
            AssemblyLoadContext context = AssemblyLoadContext.Default;
            context.Resolving += (into, name) =>
                beside.ResolveAssemblyToPath(name) is { } found ? into.LoadFromAssemblyPath(found) : null;
            context.ResolvingUnmanagedDll += (_, name) =>
                beside.ResolveUnmanagedDllToPath(name) is { } found
                    ? NativeLibrary.Load(found)
                    : 0;
            return context.LoadFromAssemblyPath(path);
        }
        catch (BadImageFormatException error)
        {
            throw Unloadable(file, "it is no assembly of .NET, or one of another kind of processor", error);
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or InvalidOperationException
                or ArgumentException)
        {
            throw Unloadable(file, error.Message.ReplaceLineEndings(" "), error);
        }
    }

    private static ComputeException Unloadable(string file, string reason, Exception? error = null) =>
        new(ErrorKind.InvalidFile, $"the functions '{file}' cannot be loaded: {reason}", error);

    private static Type Find(Assembly[] assemblies, string name)
    {
        IEnumerable<Assembly> all = [.. assemblies, typeof(object).Assembly];
        Type? found = all.Select(one => one.GetType(name)).FirstOrDefault(type => type is not null);
        return found ?? throw new ComputeException(
            ErrorKind.UnknownName,
            $"none of the assemblies with functions has a type '{name}': give its full name, with its "
            + "namespace, and a '+' before the name of a nested one");
    }
}
