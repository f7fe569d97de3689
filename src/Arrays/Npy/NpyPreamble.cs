using System.Buffers.Binary;

namespace ActorCompute.Arrays.Npy;

/// <summary>The bytes before the header's text: magic, version, and the length of the text.</summary>
/// <param name="Version">The format version: 1, 2 or 3.</param>
/// <param name="TextOffset">Where the text begins, in bytes from the start of the file.</param>
/// <param name="TextLength">How long it is, in bytes; at most <see cref="NpyHeader.MaxBytes"/>.</param>
internal readonly record struct NpyPreamble(int Version, int TextOffset, int TextLength)
{
    /// <summary>Where the text ends and the elements begin.</summary>
    public int DataOffset => TextOffset + TextLength;

    /// <summary>Reads the preamble from the first bytes of a file.</summary>
    /// <exception cref="ComputeException">It is not one (<see cref="ErrorKind.InvalidFile"/>).</exception>
    public static NpyPreamble Parse(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length == 0) throw NpyFailure.Invalid(name, "is empty: give a .npy file");
        ReadOnlySpan<byte> magic = NpyHeader.Magic;
        if (!file.StartsWith(magic)) throw NotNpy(file, name);

        int lengthOffset = magic.Length + 2;
        int version = file.Length > magic.Length ? file[magic.Length] : 0;
        int textOffset = lengthOffset + (version == 1 ? sizeof(ushort) : sizeof(uint));
        if (file.Length < textOffset && (file.Length <= magic.Length || version is >= 1 and <= 3))
        {
            throw NpyFailure.Invalid(name, $"ends at byte {file.Length}, within its header: it was cut off");
        }

        if (version is < 1 or > 3 || file[magic.Length + 1] != 0)
        {
            throw NpyFailure.Invalid(
                name,
                $"is of the unknown .npy version {version}.{(file.Length > 7 ? file[7] : 0)} (byte 6): " +
                "save it again with numpy.save, which writes versions 1 to 3");
        }

        ReadOnlySpan<byte> length = file[lengthOffset..];
        uint textLength = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(length)
            : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (textLength <= NpyHeader.MaxBytes) return new NpyPreamble(version, textOffset, (int)textLength);
        throw NpyFailure.Invalid(
            name,
            $"claims a header of {textLength} bytes (byte 8), over the limit of {NpyHeader.MaxBytes}: " +
            "save it again with numpy.save");
    }

    /// <summary>The error for a file that ends within the text.</summary>
    public ComputeException Truncated(long fileLength, string name) => NpyFailure.Invalid(
        name, $"ends at byte {fileLength}, within its header of {DataOffset} bytes: it was cut off");

    private static ComputeException NotNpy(ReadOnlySpan<byte> file, string name)
    {
        if (file.StartsWith("PK"u8))
        {
            return NpyFailure.Invalid(name, "is an .npz archive: extract the .npy file from it");
        }

        int differs = file.CommonPrefixLength(NpyHeader.Magic);
        return NpyFailure.Invalid(
            name,
            $"is not a .npy file: byte {differs} is not that of \\x93NUMPY; save it with numpy.save");
    }
}
