using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Actors;

/// <summary>The cells of a node by number. Looked up without a lock, changed under one.</summary>
internal sealed class CellTable(NodeId node)
{
    private readonly Lock _lock = new();
    private Cell?[] _cells = new Cell?[64];
    private int _used = 1;

    /// <summary>Adds the cell that is made for a new reference.</summary>
    public ActorRef Add(Func<ActorRef, Cell> make)
    {
        lock (_lock)
        {
            if (_used == _cells.Length) Array.Resize(ref _cells, _cells.Length * 2);
            var reference = new ActorRef(node, _used);
            _cells[_used++] = make(reference);
            return reference;
        }
    }

    public Cell? Find(ActorRef reference)
    {
        Cell?[] cells = _cells;
        return reference.Node == node && (uint)reference.Number < (uint)cells.Length
            ? cells[reference.Number]
            : null;
    }

    public Cell? Remove(ActorRef reference)
    {
        lock (_lock)
        {
            Cell? cell = Find(reference);
            if (cell is not null) _cells[reference.Number] = null;
            return cell;
        }
    }
}
