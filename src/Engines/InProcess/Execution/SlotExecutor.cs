using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>The executor of a slot: puts runs into it, for the threads, and stops them. Thread
/// safe.</summary>
internal sealed class SlotExecutor(IActorHost host, Slot slot, IExecutorThreads threads)
{
    /// <summary>Handles a message of the slot's worker.</summary>
    public void Handle(ActorRef worker, object message)
    {
        switch (message)
        {
            case ExecutorProtocol.Run run:
                threads.Offer(new PendingRun(slot, run, worker));
                break;
            case ExecutorProtocol.Stop stop when slot.Stop(stop.Attempt) is { } withdrawn:
                threads.Withdraw(withdrawn);
                host.Send(withdrawn.Worker, new ExecutorProtocol.Stopped(stop.Attempt), slot.Executor);
                break;
            case ExecutorProtocol.Reserve reserve:
                var reserved = new ExecutorProtocol.Reserved(reserve.Number);
                threads.Reserve(slot, () => host.Send(worker, reserved, slot.Executor));
                break;
            case ExecutorProtocol.Free:
                threads.Free(slot);
                break;
        }
    }
}
