namespace ActorCompute.Kernels.Evaluation;

/// <summary>Asks a running evaluation to stop; it looks once a block. Thread safe; cannot be taken back.</summary>
public sealed class StopFlag
{
    private volatile bool _isRequested;

    /// <summary>True once a stop was requested.</summary>
    public bool IsRequested => _isRequested;

    /// <summary>Requests the stop.</summary>
    public void Request() => _isRequested = true;
}
