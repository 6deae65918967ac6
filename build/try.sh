#!/usr/bin/env bash
# Has each artefact lived with as its user would: see --help.
set -uo pipefail

usage() {
  cat <<'EOF'
Installs artefacts of build/publish.sh, one after the other, each into an empty place without .NET on the PATH, and tries them:

  the version; a broadcast watched by a second one, pixel for pixel; snapshots of each format, shown again as sources; the page and its
  pictures; a log and a QR code; a display, where Xvfb is installed; the demo

Then it removes the artefact and looks whether anything was left behind. Ends with "N passed, N failed".

  build/try.sh ARTEFACT...

An ARTEFACT is a .tar.gz, a .deb (installed and removed by dpkg, as root), or a .nupkg (dotnet installs it, and is not needed to run it).
TRY_THROUGH="qemu-aarch64-static -L /usr/aarch64-linux-gnu" runs the program through another one; the demo is left out then.
EOF
}

complain() { echo "try.sh: $1" >&2; exit 2; }
case ${1:-} in "") usage >&2; exit 2 ;; -h | --help) usage; exit ;; esac
for artefact in "$@"; do
  case $artefact in *.tar.gz | *.deb | *.nupkg) ;; *) complain "$artefact: neither a .tar.gz, nor a .deb, nor a .nupkg" ;; esac
  [ -f "$artefact" ] || complain "$artefact: there is no such file"
done

read -ra through <<<"${TRY_THROUGH:-}"
place=$(mktemp -d)
passed=0 failed=0
trap 'jobs -p | xargs -r kill 2>/dev/null; rm -rf "$place"' EXIT
pass() { echo "   ok: $1"; passed=$((passed + 1)); }
fail() { echo "   FAILED: $1"; failed=$((failed + 1)); }
check() { local told=$1; shift; if "$@" >/dev/null 2>&1; then pass "$told"; else fail "$told"; fi; }

# The program as its user runs it: an empty home, no PATH, none of our environment. A .nupkg's host may be told where .NET is.
alone=()
set_alone() {
  alone=(timeout 60 env -i HOME="$place/home" TMPDIR="$place/tmp" PATH="$place/path" TERM=dumb ${DOTNET_ROOT:+DOTNET_ROOT="$DOTNET_ROOT"}
    ${display:+DISPLAY=":$display"} "${through[@]}" "$program")
}
run() { "${alone[@]}" "$@" </dev/null; }

# start NAME ARGUMENTS...: runs it in the background, what it prints in $place/NAME, and sets started. stop ends it, as kill does.
start() {
  local name=$1; shift
  : >"$place/$name"
  "${alone[@]}" "$@" >"$place/$name" 2>"$place/$name.err" </dev/null &
  started=$!
}
stop() { kill -TERM "$1" 2>/dev/null; wait "$1"; }
# Waits until a file has a line like that, 20 s at most, and prints what of it is in the group.
await() {
  for _ in $(seq 200); do
    if grep -qE "$2" "$1" 2>/dev/null; then sed -nE "s~.*$2.*~\1~p;T;q" "$1"; return 0; fi
    read -rt 0.1 <> <(:)
  done
  return 1
}
link_of() { await "$place/$1" '"link":"([^"]+)"'; }
digests() { sed -nE 's/.*"event":"frame","frame":([0-9]+),.*"digest":"([0-9a-f]+)".*/\1 \2/p' "$1" | sort -u; }

try_version() {
  local version; version=$(run --version) || { fail "--version: $version"; return; }
  [[ $version =~ ^[^0-9]*([0-9]+\.[0-9]+\.[0-9]+[^+ ]*) ]] && [[ ${artefact//\~/-} == *"${BASH_REMATCH[1]}"* ]] || { fail "version $version"; return; }
  pass "version $version"
}

# One broadcast, and viewers of it: what they show is what was published, and snapshots are pictures of their format.
try_watching() {
  local link view ending
  start share share --source test:640x360 --seed 7 --bind 127.0.0.1 --title Trial --json --digest --log "$place/log"
  local share=$started
  link=$(link_of share) || { fail "no link: $(cat "$place/share.err")"; stop "$share"; return; }
  for ending in png jpg webp; do
    view=view-$ending
    run view --json --digest --frames 15 --bind 127.0.0.1 --snapshot "$place/snapshot.$ending" "$link" >"$place/$view" 2>"$place/$view.err"
    digests "$place/$view" >"$place/$view.shown"
    check "shows 15 pictures, each as it was published, and a snapshot ($ending)" seen_as_published "$place/$view.shown" "$ending"
  done
  run view --pipe ppm --frames 2 --bind 127.0.0.1 "$link" >"$place/piped" 2>/dev/null
  check "pipes pictures" test "$(head -c 2 "$place/piped")" = P6
  try_page "$link"
  stop "$share"
  check "the broadcast ends in order" test $? -eq 0
  check "writes a log" test -s "$place/log"
}

seen_as_published() {
  [ "$(wc -l <"$1")" -ge 15 ] && [ -z "$(digests "$place/share" | sort | comm -13 - <(sort "$1"))" ] || return 1
  case $2 in png) head -c 4 "$place/snapshot.png" | grep -q PNG ;; webp) head -c 12 "$place/snapshot.webp" | grep -q WEBP ;;
    jpg) [ "$(head -c 3 "$place/snapshot.jpg" | od -An -tx1 | tr -d ' ')" = ffd8ff ] ;; esac
}

# The page, and a picture over its connection: without a browser, by what browsers send.
try_page() {
  start watch watch --no-browser --bind 127.0.0.1 "$1"
  local watch=$started address host path
  address=$(await "$place/watch" '(http://[^ ]+)') || { fail "no page: $(cat "$place/watch.err")"; stop "$watch"; return; }
  host=${address#http://} path=/${address#http://*/} host=${host%%/*}
  ask() { # path, and more lines of the head; prints what of the answer comes within two seconds
    exec 3<>"/dev/tcp/${host%:*}/${host#*:}" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\n%b\r\n' "$1" "$host" "$host" "$2" >&3
    timeout 2 cat <&3 | tr -d '\0' | head -c 20000
    exec 3>&-
  }
  check "the page answers" grep -q '<title>' <(ask "$path" 'Connection: close\r\n')
  ask "${path}feed" 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n' \
    >"$place/feed" 2>/dev/null
  check "news and pictures come to the page" grep -qa '"phase"' "$place/feed"
  stop "$watch"
}

# What snapshots wrote, and a GIF of one pixel, as sources.
try_pictures() {
  local file link share
  printf 'GIF89a\1\0\1\0\200\0\0\377\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;' >"$place/snapshot.gif"
  for file in "$place"/snapshot.{png,jpg,webp,gif}; do
    start picture share --source "file:$file" --bind 127.0.0.1 --json --qr
    share=$started
    link=$(link_of picture) || { fail "${file##*.} as a source: $(cat "$place/picture.err")"; stop "$share"; continue; }
    check "${file##*.} as a source" run view --json --frames 1 --bind 127.0.0.1 --snapshot "$place/again.png" "$link"
    stop "$share"
  done
}

try_display() {
  command -v Xvfb >/dev/null || { echo "   without a display: Xvfb is not installed"; return; }
  Xvfb -displayfd 1 -screen 0 320x200x24 -nolisten tcp >"$place/xvfb" 2>/dev/null &
  local server=$! link
  display=$(await "$place/xvfb" '^([0-9]+)$') || { fail "Xvfb does not start"; return; }
  set_alone
  start screen share --source screen --bind 127.0.0.1 --json
  local share=$started
  check "a display as a source" grep -q '"frame"' <(link=$(link_of screen) && run view --json --frames 1 --bind 127.0.0.1 "$link")
  stop "$share"
  run sources >"$place/sources"
  check "lists what can be shown" grep -qi screen "$place/sources"
  kill "$server"; wait "$server" 2>/dev/null
  display=
  set_alone
}

# Each prints nothing and leaves the path of the program in $program.
install_artefact() {
  local folder; folder=$(cd "$(dirname "$artefact")" && pwd)
  case $artefact in
    *.tar.gz) tar -xzf "$artefact" -C "$place/prefix" && program=$(echo "$place"/prefix/*/screenshare) ;;
    *.deb) dpkg -i "$artefact" >"$place/installed" 2>&1 || { cat "$place/installed"; return 1; }; program=/usr/bin/screenshare ;;
    *.nupkg)
      local version=${artefact##*/}; version=${version#screenshare.}
      HOME=$place/sdk dotnet tool install screenshare --tool-path "$place/prefix" --version "${version%.nupkg}" --source "$folder" \
        >"$place/installed" 2>&1 || { cat "$place/installed"; return 1; }
      program=$place/prefix/screenshare ;;
  esac
  [ -x "$program" ]
}

remove_artefact() {
  case $artefact in
    *.tar.gz) rm -r "$place"/prefix/* ;;
    *.deb) dpkg -L screenshare >"$place/owned"; dpkg --purge screenshare >/dev/null 2>&1 ;;
    *.nupkg) HOME=$place/sdk dotnet tool uninstall screenshare --tool-path "$place/prefix" >/dev/null ;;
  esac
}

# What is there that was not before it was installed.
left_behind() {
  find "$place/home" "$place/tmp" -mindepth 1
  find "$place/prefix" -type f
  case $artefact in *.deb) while read -r path; do [ -d "$path" ] || [ ! -e "$path" ] || echo "$path"; done <"$place/owned" ;; esac
}

for artefact in "$@"; do
  echo "-- ${artefact##*/}"
  display= program=
  rm -rf "${place:?}"/*
  mkdir "$place"/{home,tmp,path,prefix,sdk}
  install_artefact || { fail "install ${artefact##*/}"; continue; }
  set_alone
  try_version
  try_watching
  try_pictures
  try_display
  [ ${#through[@]} -gt 0 ] || check "the demo" run demo
  remove_artefact
  left=$(left_behind)
  if [ -z "$left" ]; then pass "removed without a trace"; else fail "left behind: $left"; fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
