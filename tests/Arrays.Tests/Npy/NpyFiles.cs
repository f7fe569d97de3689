using System.Text;

namespace ActorCompute.Arrays.Tests.Npy;

/// <summary>Makes .npy files of any header text.</summary>
internal static class NpyFiles
{
    /// <summary>A header of a version with its text as given, followed by data.</summary>
    public static byte[] Make(string text, int dataBytes = 0, int version = 1)
    {
        byte[] body = (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text);
        byte[] length = BitConverter.GetBytes(body.Length)[..(version == 1 ? 2 : 4)];
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. body, .. new byte[dataBytes]];
    }

    /// <summary>The usual text, with the three values as given.</summary>
    public static string Text(string descr = "'<f8'", string order = "False", string shape = "(3,)") =>
        $"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n";
}
