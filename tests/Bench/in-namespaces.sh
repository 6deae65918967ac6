#!/bin/bash
# One blob, or a stream, from a source to viewers over rate-limited links: real nodes, a process each, each in a network namespace of its
# own.
#   in-namespaces.sh --bytes B --viewers N --up SOURCE,LIST --down LIST [--delay MS] [--cut hI,hJ@SECONDS] [--warm K] [--runs R]
#                    [--chunk C] [--router] [--patience SECONDS] [--json] [--frames F [--fps R]]
# Rates in Mbit/s: --up is the source's and then the viewers', --down the viewers'; the last one is repeated. Host h0 is the source,
# viewer I is hI. --delay is one way, from any host to any other. --cut pulls the cables of those hosts so long after the publication;
# nobody waits for them. --warm: so many blobs before the measured one. --router shapes uplinks behind the host, as a modem does. With
# --frames a stream of so many, R a second, of B bytes each; what each viewer showed is printed, from the fifth second on.
# Nodes are told no rates. Each run is made of fresh processes on a fresh lab; each process first plays a small broadcast to itself on its
# own loopback, so that compiling is not measured. Needs root, the lab (LAB_DIR, default ../shared/netlab beside the repository) and the
# bench built: dotnet build -c Release tests/Bench
set -u
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
main=$(cd "$(git -C "$repository" rev-parse --path-format=absolute --git-common-dir 2>/dev/null || echo "$repository/.git")/.." && pwd)
lab_source=${LAB_DIR:-$main/../shared/netlab}
program=${BENCH_PROGRAM:-$here/bin/Release/net10.0/ScreenShare.Bench.dll}

die() { echo "in-namespaces.sh: $*" >&2; exit 2; }

bytes= viewers= up= down= delay=0 cut= warm=0 runs=1 chunk=16384 shape=nic patience=120 json= frames= fps=30
while [ $# -gt 0 ]; do
  case $1 in
    --router) shape=router; shift; continue;;
    --json) json=--json; shift; continue;;
    --bytes | --viewers | --up | --down | --delay | --cut | --warm | --runs | --chunk | --patience | --frames | --fps)
      [ $# -ge 2 ] || die "$1 needs a value"
      printf -v "${1#--}" %s "$2"; shift 2;;
    *) sed -n '2,12p' "$0" >&2; die "unknown option $1";;
  esac
done
for name in bytes viewers up down; do [ -n "${!name}" ] || die "--$name is missing"; done
[ -f "$program" ] || die "$program is not built"
[ -f "$lab_source/lab.sh" ] || die "no lab in $lab_source: set LAB_DIR"
[ "$(id -u)" = 0 ] || die "network namespaces need root"
if ip netns list | grep -qE '^(h[0-9]+|lab-sw)( |$)'; then die "somebody's lab is up: lab.sh down ends it"; fi
cut_hosts=${cut%@*} cut_after=${cut#*@}
[ -z "$cut" ] || [[ $cut =~ ^h[0-9]+(,h[0-9]+)*@[0-9.]+$ ]] || die "--cut is hI,hJ@SECONDS, not $cut"

scratch=$(mktemp -d)
cp "$lab_source"/lab.sh "$lab_source"/delaytap.c "$lab_source"/xfer.sh "$scratch" # the lab compiles its delay beside itself
lab=$scratch/lab.sh
export LAB_STATE=$scratch/state LAB_UPSHAPE=$shape
# Nine processes on few cores: no collector threads, code compiled once and at once (in the rehearsal), and idle threads of the pool that
# sleep instead of spinning (which took half of the processor time and changed no result).
export DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_TieredCompilation=0 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0

lab_is_ours= jobs_started=()
clean() {
  trap - EXIT
  trap '' INT TERM HUP # an impatient second signal must not leave the lab behind
  exec >/dev/null 2>&1
  for job in "${jobs_started[@]}"; do kill "$job" 2>/dev/null; done
  [ -z "$lab_is_ours" ] || "$lab" down # ends what still runs in its hosts, too
  wait 2>/dev/null
  rm -rf "$scratch"
}
trap '' PIPE # nor must a reader that is gone
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

at() { # LIST PLACE: the value there, or the last one
  local values; IFS=, read -ra values <<<"$1"
  local last=$((${#values[@]} - 1)); echo "${values[$(($2 < last ? $2 : last))]}"
}

bring_up() {
  lab_is_ours=yes
  "$lab" up $((viewers + 1)) "$(at "$up" 0)" "$(at "$down" 0)" >/dev/null || die "the lab does not come up"
  for ((i = 1; i <= viewers; i++)); do "$lab" set "h$i" "$(at "$up" $i)" "$(at "$down" $((i - 1)))"; done
  [ "$delay" = 0 ] || for ((i = 0; i <= viewers; i++)); do "$lab" delay "h$i" "$(awk -v d="$delay" 'BEGIN { print d / 2 }')"; done
}

run() { # NUMBER: one run, its line appended to the list of runs
  local control=$scratch/control output=$scratch/output cut_list=${cut_hosts//h/} line= source_job
  jobs_started=()
  mkfifo "$output"
  for ((i = 1; i <= viewers; i++)); do
    "$lab" exec "h$i" dotnet "$program" distribute-real viewer --control "$control" --index "$i" --bind "$("$lab" addr "h$i")" \
      --chunk "$chunk" >&2 &
    jobs_started+=($!)
  done
  local what=(source --warm "$warm" --interface eth0 --cut "$cut_list")
  [ -z "$frames" ] || what=(stream --frames "$frames" --fps "$fps")
  "$lab" exec h0 dotnet "$program" distribute-real "${what[@]}" --control "$control" --viewers "$viewers" --bytes "$bytes" \
    --chunk "$chunk" --bind "$("$lab" addr h0)" --patience "$patience" --seed "$1" >"$output" &
  source_job=$!
  jobs_started+=("$source_job")
  while read -r line; do
    if [ "$line" = published ] && [ -n "$cut" ]; then
      (sleep "$cut_after"; for host in ${cut_hosts//,/ }; do "$lab" cut "$host"; done) &
      jobs_started+=($!)
    fi
    [[ $line != {* ]] || echo "$line" >>"$scratch/runs"
  done <"$output"
  wait "$source_job" || echo "run $1 did not complete" >&2
  wait "${jobs_started[@]}" 2>/dev/null
  rm -f "$output"
}

for ((n = 1; n <= runs; n++)); do
  bring_up
  run "$n"
  "$lab" down >/dev/null
done
[ -s "$scratch/runs" ] || die "no run came to an end"
label="delay $delay ms, uplinks shaped at the $shape"
[ -z "$cut" ] || label="$label, cut $cut"
if [ -n "$frames" ]; then
  dotnet "$program" distribute-real stream-report --runs "$scratch/runs" --label "$fps a second, up $up, down $down Mbit/s, $label"
  exit
fi
dotnet "$program" distribute-real report --runs "$scratch/runs" --up "$up" --down "$down" --label "$label" $json
