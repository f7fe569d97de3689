using ActorCompute.Actors;
using ActorCompute.Actors.Working;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Simulation.Services.SimulatedDoor;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// Who answers at a worker node's address. Each client has a session: its own transfers, its own worker a
/// slot, and the renewal of their leases; the executors are everyone's. A session ends when its client is
/// gone, or has not come back for the scenario's grace: its actors end, its runs are stopped, and when the
/// executors have let go its memory is given back. A client that dials another connection has lost the one
/// before, as on the real engine.
/// </summary>
public sealed class SimulatedSessions(Simulator simulator, SimulatedNode node) : IHandler
{
    private readonly Dictionary<ActorRef, Session> _sessions = [];
    private readonly Dictionary<ActorRef, Session> _ending = [];

    /// <summary>The executors of the node, set before anyone dials.</summary>
    public IReadOnlyList<ActorRef> Executors { get; set; } = [];

    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Dial dial:
                OnDialed(context, dial);
                break;
            case Terminated ended when Dialed(ended.Actor) is { } session:
                OnLost(context, session, ended.ProcessDied);
                break;
            case HungUp hungUp when Dialed(context.Sender) is { IsConnected: true } session
                && session.Connection == hungUp.Connection:
                OnLost(context, session, hasDied: false);
                break;
            case Expire expire when expire.Losses == expire.Session.Losses && !expire.Session.IsConnected:
                End(context, expire.Session);
                break;
            case SimulatedExecutor.LetGo letGo:
                OnLetGo(context, letGo.Worker);
                break;
        }
    }

    private Session? Dialed(ActorRef dialer) =>
        _sessions.Values.FirstOrDefault(one => one.Dialer == dialer);

    private void OnDialed(IActorContext context, Dial dial)
    {
        ActorRef router = dial.Router;
        if (Dialed(context.Sender) is { IsConnected: true } before && before.Connection != dial.Connection)
        {
            OnLost(context, before, hasDied: false);
        }

        if (!_sessions.TryGetValue(router, out Session? session))
        {
            ActorRef transfers = node.Add(new SimulatedTransfers(simulator, node));
            IReadOnlyList<ActorRef> workers = WorkerActors.AddWorkers(node, router, transfers, Executors);
            ActorRef renewer = node.Add(new LeaseRenewer(node.Id, router, workers));
            session = new Session(router, transfers, workers, renewer);
            _sessions.Add(router, session);
        }

        session.Dialer = context.Sender;
        session.Connection = dial.Connection;
        session.IsConnected = true;
        context.Watch(context.Sender);
        context.Send(context.Sender, new Answered(ActorRef.Nobody, dial.Connection));
    }

    private void OnLost(IActorContext context, Session session, bool hasDied)
    {
        session.IsConnected = false;
        session.Losses++;
        long grace = hasDied ? 0 : simulator.Scenario.SessionGrace;
        if (grace == 0) End(context, session);
        else context.Schedule(Duration.Span(grace), new Expire(session, session.Losses));
    }

    private void End(IActorContext context, Session session)
    {
        if (!_sessions.Remove(session.Router)) return;
        node.Stop(session.Renewer);
        session.Unanswered = session.Workers.Count;
        for (int slot = 0; slot < session.Workers.Count; slot++)
        {
            ActorRef worker = session.Workers[slot];
            node.Stop(worker);
            _ending.Add(worker, session);
            context.Send(Executors[slot], new SimulatedExecutor.Withdraw(worker));
        }
    }

    private void OnLetGo(IActorContext context, ActorRef worker)
    {
        if (!_ending.Remove(worker, out Session? session) || --session.Unanswered > 0) return;
        context.Send(session.Transfers, new SimulatedTransfers.Close(session.Router.Node));
    }

    private sealed class Session(
        ActorRef router, ActorRef transfers, IReadOnlyList<ActorRef> workers, ActorRef renewer)
    {
        public ActorRef Router { get; } = router;

        public ActorRef Transfers { get; } = transfers;

        public IReadOnlyList<ActorRef> Workers { get; } = workers;

        public ActorRef Renewer { get; } = renewer;

        public ActorRef Dialer { get; set; }

        /// <summary>Which of the dialer's connections.</summary>
        public int Connection { get; set; }

        public bool IsConnected { get; set; }

        /// <summary>How often the connection was lost.</summary>
        public int Losses { get; set; }

        /// <summary>Executors that have not let go of the session.</summary>
        public int Unanswered { get; set; }
    }

    private sealed record Expire(Session Session, int Losses);
}
