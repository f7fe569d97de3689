# One image for seed node, worker node and command line:
#   docker build -t actorcompute . && docker run --rm actorcompute eval "exp(x)" --random x=1e6 --reduce sum
# The engine akka is in it where Akka.NET's packages can be had: from the registry, or from a folder packages/ beside
# this file. /actorcompute/ENGINES says what was built. No label can be computed: a second build with
#   --build-arg ENGINES=tcp,akka       (or tcp, whichever that file says)
# only puts it on the image, and fails if it is not so.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime:10.0

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
# The build reads these from the environment: see eng/Akka.props.
ARG ActorComputeAkka
ARG AkkaVersion
ARG AllowOlderAkka
RUN dotnet publish src/Seed -c Release -o /actorcompute \
 && dotnet publish src/WorkerNode -c Release -o /actorcompute \
 && find /actorcompute -name '*.pdb' -delete
RUN engines=tcp; if [ -e /actorcompute/ActorCompute.Engines.Akka.dll ]; then engines=tcp,akka; fi; \
    echo "$engines" > /actorcompute/ENGINES

FROM ${RUNTIME_IMAGE}
COPY --from=build /actorcompute /actorcompute
ARG ENGINES=auto
LABEL org.actorcompute.engines=${ENGINES}
RUN built=$(cat /actorcompute/ENGINES); if [ "$ENGINES" != auto ] && [ "$ENGINES" != "$built" ]; then \
    echo "ENGINES is $ENGINES, but the engines that could be built are: $built"; exit 1; fi
# 1654 is the user 'app' of the .NET images. A new volume takes over the owner of the folder that it is mounted on.
RUN mkdir -p /certificates/authority /certificates/node /certificates/client \
 && chown -R 1654:1654 /certificates && chmod -R 700 /certificates
ENV PATH="/actorcompute:${PATH}"
USER 1654:1654
WORKDIR /tmp
ENTRYPOINT ["actorcompute"]
