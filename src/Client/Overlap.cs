using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Client;

/// <summary>
/// A job may write its result over an input, element on element. Over one that lies otherwise, chunks would
/// read what others had written, and the result would depend on their order.
/// </summary>
internal static class Overlap
{
    /// <exception cref="ComputeException">
    /// The target overlaps an input that it is not the same memory as.
    /// </exception>
    public static unsafe void Refuse(
        IReadOnlyList<(string Name, ArrayInput Input)> inputs, ElementSource[] sources, ElementTarget target)
    {
        byte* result = (byte*)target.Address;
        long resultBytes = target.Description.Bytes;
        if (result is null) return;
        for (int place = 0; place < sources.Length; place++)
        {
            byte* input = (byte*)sources[place].Address;
            ArrayDescription description = sources[place].Description;
            if (input is null || input >= result + resultBytes || result >= input + description.Bytes)
            {
                continue;
            }

            bool isElementOnElement = input == result && description.Bytes == resultBytes
                && description.Type.ItemSize() == target.Description.Type.ItemSize();
            if (isElementOnElement) continue;
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"'into' overlaps the input '{inputs[place].Name}' but is not the same memory element on "
                + "element: give exactly the input's memory, or memory apart from it");
        }
    }
}
