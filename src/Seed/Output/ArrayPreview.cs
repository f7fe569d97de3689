using System.Text;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Seed.Output;

/// <summary>
/// The first and last elements of an array, as NumPy prints them: rows in brackets, three elements at each
/// end of a long dimension.
/// </summary>
internal sealed class ArrayPreview
{
    private const int Edge = 3;
    private const int MostShown = 4 * Edge * Edge;

    private readonly ElementSource _source;
    private readonly long[] _dimensions;
    private readonly Dictionary<long, string> _texts = [];
    private readonly StringBuilder _lines = new();

    private ArrayPreview(ElementSource source)
    {
        _source = source;
        Shape shape = source.Description.Shape;

        // Many short dimensions would fill the screen with brackets: the elements in a row tell more.
        double shown = 1;
        foreach (long dimension in shape.Dimensions) shown *= Math.Min(dimension, 2 * Edge);
        _dimensions = shown <= MostShown ? shape.Dimensions.ToArray() : [shape.Count];
    }

    /// <summary>The text, of one line or several. A value alone is shown with all its digits.</summary>
    public static string Of(ElementSource source)
    {
        if (source.Description.Shape.Rank == 0) return ReadElement(source, 0).ToString();
        if (source.Description.Shape.Count == 0) return "[]";
        return new ArrayPreview(source).Print();
    }

    private string Print()
    {
        List<long> indices = [];
        Collect(0, 0, indices);
        string[] texts = ElementTexts.Align([.. indices.Select(index => ReadElement(_source, index))]);
        for (int place = 0; place < texts.Length; place++) _texts[indices[place]] = texts[place];
        Append(0, 0);
        return _lines.ToString();
    }

    private void Collect(int axis, long index, List<long> indices)
    {
        if (axis == _dimensions.Length)
        {
            indices.Add(index);
            return;
        }

        foreach (long place in Places(axis))
        {
            if (place >= 0) Collect(axis + 1, index * _dimensions[axis] + place, indices);
        }
    }

    private void Append(int axis, long index)
    {
        if (axis == _dimensions.Length)
        {
            _lines.Append(_texts[index]);
            return;
        }

        bool isRow = axis == _dimensions.Length - 1;
        string separator = isRow
            ? " "
            : new string('\n', _dimensions.Length - 1 - axis) + new string(' ', axis + 1);
        string before = "[";
        foreach (long place in Places(axis))
        {
            _lines.Append(before);
            if (place < 0) _lines.Append("...");
            else Append(axis + 1, index * _dimensions[axis] + place);
            before = separator;
        }

        _lines.Append(']');
    }

    /// <summary>The places along an axis that are shown; -1 stands for those left out.</summary>
    private IEnumerable<long> Places(int axis)
    {
        long length = _dimensions[axis];
        bool isWhole = length <= 2 * Edge;
        for (long place = 0; place < (isWhole ? length : Edge); place++) yield return place;
        if (isWhole) yield break;
        yield return -1;
        for (long place = length - Edge; place < length; place++) yield return place;
    }

    private static Scalar ReadElement(ElementSource source, long index)
    {
        DType type = source.Description.Type;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        source.Read(index, bytes[..type.ItemSize()]);
        return type switch
        {
            DType.Float64 => Scalar.Of(BitConverter.ToDouble(bytes)),
            DType.Float32 => Scalar.Of(BitConverter.ToSingle(bytes)),
            DType.Int64 => Scalar.Of(BitConverter.ToInt64(bytes)),
            DType.Int32 => Scalar.Of(BitConverter.ToInt32(bytes)),
            _ => Scalar.Of(bytes[0] != 0),
        };
    }
}
