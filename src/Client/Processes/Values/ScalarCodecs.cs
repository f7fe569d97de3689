using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Processes.Values;

/// <summary>Numbers of which every pattern of bits is one, and characters: their bytes in memory.</summary>
internal sealed class NumberCodec<T> : ValueCodec where T : unmanaged
{
    public override int LeastBytes => Unsafe.SizeOf<T>();

    public override void Write(ValueWriter writer, object? value)
    {
        var number = (T)value!;
        writer.Write(new ReadOnlySpan<T>(in number));
    }

    public override object? Read(ref ValueReader reader) => MemoryMarshal.Read<T>(reader.Take(LeastBytes));
}

internal sealed class BooleanCodec : ValueCodec
{
    public override int LeastBytes => 1;

    public override void Write(ValueWriter writer, object? value) => writer.WriteFlag((bool)value!);

    public override object? Read(ref ValueReader reader) => reader.ReadFlag();
}

internal sealed class DecimalCodec : ValueCodec
{
    private const int Parts = 4;

    public override int LeastBytes => Parts * sizeof(int);

    public override void Write(ValueWriter writer, object? value) =>
        writer.Write<int>(decimal.GetBits((decimal)value!));

    public override object? Read(ref ValueReader reader)
    {
        try
        {
            return new decimal(MemoryMarshal.Cast<byte, int>(reader.Take(LeastBytes)));
        }
        catch (ArgumentException)
        {
            throw new WireException("the bits in a call are not those of a decimal");
        }
    }
}

/// <summary>Values of an enum, as its numbers.</summary>
internal sealed class EnumCodec(Type type, ValueCodec number) : ValueCodec
{
    private readonly Type _numbers = Enum.GetUnderlyingType(type);

    public override int LeastBytes => number.LeastBytes;

    public override void Write(ValueWriter writer, object? value) =>
        number.Write(writer, Convert.ChangeType(value, _numbers, null));

    public override object? Read(ref ValueReader reader) => Enum.ToObject(type, number.Read(ref reader)!);
}

/// <summary>Texts, or null: their UTF-16 units, which need not be Unicode.</summary>
internal sealed class TextCodec : ValueCodec
{
    public override int LeastBytes => sizeof(int);

    public override void Write(ValueWriter writer, object? value)
    {
        var text = (string?)value;
        writer.WriteInt32(text?.Length ?? -1);
        writer.Write<char>(text);
    }

    public override object? Read(ref ValueReader reader) => reader.ReadCount(sizeof(char)) is { } count
        ? new string(MemoryMarshal.Cast<byte, char>(reader.Take(count * sizeof(char))))
        : null;
}

/// <summary>Values that may be null.</summary>
internal sealed class NullableCodec(ValueCodec present) : ValueCodec
{
    public override int LeastBytes => 1;

    public override void Write(ValueWriter writer, object? value)
    {
        writer.WriteFlag(value is not null);
        if (value is not null) present.Write(writer, value);
    }

    public override object? Read(ref ValueReader reader) =>
        reader.ReadFlag() ? present.Read(ref reader) : null;
}
