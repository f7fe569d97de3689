using ActorCompute.Arrays;
using ActorCompute.Engines.Akka.Logging;
using ActorCompute.Engines.Akka.Remoting;
using ActorCompute.Engines.Cluster.Carriers;
using Akka.Configuration;

namespace ActorCompute.Engines.Akka;

/// <summary>How Akka.NET is set up; a user's own HOCON lies over it.</summary>
internal static class AkkaConfiguration
{
    // The JSON that Akka.NET has for all else would make objects of any type by a name in what comes, also
    // where nothing is ever written by it: so its place is taken.
    private static readonly string s_common = $$"""
        akka {
          loglevel = ERROR
          stdout-loglevel = OFF
          loggers = ["{{Name<LineLogger>()}}"]
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          actor {
            serializers {
              actorcompute = "{{Name<WireSerializer>()}}"
              refusing = "{{Name<RefusingSerializer>()}}"
              json = "{{Name<RefusingSerializer>()}}"
            }
            serialization-bindings {
              "{{Name<RemoteMessage>()}}" = actorcompute
              "System.Object" = refusing
            }
          }
          remote {
            enabled-transports = ["akka.remote.actorcompute"]
            actorcompute {
              transport-class = "{{Name<SocketTransport>()}}"
              transport-protocol = actorcompute
              applied-adapters = []
            }
            untrusted-mode = on
            trusted-selection-paths = [
              "/system/cluster/core/daemon"
              "/system/cluster/heartbeatReceiver"
            ]
            retry-gate-closed-for = 200 ms
            flush-wait-on-shutdown = 200 ms
            log-remote-lifecycle-events = off
          }
          coordinated-shutdown {
            exit-clr = off
            run-by-clr-shutdown-hook = off
            phases.cluster-leave.timeout = 3 s
            phases.cluster-exiting.timeout = 3 s
          }
        }
        """;

    /// <summary>
    /// Gossip is quick, since clusters are small; a node that falls silent is seen after some 3.5 s, and
    /// removed 4 s later: within 10 s in all.
    /// </summary>
    private const string Clustered = """
        akka {
          actor.provider = cluster
          cluster {
            use-dispatcher = akka.actor.internal-dispatcher
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver {
              active-strategy = keep-majority
              stable-after = 4 s
              down-all-when-unstable = off
            }
            failure-detector {
              heartbeat-interval = 500 ms
              acceptable-heartbeat-pause = 3 s
            }
            seed-node-timeout = 1 s
            retry-unsuccessful-join-after = 1 s
            periodic-tasks-initial-delay = 200 ms
            gossip-interval = 200 ms
            leader-actions-interval = 200 ms
            unreachable-nodes-reaper-interval = 500 ms
            log-info = off
          }
        }
        """;

    /// <summary>The configuration of a process.</summary>
    /// <param name="options">What it is; with the user's HOCON, if there is any.</param>
    /// <exception cref="ComputeException">
    /// The user's HOCON is none (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public static Config For(CarrierOptions options)
    {
        Config own = ConfigurationFactory.ParseString(s_common);
        string part = options.Role switch
        {
            CarrierRole.Client => "akka.actor.provider = remote",
            CarrierRole.Seed => Clustered + "\nakka.cluster.roles = [seed]",
            _ => Clustered + "\nakka.cluster.roles = [worker]",
        };
        own = ConfigurationFactory.ParseString(part).WithFallback(own);
        return options.Configuration is { } text ? HoconText.Parse(text).WithFallback(own) : own;
    }

    private static string Name<T>() => $"{typeof(T)}, {typeof(T).Assembly.GetName().Name}";
}
