# One image for seed node, worker node and command line:
#   docker build -t actorcompute . && docker run --rm actorcompute eval "exp(x)" --random x=1e6 --reduce sum
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime:10.0

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Seed -c Release -o /actorcompute \
 && dotnet publish src/WorkerNode -c Release -o /actorcompute \
 && find /actorcompute -name '*.pdb' -delete

FROM ${RUNTIME_IMAGE}
COPY --from=build /actorcompute /actorcompute
# 1654 is the user 'app' of the .NET images. A new volume takes over the owner of the folder that it is mounted on.
RUN mkdir -p /certificates/authority /certificates/node /certificates/client \
 && chown -R 1654:1654 /certificates && chmod -R 700 /certificates
ENV PATH="/actorcompute:${PATH}"
USER 1654:1654
WORKDIR /tmp
ENTRYPOINT ["actorcompute"]
