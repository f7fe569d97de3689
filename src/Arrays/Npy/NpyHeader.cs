using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// The header of a .npy file, format versions 1, 2 and 3 (NumPy enhancement proposal 1 and
/// <c>numpy.lib.format</c>): magic, version, length, and a Python dictionary of type, order and shape.
/// Immutable.
/// </summary>
/// <param name="Version">The format version: 1, 2 or 3.</param>
/// <param name="Element">How an element is stored, and as what it is read.</param>
/// <param name="IsFortranOrder">True if the first dimension varies fastest in the file.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="DataOffset">Where the elements begin, in bytes from the start of the file.</param>
public sealed record NpyHeader(
    int Version,
    NpyElement Element,
    bool IsFortranOrder,
    Shape Shape,
    long DataOffset)
{
    /// <summary>
    /// The longest header that is read, in bytes. NumPy's are 128 bytes for nearly all arrays.
    /// </summary>
    public const int MaxBytes = 1 << 20;

    private const int DataAlignment = 64;

    // Spaces that NumPy leaves so that the first dimension can grow in place up to this many digits.
    private const int GrowthDigits = 21;

    /// <summary>What every .npy file begins with.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>What readers of the file see: the dtype after widening, and the shape.</summary>
    public ArrayDescription Description => new(Element.Type, Shape);

    /// <summary>The size of all elements as the file stores them, in bytes.</summary>
    public long DataBytes => Shape.Count * Element.Size;

    /// <summary>
    /// True if the elements do not lie in C order: Fortran order, with two dimensions that are not 1.
    /// </summary>
    public bool IsTransposed
    {
        get
        {
            int extended = 0;
            foreach (long dimension in Shape.Dimensions) extended += dimension > 1 ? 1 : 0;
            return IsFortranOrder && extended > 1 && Shape.Count > 0;
        }
    }

    /// <summary>
    /// Reads a header from the first bytes of a file, which must hold all of it. <paramref name="name"/> is
    /// what errors call the file.
    /// </summary>
    /// <exception cref="ComputeException">
    /// It is not a header, or one that cannot be read (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> file, string name)
    {
        NpyPreamble preamble = NpyPreamble.Parse(file, name);
        if (preamble.DataOffset > file.Length) throw preamble.Truncated(file.Length, name);
        ReadOnlySpan<byte> text = file[preamble.TextOffset..preamble.DataOffset];
        return new NpyHeaderReader(text, preamble, name).Read();
    }

    /// <summary>
    /// The bytes that <c>numpy.save</c> (NumPy 1.23 and later) puts before the elements of a C-order array:
    /// version 1, padded with spaces to a multiple of 64.
    /// </summary>
    public static byte[] Format(ArrayDescription description)
    {
        string type = NpyElement.For(description.Type).Description;
        Shape shape = description.Shape;
        var text = new StringBuilder($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}");
        if (shape.Rank > 0)
        {
            int digits = shape.Dimensions[0].ToString(CultureInfo.InvariantCulture).Length;
            text.Append(' ', GrowthDigits - digits);
        }

        int prefix = Magic.Length + 2 + sizeof(ushort);
        text.Append(' ', DataAlignment - (prefix + text.Length + 1) % DataAlignment).Append('\n');
        byte[] header = new byte[prefix + text.Length];
        Magic.CopyTo(header);
        header[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length + 2), (ushort)text.Length);
        Encoding.ASCII.GetBytes(text.ToString(), header.AsSpan(prefix));
        return header;
    }
}
