return ActorCompute.WorkerNode.Application.Run(args);
