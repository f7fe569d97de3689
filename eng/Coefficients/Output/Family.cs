using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;

namespace ActorCompute.Coefficients.Output;

/// <summary>
/// The constants of one family of functions, in the order in which they are written. A number in several
/// parts has names that end in High and Low, or in Part1, Part2 and so on if there are more than two.
/// </summary>
/// <param name="name">The family: the file's name, and the first part of the class's.</param>
/// <param name="summary">What the constants are for, as a sentence.</param>
internal sealed class Family(string name, string summary)
{
    private const string UsingsOfVectors =
        """
        using System.Runtime.CompilerServices;
        using System.Runtime.Intrinsics;
        using ActorCompute.Kernels.Simd;


        """;

    private readonly List<string> _members = [];
    private readonly Dictionary<string, double[]> _lookupTables = [];
    private bool _usesVectors;

    public string Name { get; } = name;

    /// <summary>One number.</summary>
    /// <param name="name">The constant's name.</param>
    /// <param name="value">The number.</param>
    /// <param name="meaning">What it is, for the comment.</param>
    /// <param name="parts">The doubles that it is split into.</param>
    /// <param name="bits">The length of the first parts, the others have 53 bits.</param>
    public void Constant(
        string name, BigReal value, string meaning, int parts = 1, params ReadOnlySpan<int> bits)
    {
        double[] split = value.Split(parts, bits);
        var text = new SourceText();
        text.Comment(WithParts(meaning, parts, bits));
        for (int part = 0; part < parts; part++) text.Constant(PartName(name, part, parts), split[part]);
        _members.Add(text.ToString());
    }

    /// <summary>
    /// A minimax polynomial; its coefficients are called <paramref name="name"/>0, <paramref name="name"/>1
    /// and so on by their power.
    /// </summary>
    /// <param name="name">The polynomial's name.</param>
    /// <param name="formula">What is fitted, for the comment, and in which variable.</param>
    /// <param name="function">What is fitted.</param>
    /// <param name="from">Where the interval begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="degree">The polynomial's.</param>
    /// <param name="weight">The error that is kept small.</param>
    public void Polynomial(
        string name,
        string formula,
        Func<BigReal, BigReal> function,
        BigReal from,
        BigReal to,
        int degree,
        Weight weight)
    {
        Minimax fit = Minimax.Fit(function, weight, from, to, degree);
        var text = new SourceText();
        text.Comment(
            $"{formula}, from {from.ToDouble():G6} to {to.ToDouble():G6}: minimax of degree {degree}; "
            + $"{weight.Error} is off by at most 2^{fit.Log2OfError:F2} "
            + $"(2^{fit.Log2OfErrorUnrounded:F2} before coefficients were rounded).");
        for (int power = 0; power <= degree; power++)
        {
            text.Constant($"{name}{power}", fit.Coefficients[power]);
        }

        _members.Add(text.ToString());
    }

    /// <summary>A table of numbers, each part a table of its own.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="count">The number of entries.</param>
    /// <param name="entry">The entry of an index.</param>
    /// <param name="meaning">What the entry of index i is, for the comment.</param>
    /// <param name="parts">The doubles that each entry is split into.</param>
    /// <param name="bits">The length of the first parts, the others have 53 bits.</param>
    public void Table(
        string name,
        int count,
        Func<int, BigReal> entry,
        string meaning,
        int parts = 1,
        params ReadOnlySpan<int> bits)
    {
        var entries = new double[count][];
        for (int index = 0; index < count; index++) entries[index] = entry(index).Split(parts, bits);
        var text = new SourceText();
        text.Comment(WithParts(meaning, parts, bits));
        for (int part = 0; part < parts; part++)
        {
            if (part > 0) text.Blank();
            text.Table(PartName(name, part, parts), [.. entries.Select(split => split[part])]);
        }

        _members.Add(text.ToString());
    }

    /// <summary>A table of 16 numbers for lookups by vectors; each part is a type of its own.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="entry">The entry of an index: its parts.</param>
    /// <param name="meaning">What the entry of index i is, for the comment.</param>
    /// <param name="parts">The names of the parts behind the table's.</param>
    public void LookupTable(
        string name, Func<int, double[]> entry, string meaning, params ReadOnlySpan<string> parts)
    {
        const int Count = 16;
        double[][] entries = [.. Enumerable.Range(0, Count).Select(entry)];
        var text = new SourceText();
        text.Comment(meaning + ".");
        for (int part = 0; part < parts.Length; part++)
        {
            if (part > 0) text.Blank();
            int place = part;
            double[] table = [.. entries.Select(split => split[place])];
            text.LookupTable(name + parts[part], table);
            _lookupTables.Add(name + parts[part], table);
        }

        _usesVectors = true;
        _members.Add(text.ToString());
    }

    /// <summary>
    /// Tables for lookups by vectors once more, as one with rows of two or of four, the last of them 0.
    /// </summary>
    /// <param name="name">The table's name.</param>
    /// <param name="tables">The names of the two or three tables.</param>
    public void LookupRows(string name, params ReadOnlySpan<string> tables)
    {
        string[] names = tables.ToArray();
        double[][] columns = [.. names.Select(table => _lookupTables[table])];
        double[] padding = new double[names.Length % 2];
        var text = new SourceText();
        text.Comment($"{string.Join(" and ", names)}, row by row.");
        text.LookupRows(
            name,
            names,
            [.. columns[0].Select((_, row) => (double[])[.. columns.Select(one => one[row]), .. padding])]);
        _members.Add(text.ToString());
    }

    /// <summary>The family's file.</summary>
    public string ToSource() =>
        $$"""
        {{(_usesVectors ? UsingsOfVectors : "")}}namespace ActorCompute.Kernels.Functions.Coefficients;

        /// <summary>{{summary}}</summary>
        /// <remarks>
        /// Made by eng/Coefficients, from {{Name}}Fits.cs, in arithmetic of {{BigReal.Precision}} bits.
        /// </remarks>
        internal static class {{Name}}Coefficients
        {
        {{string.Join('\n', _members)}}}

        """;

    private static string PartName(string name, int part, int parts) => parts switch
    {
        1 => name,
        2 => name + (part == 0 ? "High" : "Low"),
        _ => $"{name}Part{part + 1}",
    };

    private static string WithParts(string meaning, int parts, ReadOnlySpan<int> bits)
    {
        if (parts == 1 && bits.IsEmpty) return meaning + ".";
        string lengths = bits.IsEmpty ? "" : $", the first of {string.Join(" and ", bits.ToArray())} bits";
        return parts == 1
            ? $"{meaning}, to {bits[0]} bits."
            : $"{meaning}, as a sum of {parts}{lengths}.";
    }
}
