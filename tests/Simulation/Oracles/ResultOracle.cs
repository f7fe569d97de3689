using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Services;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// A result is the one that is computed directly: every element, in order, and the value to its last bit.
/// </summary>
public sealed class ResultOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly Dictionary<JobId, ExpressionSpec> _specs = [];

    protected override string Name => "results";

    public override void Delivered(in Envelope envelope)
    {
        if (envelope.Message is SubmitJob submitted) _specs[submitted.Job] = (ExpressionSpec)submitted.Spec;
        if (envelope.Message is not JobCompleted completed) return;
        ExpressionSpec spec = _specs[completed.Job];
        if (completed.Outputs.Count != spec.Outputs.Count)
        {
            Violate($"{completed.Job} has {completed.Outputs.Count} outputs of {spec.Outputs.Count}");
        }

        for (int output = 0; output < spec.Outputs.Count; output++)
        {
            Check(completed.Job, spec, output, completed.Outputs[output]);
        }

        Scalar? value = spec.Reduction is null ? null : Values.Sum(spec);
        if (completed.Value != value)
        {
            Violate($"the value of {completed.Job} is {completed.Value}, not {value}");
        }
    }

    private void Check(JobId job, ExpressionSpec spec, int output, IReadOnlyList<SliceRef> slices)
    {
        long block = 0, elements = 0;
        foreach (SliceRef slice in slices)
        {
            if (elements % Block.Size != 0)
            {
                Violate($"output {output} of {job} has a short slice in its middle");
            }
            if (!Simulator.Memory.TryFind(slice.Array, out SimulatedArray? array))
            {
                Violate(
                    $"output {output} of {job} is in {MessageText.Of(slice)}, whose array does not exist");
            }

            long first = Simulator.Memory.FirstBlock(slice, array);
            for (long i = 0; i < Block.CountFor(slice.Count); i++, block++)
            {
                ulong right = Values.Output(Values.Element(spec, block), output);
                if (array.Stamps[first + i] != right)
                {
                    Violate($"block {block} of output {output} of {job} is wrong");
                }
            }

            elements += slice.Count;
        }

        if (elements != spec.Grid.Count)
        {
            Violate($"output {output} of {job} has {elements} of {spec.Grid.Count} elements");
        }
    }
}
