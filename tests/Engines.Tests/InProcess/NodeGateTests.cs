using ActorCompute.Engines.InProcess.Execution;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Tests.InProcess;

/// <summary>A node that one slot may have to itself, among the slots of all clients.</summary>
public class NodeGateTests
{
    private readonly NodeGate _gate = new();
    private readonly Slot _mine = new(0);
    private readonly Slot _other = new(0);
    private int _granted;

    [Fact]
    public void A_node_is_granted_when_the_last_run_has_ended()
    {
        _gate.TryBegin(RunOf(_other)).ShouldBeTrue();
        _gate.TryBegin(RunOf(new Slot(1))).ShouldBeTrue();

        _gate.Reserve(_mine, () => _granted++);

        _gate.End();
        _granted.ShouldBe(0);
        _gate.End();
        _granted.ShouldBe(1);
    }

    [Fact]
    public void Runs_of_others_are_held_back_from_the_moment_of_asking_until_the_node_is_free()
    {
        _gate.TryBegin(RunOf(_other)).ShouldBeTrue();
        _gate.Reserve(_mine, () => _granted++);
        PendingRun second = RunOf(_other);
        _gate.TryBegin(second).ShouldBeFalse("those who ask would wait for ever");
        _gate.End();
        PendingRun third = RunOf(new Slot(2));
        _gate.TryBegin(third).ShouldBeFalse();
        _gate.TryBegin(RunOf(_mine)).ShouldBeTrue();
        _gate.End();

        _gate.Free(_mine).ShouldBe([second, third]);

        _gate.TryBegin(second).ShouldBeTrue();
    }

    [Fact]
    public void Two_who_ask_at_once_have_the_node_one_after_the_other()
    {
        int grantedToOther = 0;
        _gate.Reserve(_mine, () => _granted++);
        _gate.Reserve(_other, () => grantedToOther++);
        _granted.ShouldBe(1);
        grantedToOther.ShouldBe(0);

        _gate.Free(_mine);

        grantedToOther.ShouldBe(1);
        _gate.TryBegin(RunOf(_mine)).ShouldBeFalse();
    }

    [Fact]
    public void Who_asks_no_longer_holds_nobody_back()
    {
        _gate.TryBegin(RunOf(_other)).ShouldBeTrue();
        _gate.Reserve(_mine, () => _granted++);
        PendingRun waiting = RunOf(new Slot(1));
        _gate.TryBegin(waiting).ShouldBeFalse();

        _gate.Free(_mine).ShouldBe([waiting]);

        _gate.TryBegin(waiting).ShouldBeTrue();
        _gate.End();
        _gate.End();
        _granted.ShouldBe(0);
    }

    [Fact]
    public void A_slot_whose_session_has_ended_reserves_nothing_any_more()
    {
        _gate.Close(_mine);

        _gate.Reserve(_mine, () => _granted++);

        _granted.ShouldBe(0);
        _gate.TryBegin(RunOf(_other)).ShouldBeTrue();
    }

    private static PendingRun RunOf(Slot slot) =>
        new(slot, new ExecutorProtocol.Run(default, null!, null, null), ActorRef.Nobody);
}
