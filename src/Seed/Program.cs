using ActorCompute.Seed;

return Application.Run(args);
