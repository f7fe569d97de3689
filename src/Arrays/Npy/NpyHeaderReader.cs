using System.Text;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// A strict reader of the header's text, a Python dictionary literal with exactly the keys descr,
/// fortran_order and shape. Errors name the byte of the file.
/// </summary>
internal ref struct NpyHeaderReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _text;
    private readonly NpyPreamble _preamble;
    private readonly string _name;
    private int _position;

    public NpyHeaderReader(ReadOnlySpan<byte> text, NpyPreamble preamble, string name)
    {
        _text = text;
        _preamble = preamble;
        _name = name;
    }

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="ComputeException">
    /// It is not of the format (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public NpyHeader Read()
    {
        NpyElement? element = null;
        bool? isFortranOrder = null;
        Shape? shape = null;

        Expect('{');
        while (!TryTake('}'))
        {
            int keyAt = SkipSpace();
            string key = ReadString("a key");
            Expect(':');
            switch (key)
            {
                case "descr" when element is null:
                    element = ReadElement();
                    break;
                case "fortran_order" when isFortranOrder is null:
                    isFortranOrder = ReadBool();
                    break;
                case "shape" when shape is null:
                    shape = ReadShape();
                    break;
                default:
                    throw Corrupt($"has the unexpected or repeated key {NpyFailure.Quote(key)}", keyAt);
            }

            if (TryTake(',')) continue;
            Expect('}');
            break;
        }

        if (SkipSpace() < _text.Length) throw Corrupt("has text after its header's dictionary", _position);
        if (element is null) throw Missing("descr");
        if (isFortranOrder is null) throw Missing("fortran_order");
        if (shape is null) throw Missing("shape");
        return new NpyHeader(
            _preamble.Version, element.Value, isFortranOrder.Value, shape.Value, _preamble.DataOffset);
    }

    private NpyElement ReadElement()
    {
        int at = SkipSpace();
        if (at < _text.Length && _text[at] is (byte)'[' or (byte)'(')
        {
            throw NpyFailure.Invalid(
                _name,
                "holds records with fields (a structured dtype), which are not supported: " +
                "save each field as an array");
        }

        string description = ReadString("a type string");
        if (NpyElement.TryParse(description, out NpyElement element)) return element;
        throw NpyFailure.Invalid(_name, NpyElement.WhyUnsupported(description));
    }

    private bool ReadBool()
    {
        int at = SkipSpace();
        foreach (bool value in (ReadOnlySpan<bool>)[true, false])
        {
            ReadOnlySpan<byte> word = value ? "True"u8 : "False"u8;
            if (!_text[at..].StartsWith(word)) continue;
            _position += word.Length;
            return value;
        }

        throw Corrupt("has neither True nor False for fortran_order in its header", at);
    }

    private Shape ReadShape()
    {
        int at = SkipSpace();
        Span<long> dimensions = stackalloc long[Shape.MaxRank];
        int rank = 0;
        bool endsWithComma = true;
        Expect('(');
        while (!TryTake(')'))
        {
            if (!endsWithComma) throw Corrupt("has no ',' or ')' in the shape in its header", _position);
            if (rank == Shape.MaxRank) throw Corrupt($"has over {Shape.MaxRank} dimensions", _position);
            dimensions[rank++] = ReadDimension();
            endsWithComma = TryTake(',');
        }

        if (rank == 1 && !endsWithComma) throw Corrupt("has a number for a shape instead of a tuple", at);
        try
        {
            return new Shape(dimensions[..rank]);
        }
        catch (ComputeException overflow)
        {
            throw Corrupt($"is corrupt: {overflow.Message}", at);
        }
    }

    private long ReadDimension()
    {
        int at = SkipSpace();
        if (Peek() == '-') throw Corrupt("has a negative dimension in its header", at);
        long value = 0;
        while (Peek() is >= '0' and <= '9')
        {
            int digit = Peek() - '0';
            if (value > (long.MaxValue - digit) / 10)
            {
                throw Corrupt("has a dimension in its header that does not fit in 63 bits", at);
            }

            value = value * 10 + digit;
            _position++;
        }

        if (_position == at) throw Corrupt("has no number where its header is to give a dimension", at);
        if (Peek() == 'L') _position++; // NumPy under Python 2 wrote its long integers so
        return value;
    }

    private string ReadString(string what)
    {
        int at = SkipSpace();
        char quote = Peek();
        if (quote is not ('\'' or '"')) throw Corrupt($"has no quote where its header is to have {what}", at);
        _position++;
        int length = _text[_position..].IndexOf((byte)quote);
        if (length < 0) throw Corrupt("has a string without an end in its header", at);
        ReadOnlySpan<byte> bytes = _text.Slice(_position, length);
        if (bytes.Contains((byte)'\\')) throw Corrupt("has a string with an escape in its header", at);
        _position += length + 1;
        try
        {
            return (_preamble.Version == 3 ? StrictUtf8 : Encoding.Latin1).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Corrupt("has a string in its header that is not UTF-8", at);
        }
    }

    private void Expect(char wanted)
    {
        if (TryTake(wanted)) return;
        string found = _position < _text.Length ? $"byte 0x{_text[_position]:x2}" : "its end";
        throw Corrupt($"has {found} where its header is to have '{wanted}'", _position);
    }

    private bool TryTake(char wanted)
    {
        SkipSpace();
        if (Peek() != wanted) return false;
        _position++;
        return true;
    }

    private readonly char Peek() => _position < _text.Length ? (char)_text[_position] : '\0';

    private int SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r' or '\f') _position++;
        return _position;
    }

    private readonly ComputeException Missing(string key) =>
        NpyFailure.Invalid(_name, $"has no '{key}' in its header: save it again with numpy.save");

    private readonly ComputeException Corrupt(string what, int position) =>
        NpyFailure.Invalid(
            _name, $"{what} (byte {_preamble.TextOffset + position}): save it again with numpy.save");
}
