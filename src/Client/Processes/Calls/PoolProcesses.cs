namespace ActorCompute.Client.Processes.Calls;

/// <summary>The worker processes of a pool, one a worker. Thread safe.</summary>
internal sealed class PoolProcesses : PoolPeers
{
    private readonly ProgramStart _program;
    private readonly ProcessOptions _options;
    private readonly CallPort _port;

    /// <param name="program">How the program is started again.</param>
    /// <param name="options">How processes are started, and how long one may be silent.</param>
    /// <param name="retries">How often items are run again whose process died.</param>
    /// <param name="initializer">What each process does first; or null.</param>
    /// <exception cref="Arrays.ComputeException">The initializer cannot be found by them.</exception>
    public PoolProcesses(
        ProgramStart program, ProcessOptions options, int retries, Initializer? initializer)
        : base(MethodsOfProgram.Instance, retries, initializer)
    {
        (_program, _options) = (program, options);

        // The port comes last: an initializer that cannot be found leaves nothing behind that listens.
        _port = new CallPort();
    }

    /// <inheritdoc/>
    public override bool StartAtOnce => true;

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _port.Dispose();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task<IPeer> StartAsync(CancellationToken cancellation) =>
        await CallProcess.StartAsync(_program, _port, _options, cancellation).ConfigureAwait(false);
}
