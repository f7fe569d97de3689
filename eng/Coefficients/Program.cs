using System.Diagnostics;
using System.Runtime.CompilerServices;
using ActorCompute.Coefficients;
using ActorCompute.Coefficients.Output;

// Writes the files of all families, or of those named, whose text is another than before.
string folder = Path.Combine(FindRoot(), Families.Folder);
Directory.CreateDirectory(folder);
foreach ((string name, Func<Family> make) in Families.All)
{
    if (args.Length > 0 && !args.Contains(name)) continue;
    long start = Stopwatch.GetTimestamp();
    string source = make().ToSource();
    string file = Path.Combine(folder, name + ".cs");
    bool isNew = !File.Exists(file) || File.ReadAllText(file) != source;
    if (isNew) File.WriteAllText(file, source);
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    Console.WriteLine($"{name}: {(isNew ? "written" : "as it was")}, {seconds:F1} s");
}

static string FindRoot([CallerFilePath] string thisFile = "") =>
    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
