namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>What the names of files in jobs mean on this node. Thread safe.</summary>
internal interface IFileNames
{
    /// <summary>The path of the file that a job names.</summary>
    /// <exception cref="Arrays.ComputeException">Jobs may not name it.</exception>
    string Resolve(string name);
}
