using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Reductions;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>One run of a plan over a chunk: the interpreter.</summary>
/// <remarks>
/// Its loops are compiled in full at once: the first jobs of a program would be over before the runtime's
/// tiers had warmed them up.
/// </remarks>
internal unsafe ref struct TileRun
{
    // A result larger than this is stored past the cache: it would only push out what is still needed.
    private const long CachedResultBytes = 4 * 1024 * 1024;
    private const int NoStep = -1;

    private readonly Plan _plan;
    private readonly ReadOnlySpan<ElementSource> _inputs;
    private readonly ElementTarget? _output;
    private readonly PartialStack? _partials;
    private readonly StopFlag _stop;
    private readonly long _start;
    private readonly long _end;

    private byte** _pointers;
    private void** _arguments;
    private MovingSlot* _moving;
    private int _movingCount;
    private MovingSlot _result;
    private int _stepCount;
    private bool _reducesTiles;
    private bool _reducesBlocks;
    private BlockState* _blockState;
    private bool _isStreaming;

    // Where the run is, for the message when something throws.
    private long _tileStart;
    private int _tileCount;
    private int _step = NoStep;

    public TileRun(
        Plan plan,
        ReadOnlySpan<ElementSource> inputs,
        ElementTarget? output,
        long start,
        long count,
        PartialStack? partials,
        StopFlag stop)
    {
        _plan = plan;
        _inputs = inputs;
        _output = output;
        _partials = partials;
        _stop = stop;
        _start = start;
        _end = start + count;
        _tileStart = start;
        _tileCount = (int)Math.Min(Block.Size, count);
    }

    /// <summary>Runs to the end, the stop or the first failure.</summary>
    public RunOutcome Execute(EvaluationScratch scratch)
    {
        BlockState state = _partials is null ? default : new(_partials.Reduction, _partials.ElementType);
        _blockState = &state;
        try
        {
            Prepare(scratch.Reserve(_plan.ScratchBytes));
            return RunBlocks();
        }
        catch (Exception exception)
        {
            string? kernel = _step == NoStep ? null : _plan.Instructions[_step].Name;
            return RunFailure.Of(exception, kernel, _tileStart, _tileCount);
        }
        finally
        {
            // Stores past the cache become visible to other threads.
            if (_isStreaming && Sse.IsSupported) Sse.StoreFence();

            // Their memory is used by address only; it must not be finalized meanwhile.
            GC.KeepAlive(scratch);
            GC.KeepAlive(_output);
            foreach (ElementSource input in _inputs) GC.KeepAlive(input);
        }
    }

    private void Prepare(byte* memory)
    {
        ScratchLayout layout = _plan.Layout;
        _pointers = (byte**)(memory + layout.Pointers);
        _arguments = (void**)(memory + layout.Arguments);
        _moving = (MovingSlot*)(memory + layout.Moving);
        byte* free = memory + layout.Tiles;
        for (int place = 0; place < _plan.Constants.Length; place++)
        {
            Scalar constant = _plan.Constants[place];
            long bits = constant.Bits;
            FillTile(_plan.FirstConstantSlot + place, free, (byte*)&bits, constant.Type.ItemSize());
            free += ScratchLayout.Align(_plan.TileSize * constant.Type.ItemSize());
        }

        for (int place = 0; place < _plan.RegisterItemSizes.Length; place++)
        {
            _pointers[_plan.FirstRegisterSlot + place] = free;
            free += ScratchLayout.Align(_plan.TileSize * _plan.RegisterItemSizes[place]);
        }

        for (int place = 0; place < _plan.InputTypes.Count; place++)
        {
            if (_plan.InputTypes[place] is not { } type) continue;
            PrepareInput(place, type.ItemSize(), free);
            free += ScratchLayout.Align(Block.Size * type.ItemSize());
        }

        PrepareResult(free);
    }

    private void PrepareInput(int place, int itemSize, byte* buffer)
    {
        ElementSource input = _inputs[place];
        if (input.Description.Shape.Rank == 0)
        {
            long bits = 0;
            input.Read(0, new Span<byte>(&bits, itemSize));
            FillTile(place, buffer, (byte*)&bits, itemSize);
            return;
        }

        byte* address = (byte*)input.Address;
        _moving[_movingCount++] = address is not null
            ? new MovingSlot(place, address, itemSize, isWhole: true)
            : new MovingSlot(place, buffer, itemSize, isWhole: false);
    }

    private void PrepareResult(byte* buffer)
    {
        _stepCount = _plan.Instructions.Length;
        bool isReduced = _partials is not null;
        if (_plan.IsBareInput && _output is null && _movingCount == 1)
        {
            // The reduction reads the input where it is.
            _stepCount = 0;
            _result = _moving[0];
            _reducesBlocks = isReduced;
            return;
        }

        _reducesBlocks = isReduced && _plan.BlockKernel.NeedsWholeBlock;
        _reducesTiles = isReduced && !_reducesBlocks;
        _pointers[_plan.ResultSlot] = buffer;
        if (_output is null && !_reducesBlocks) return;
        byte* address = _output is null ? null : (byte*)_output.Address;
        int itemSize = _plan.ResultType.ItemSize();
        _result = address is not null
            ? new MovingSlot(_plan.ResultSlot, address, itemSize, isWhole: true)
            : new MovingSlot(_plan.ResultSlot, buffer, itemSize, isWhole: false);
        _moving[_movingCount++] = _result;

        // A reduction reads the result once more, from the cache.
        _isStreaming = _result.IsWhole
            && !isReduced
            && _output!.Description.Bytes > CachedResultBytes
            && _plan.Instructions[^1].Kernel.RunStreaming is not null;
    }

    /// <summary>One value for every element of a tile.</summary>
    private void FillTile(int slot, byte* tile, byte* value, int itemSize)
    {
        int count = (int)Math.Min(_plan.TileSize, _end - _start);
        if (itemSize == sizeof(long)) new Span<long>(tile, count).Fill(*(long*)value);
        else if (itemSize == sizeof(int)) new Span<int>(tile, count).Fill(*(int*)value);
        else new Span<byte>(tile, count).Fill(*value);
        _pointers[slot] = tile;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RunOutcome RunBlocks()
    {
        for (long blockStart = _start; blockStart < _end; blockStart += Block.Size)
        {
            if (_stop.IsRequested) return RunOutcome.Stopped;
            int blockCount = (int)Math.Min(Block.Size, _end - blockStart);
            _tileStart = blockStart;
            _tileCount = blockCount;
            ReadInputs(blockStart, blockCount);
            for (int offset = 0; _stepCount > 0 && offset < blockCount; offset += _plan.TileSize)
            {
                if (RunTile(blockStart, offset, Math.Min(_plan.TileSize, blockCount - offset)) is { } failure)
                {
                    return failure;
                }
            }

            FinishBlock(blockStart, blockCount);
        }

        return RunOutcome.Finished;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void FinishBlock(long blockStart, int blockCount)
    {
        byte* elements = _result.At(blockStart, 0);
        if (_output is not null && !_result.IsWhole)
        {
            _output.Write(blockStart, new ReadOnlySpan<byte>(elements, blockCount * _result.ItemSize));
        }

        if (_partials is null) return;
        if (_reducesBlocks) _plan.BlockKernel.Add(elements, blockCount, blockStart, _blockState);
        _partials.Push(_plan.BlockKernel.Finish(_blockState));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void ReadInputs(long blockStart, int blockCount)
    {
        for (int place = 0; place < _movingCount; place++)
        {
            MovingSlot slot = _moving[place];
            if (slot.IsWhole || slot.Slot == _plan.ResultSlot) continue;
            Span<byte> block = new(slot.At(blockStart, 0), blockCount * slot.ItemSize);
            _inputs[slot.Slot].Read(blockStart, block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RunOutcome? RunTile(long blockStart, int offset, int count)
    {
        _tileStart = blockStart + offset;
        _tileCount = count;
        for (int place = 0; place < _movingCount; place++)
        {
            _pointers[_moving[place].Slot] = _moving[place].At(blockStart, offset);
        }

        Instruction[] steps = _plan.Instructions;
        for (int step = 0; step < steps.Length; step++)
        {
            int failing = RunStep(in steps[step], step, count);
            if (failing >= 0) return RunFailure.Of(steps[step], _tileStart + failing);
        }

        _step = NoStep;
        if (_reducesTiles)
        {
            _plan.BlockKernel.Add(_pointers[_plan.ResultSlot], count, _tileStart, _blockState);
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int RunStep(in Instruction instruction, int step, int count)
    {
        int[] slots = instruction.Arguments;
        for (int place = 0; place < slots.Length; place++) _arguments[place] = _pointers[slots[place]];
        void* result = _pointers[instruction.Result];
        _step = step;
        if (instruction.IsDelegate)
        {
            instruction.Local!.Invoke(_arguments, result, count);
            return -1;
        }

        return _isStreaming && step == _stepCount - 1
            ? instruction.Kernel.RunStreaming(_arguments, result, count)
            : instruction.Kernel.Run(_arguments, result, count);
    }
}
