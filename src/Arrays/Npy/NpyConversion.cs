using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Npy;

/// <summary>Turns elements as a file stores them into elements as memory holds them, in place.</summary>
internal static class NpyConversion
{
    /// <summary>How one stored element becomes one element.</summary>
    private interface IWidening<TStored, TElement>
    {
        static abstract TElement Widen(TStored stored);
    }

    /// <summary>
    /// Converts the elements stored at the end of <paramref name="elements"/>, which they fill if they are
    /// not narrower, so that they fill all of it.
    /// </summary>
    public static void Convert(NpyElement element, Span<byte> elements)
    {
        if (element.IsBigEndian) SwapBytes(element, elements);
        switch (element.Kind, element.Size)
        {
            case ('b', 1):
                Widen<byte, byte, Truth>(elements);
                break;
            case ('i', 1):
                Widen<sbyte, int, SignedBytes>(elements);
                break;
            case ('u', 1):
                Widen<byte, int, UnsignedBytes>(elements);
                break;
            case ('i', 2):
                Widen<short, int, SignedWords>(elements);
                break;
            case ('u', 2):
                Widen<ushort, int, UnsignedWords>(elements);
                break;
            case ('u', 4):
                Widen<uint, long, UnsignedDoubleWords>(elements);
                break;
            case ('f', 2):
                Widen<Half, float, Halves>(elements);
                break;
        }
    }

    private static void SwapBytes(NpyElement element, Span<byte> elements)
    {
        int count = elements.Length / element.Type.ItemSize();
        Span<byte> stored = elements[^(count * element.Size)..];
        switch (element.Size)
        {
            case 2:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(stored);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                Span<uint> doubleWords = MemoryMarshal.Cast<byte, uint>(stored);
                BinaryPrimitives.ReverseEndianness(doubleWords, doubleWords);
                break;
            case 8:
                Span<ulong> quadWords = MemoryMarshal.Cast<byte, ulong>(stored);
                BinaryPrimitives.ReverseEndianness(quadWords, quadWords);
                break;
        }
    }

    // Element i is stored at or after the place it goes to, and every later one after that place: going
    // forward, each is read before it is overwritten.
    private static void Widen<TStored, TElement, TWidening>(Span<byte> elements)
        where TStored : unmanaged
        where TElement : unmanaged
        where TWidening : IWidening<TStored, TElement>
    {
        Span<TElement> wide = MemoryMarshal.Cast<byte, TElement>(elements);
        int storedBytes = wide.Length * Unsafe.SizeOf<TStored>();
        Span<TStored> stored = MemoryMarshal.Cast<byte, TStored>(elements[^storedBytes..]);
        for (int i = 0; i < wide.Length; i++) wide[i] = TWidening.Widen(stored[i]);
    }

    private readonly struct Truth : IWidening<byte, byte>
    {
        public static byte Widen(byte stored) => stored != 0 ? (byte)1 : (byte)0;
    }

    private readonly struct SignedBytes : IWidening<sbyte, int>
    {
        public static int Widen(sbyte stored) => stored;
    }

    private readonly struct UnsignedBytes : IWidening<byte, int>
    {
        public static int Widen(byte stored) => stored;
    }

    private readonly struct SignedWords : IWidening<short, int>
    {
        public static int Widen(short stored) => stored;
    }

    private readonly struct UnsignedWords : IWidening<ushort, int>
    {
        public static int Widen(ushort stored) => stored;
    }

    private readonly struct UnsignedDoubleWords : IWidening<uint, long>
    {
        public static long Widen(uint stored) => stored;
    }

    private readonly struct Halves : IWidening<Half, float>
    {
        public static float Widen(Half stored) => (float)stored;
    }
}
