#!/usr/bin/env bash
# Builds the image, starts docker-compose.yml for real, and lets things go wrong during jobs: a worker container is
# killed, workers are added, the seed node is restarted. Every result has to have the sha256 of one process alone.
# Works with docker-compose 1.29 and with 'docker compose'. Exit code 77: there is no Docker to be had here, and one
# line says what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

skip() { echo "containers are not tested: $1"; exit 77; }
fail() { echo "FAILED: $1"; compose ps; compose logs --tail 40; exit 1; }
step() { printf '%4ds  %s\n' "$SECONDS" "$1"; }

docker info >/dev/null 2>&1 || skip "no Docker daemon answers"
if docker compose version >/dev/null 2>&1; then
  compose_command=(docker compose)
elif command -v docker-compose >/dev/null; then
  compose_command=(docker-compose)
else
  skip "neither 'docker compose' nor docker-compose is installed"
fi
for image in $(sed -n 's/^ARG [A-Z]*_IMAGE=//p' Dockerfile); do
  docker image inspect "$image" >/dev/null 2>&1 || docker pull -q "$image" >/dev/null 2>&1 \
    || skip "the base image $image cannot be had"
done

# Names of its own: a cluster that runs on this machine is left alone.
export COMPOSE_PROJECT_NAME="actorcompute-test-$$"
export CLUSTER_DOMAIN="test-$$.actorcompute"
work=$(mktemp -d)
compose() { "${compose_command[@]}" "$@"; }
clean() {
  compose --profile cli down --volumes --remove-orphans --timeout 5 >/dev/null 2>&1 || true
  rm -rf "$work"
  if [ -e "$work.packages" ]; then rm -rf packages "$work.packages"; fi
}
trap clean EXIT
trap 'echo "FAILED: line $LINENO: $BASH_COMMAND"' ERR

# A job of some seconds, longer than a container takes to start: a hundred sines of each number, which the workers make themselves.
expression="$(printf 'sin(%.0s' {1..100})x$(printf ')%.0s' {1..100})"
job=(eval "$expression" --random "x=150000000:1" --reduce sum --json)
field() { sed -nE "s/.*\"$1\":\"?([^\",}]+).*/\1/p" "$2"; }

start_job() { compose run --rm -T cli "${job[@]}" >"$work/$1" 2>"$work/$1.log" & client=$!; }
finish_job() {
  wait "$client" || { cat "$work/$1" "$work/$1.log"; fail "$2: the job failed"; }
  [ "$(field sha256 "$work/$1")" = "$expected" ] || { cat "$work/$1"; fail "$2: another sha256"; }
  step "$2: the same sha256, by $(field nodes "$work/$1") nodes, $(field retries "$work/$1") retries"
}
until_true() {
  for _ in $(seq 120); do if "${@:2}"; then return; fi; sleep 0.25; done
  fail "it did not come within 30 s: $1"
}
status() { compose run --rm -T cli status --json 2>/dev/null; }
# 1.29 prints the ids without a way to choose among them; its order is kept by the project's numbers.
workers() { compose ps -q worker; }
nodes_are() { [ "$(status | grep -oE '"state": ?"up"' | wc -l)" = "$1" ]; }
# The time of the threads that run kernels: what else a node does is no work.
busy() {
  docker exec "$1" sh -c 'cat /proc/1/task/*/stat' 2>/dev/null \
    | sed -n 's/^[0-9]* (ActorCompute ex) //p' | awk '{sum += $12} END {print sum + 0}'
}
computes() { [ "$(busy "$1")" -gt "$2" ]; }
await_work() { until_true "a worker computes" computes "$1" "$(($(busy "$1") + 20))"; }

# A build inside of Docker sees a folder of packages in the clone only.
if [ -d "${RestoreAdditionalProjectSources:-}" ] && [ ! -e packages ]; then
  touch "$work.packages"
  cp -r "$RestoreAdditionalProjectSources" packages
fi
build() { compose build >"$work/build" 2>&1 || { tail -20 "$work/build"; fail "the image does not build"; }; }
build
ACTORCOMPUTE_ENGINES=$(docker run --rm --entrypoint cat actorcompute /actorcompute/ENGINES)
export ACTORCOMPUTE_ENGINES
build
label=$(docker image inspect -f '{{index .Config.Labels "org.actorcompute.engines"}}' actorcompute)
[ "$label" = "$ACTORCOMPUTE_ENGINES" ] || fail "the image is labelled $label, and has $ACTORCOMPUTE_ENGINES"
step "the image is built, with the engines $label"
expected=$(docker run --rm actorcompute "${job[@]}" | tee "$work/alone" | field sha256 /dev/stdin)
[ -n "$expected" ] || { cat "$work/alone"; fail "one process alone gives no sha256"; }

compose up -d >"$work/up" 2>&1 || { cat "$work/up"; fail "the cluster does not start"; }
until_true "3 nodes are up" nodes_are 3
step "a seed node and 3 worker nodes are up"

start_job plain
finish_job plain "undisturbed"

start_job killed
victim=$(workers | sed -n 1p)
await_work "$victim"
docker kill "$victim" >/dev/null
finish_job killed "a worker container was killed"
[ "$(field retries "$work/killed")" -gt 0 ] || fail "the killed worker had no chunk"

start_job scaled
await_work "$(workers | tail -1)"
compose up -d --no-recreate --scale worker=5 >"$work/scale" 2>&1 || { cat "$work/scale"; fail "--scale"; }
finish_job scaled "workers were scaled up to 5"
[ "$(field nodes "$work/scaled")" -gt 3 ] || fail "the new workers did not take part"

compose restart --timeout 5 seed >/dev/null 2>&1
until_true "5 nodes are up again" nodes_are 5
start_job restarted
finish_job restarted "the seed node was restarted"

running() { docker ps -q --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME"; }
healthy() { [ "$(running | xargs docker inspect -f '{{.State.Health.Status}}' | sort -u)" = healthy ]; }
until_true "all containers are healthy" healthy
! running | xargs -I{} docker exec {} id -u | grep -q '^0$' || fail "something runs as root"
step "all containers are healthy, and none runs as root"
