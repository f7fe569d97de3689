using System.Runtime.InteropServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Kernels.Tests.Evaluation;

/// <summary>An input of the given elements, read in place or, like a file, only by copying.</summary>
internal sealed unsafe class TestSource : ElementSource
{
    private readonly GCHandle _pin;
    private readonly byte[] _bytes;
    private readonly bool _inPlace;

    public TestSource(DType type, byte[] bytes, bool inPlace = true, bool isScalar = false)
    {
        _bytes = bytes;
        _inPlace = inPlace;
        _pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        Description = new ArrayDescription(
            type, isScalar ? Shape.Scalar : new Shape(bytes.Length / type.ItemSize()));
    }

    public override ArrayDescription Description { get; }

    public override void* Address => _inPlace ? (void*)_pin.AddrOfPinnedObject() : null;

    public List<(long Start, int Bytes)> Reads { get; } = [];

    public long FailsFrom { get; init; } = long.MaxValue;

    public static TestSource Of<T>(T[] elements, bool inPlace = true)
        where T : unmanaged =>
        new(DTypes.Of<T>(), MemoryMarshal.AsBytes(elements.AsSpan()).ToArray(), inPlace);

    public static TestSource Scalar<T>(T element)
        where T : unmanaged =>
        new(DTypes.Of<T>(), MemoryMarshal.AsBytes([element]).ToArray(), isScalar: true);

    public override void Read(long start, Span<byte> destination)
    {
        Reads.Add((start, destination.Length));
        if (start >= FailsFrom) throw new ComputeException(ErrorKind.InputChanged, "the file x.npy shrank");
        _bytes.AsSpan((int)start * Description.Type.ItemSize(), destination.Length).CopyTo(destination);
    }

    protected override void Dispose(bool disposing)
    {
        if (_pin.IsAllocated) _pin.Free();
    }
}

/// <summary>A result, written in place or, like a file, only by copying; guarded on both sides.</summary>
internal sealed unsafe class TestTarget : ElementTarget
{
    private const int GuardBytes = 4096;
    private const byte Guard = 0xA5;
    private readonly byte* _memory;
    private readonly bool _inPlace;

    public TestTarget(DType type, long count, bool inPlace = true)
    {
        _inPlace = inPlace;
        Description = new ArrayDescription(type, new Shape(count));
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(Description.Bytes + (2 * GuardBytes)), 64);
        new Span<byte>(_memory, (int)Description.Bytes + (2 * GuardBytes)).Fill(Guard);
    }

    public override ArrayDescription Description { get; }

    public override void* Address => _inPlace ? _memory + GuardBytes : null;

    public byte[] Bytes => new Span<byte>(_memory + GuardBytes, (int)Description.Bytes).ToArray();

    public T[] As<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes).ToArray();

    public override void Write(long start, ReadOnlySpan<byte> elements) =>
        elements.CopyTo(
            new Span<byte>(_memory + GuardBytes + (start * Description.Type.ItemSize()), elements.Length));

    public void GuardsShouldBeWhole()
    {
        new Span<byte>(_memory, GuardBytes).IndexOfAnyExcept(Guard).ShouldBe(-1);
        new Span<byte>(_memory + GuardBytes + Description.Bytes, GuardBytes).IndexOfAnyExcept(Guard)
            .ShouldBe(-1);
    }

    protected override void Dispose(bool disposing) => NativeMemory.AlignedFree(_memory);
}
