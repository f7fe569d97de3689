using System.Diagnostics;
using System.Globalization;
using ActorCompute.Bench.Measuring;

namespace ActorCompute.Bench.Contenders;

/// <summary>
/// A process of Python that times NumPy and numexpr, or Dask, when it is asked, so that it can take turns with this process.
/// Its times are of the calls alone, without the way to Python and back.
/// </summary>
internal sealed class NumPyPeer : IDisposable
{
    /// <summary>What to do where there is none.</summary>
    public const string HowToGet = "NumPy not found: apt-get install python3-numpy python3-numexpr";

    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    private readonly Process _process;

    private NumPyPeer(Process process, string versions)
    {
        _process = process;
        Versions = versions;
    }

    /// <summary>As in <c>NumPy 1.24.2, numexpr 2.8.4</c>.</summary>
    public string Versions { get; }

    /// <summary>Starts the first Python that has NumPy; null if none has.</summary>
    public static NumPyPeer? TryStart(int count, int threads) => TryStart("numpy_peer.py", count, threads);

    /// <summary>Starts Dask's distributed scheduler with so many processes; null where there is none.</summary>
    public static NumPyPeer? TryStartDask(int count, int processes) =>
        TryStart("dask_peer.py", count, processes);

    /// <summary>Starts the first Python that has NumPy, to run functions; null if none has.</summary>
    public static NumPyPeer? TryStartFunctions(int count) => TryStart("math_peer.py", count, threads: 1);

    private static NumPyPeer? TryStart(string name, int count, int threads)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "peers", name);
        foreach (string interpreter in Interpreters)
        {
            var start = new ProcessStartInfo(
                interpreter, [script, $"{count}", $"{threads}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            try
            {
                Process process = Process.Start(start)!;
                if (process.StandardOutput.ReadLine() is { } versions) return new NumPyPeer(process, versions);
                process.Dispose();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such program; the next may be there.
            }
        }

        return null;
    }

    /// <summary>NumPy, and numexpr if it is there, on a work of the script: exp, fused or sum.</summary>
    public IEnumerable<Contender> For(string work)
    {
        yield return new Contender(Names.NumPy, calls => Time($"numpy {work}", calls));
        if (!Versions.Contains("numexpr")) yield break;
        yield return new Contender(Names.NumExpr, calls => Time($"numexpr {work}", calls));
    }

    /// <summary>Dask, on exp of an array that it ships.</summary>
    public Contender Dask() => new(Names.Dask, calls => Time("dask exp", calls));

    /// <summary>The answer to a line of math_peer.py.</summary>
    public string Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        return _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"Python ended: {_process.StandardError.ReadToEnd()}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double Time(string request, int calls)
    {
        double total = 0;
        for (int call = 0; call < calls; call++)
        {
            total += double.Parse(Ask(request), CultureInfo.InvariantCulture);
        }

        return total;
    }
}
