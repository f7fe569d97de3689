namespace ActorCompute.Arrays.Npy;

/// <summary>How a .npy file stores one element, and as what dtype it is read.</summary>
/// <param name="Kind">
/// NumPy's letter: <c>f</c> float, <c>i</c> signed, <c>u</c> unsigned, <c>b</c> bool.
/// </param>
/// <param name="Size">Bytes of one element in the file.</param>
/// <param name="IsBigEndian">
/// True if the bytes of an element are most significant first; false for single bytes.
/// </param>
/// <param name="Type">
/// The dtype that readers see. Five types are widened, each exactly: int8, uint8, int16 and uint16 to int32,
/// uint32 to int64, float16 to float32.
/// </param>
public readonly record struct NpyElement(char Kind, int Size, bool IsBigEndian, DType Type)
{
    /// <summary>True if the file's bytes are the elements as they lie in memory.</summary>
    /// <remarks>Not so of bool, whose bytes other than 0 are read as 1.</remarks>
    public bool IsPlain => Size == Type.ItemSize() && !IsBigEndian && Kind != 'b';

    /// <summary>NumPy's type string, as in <c>&lt;f8</c>.</summary>
    public string Description => $"{(Size == 1 ? '|' : IsBigEndian ? '>' : '<')}{Kind}{Size}";

    /// <summary>
    /// The element that a .npy file of this dtype is written with: little-endian, not widened.
    /// </summary>
    public static NpyElement For(DType type) => type switch
    {
        DType.Bool => new NpyElement('b', 1, false, type),
        _ => new NpyElement(type.IsFloat() ? 'f' : 'i', type.ItemSize(), false, type),
    };

    /// <summary>Reads NumPy's type string; false if its type cannot be read as one of the dtypes.</summary>
    public static bool TryParse(string description, out NpyElement element)
    {
        element = default;
        bool hasOrder = description.Length > 0 && description[0] is '<' or '>' or '|' or '=';
        string code = hasOrder ? description[1..] : description;
        DType? type = code switch
        {
            "f8" => DType.Float64,
            "f4" or "f2" => DType.Float32,
            "i8" or "u4" => DType.Int64,
            "i4" or "i2" or "i1" or "u2" or "u1" => DType.Int32,
            "b1" => DType.Bool,
            _ => null,
        };
        if (type is null) return false;
        int size = code[1] - '0';
        if (hasOrder && description[0] == '|' && size > 1) return false;
        element = new NpyElement(code[0], size, hasOrder && description[0] == '>' && size > 1, type.Value);
        return true;
    }

    /// <summary>What a type string that cannot be read stands for, and what to do about it.</summary>
    internal static string WhyUnsupported(string description)
    {
        string code = description.TrimStart('<', '>', '|', '=');
        (string name, string advice) = (code.FirstOrDefault(), code) switch
        {
            (_, "u8") => ("uint64", "save it with .astype('int64') or .astype('float64')"),
            ('f', "f16" or "f12") => ("longdouble", "save it with .astype('float64')"),
            ('c', _) => ("complex numbers", "save its .real and .imag parts as two arrays"),
            ('S' or 'a' or 'U', _) => ("strings", "save numbers, for example with .astype('float64')"),
            ('O', _) => ("Python objects", "save numbers, for example with .astype('float64')"),
            ('M', _) => ("datetimes", "save it with .astype('int64')"),
            ('m', _) => ("time differences", "save it with .astype('int64')"),
            ('V', _) => ("raw bytes (void)", "save its fields as arrays of their own"),
            _ => ($"elements of the unknown type {NpyFailure.Quote(description)}", Otherwise),
        };
        return $"holds {name}, which are not supported: {advice}";
    }

    private const string Otherwise = "save it with .astype('float64')";
}
