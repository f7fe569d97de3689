using ActorCompute.Seed;

return await Application.RunAsync(args).ConfigureAwait(false);
