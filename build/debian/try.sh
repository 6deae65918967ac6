#!/usr/bin/env bash
# Lives with a Debian package in an empty root: see --help.
set -uo pipefail

usage() {
  cat <<'EOF'
Installs a package into an empty root, in which there is nothing but the libraries it needs: no .NET, no shell, no PATH. Looks at what
was installed, lets a broadcast be watched by a second one, purges the package, and looks whether anything is left.

  build/debian/try.sh PACKAGE.deb

Works as root and as anybody who may have namespaces of their own (unshare). Ends with "N passed, N failed".
EOF
}

complain() { echo "try.sh: $1" >&2; exit 2; }
case ${1:-} in -h | --help) usage; exit ;; esac
[ $# -eq 1 ] && [ -f "$1" ] || { usage >&2; exit 2; }
package=$1
for needed in dpkg unshare ldd; do command -v $needed >/dev/null || complain "$needed is needed"; done

place=$(mktemp -d)
root=$place/root
share=
trap '[ -z "$share" ] || timeout 2 sh -c "echo quit >$place/typed"; rm -rf "$place"' EXIT
passed=0 failed=0
pass() { echo "   ok: $1"; passed=$((passed + 1)); }
fail() { echo "   FAILED: $1"; failed=$((failed + 1)); }
check() { local told=$1; shift; if "$@" >"$place/said" 2>&1; then pass "$told"; else fail "$told: $(head -3 "$place/said")"; fi; }

# Its own mounts, seen by nobody else, and gone with the last process in it.
alone() { unshare --map-root-user --mount --pid --fork --kill-child "$@"; }
in_root() {
  alone bash -c 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec env -i HOME=/home TERM=dumb "$(command -v chroot)" "$0" "$@"' "$root" "$@"
}
packages() { alone dpkg --root="$root" --force-depends --log=/dev/null "$@"; }
everything() { (cd "$root" && find . -path ./var -prune -o -print | sort); }

mkdir -p "$root"/{proc,dev,tmp,home,var/lib/dpkg/{info,updates,triggers}}
: >"$root/var/lib/dpkg/status"
dpkg-deb --fsys-tarfile "$package" | tar -x -C "$place" ./usr/bin/screenshare
libraries=$(ldd "$place/usr/bin/screenshare" | grep -oE '/[^ ]+\.so[^ ]*')
for name in libssl.so.3 libcrypto.so.3; do libraries+=" $(ldconfig -p | sed -nE "s/.*$name .* => (.*)/\1/p" | head -1)"; done
for library in $libraries; do mkdir -p "$root${library%/*}" && cp -L "$library" "$root$library"; done
before=$(everything)

# What must hold of the files.
try_files() {
  check "every file is root's" test -z "$(dpkg-deb -c "$package" | awk '$2 != "root/root"')"
  for file in bin/screenshare share/man/man1/screenshare.1.gz share/bash-completion/completions/screenshare \
    share/zsh/vendor-completions/_screenshare share/fish/vendor_completions.d/screenshare.fish share/applications/screenshare.desktop \
    share/applications/screenshare-watch.desktop share/icons/hicolor/scalable/apps/screenshare.svg share/doc/screenshare/copyright; do
    check "/usr/$file" test -s "$root/usr/$file"
  done
  check "join links open with it, magnet links with what opened them" \
    test "$(cat "$root"/usr/share/applications/*.desktop | grep ^MimeType)" = "MimeType=x-scheme-handler/screenshare;"
  if command -v desktop-file-validate >/dev/null; then
    check "desktop entries" desktop-file-validate "$root"/usr/share/applications/*.desktop
  fi
  if command -v lintian >/dev/null; then check "lintian finds no errors" lintian --allow-root --fail-on error "$package"; fi
}

digests() { sed -nE 's/.*"event":"frame","frame":([0-9]+),.*"digest":"([0-9a-f]+)".*/\1 \2/p' "$1" | sort; }

try_watching() {
  mkfifo "$place/typed"
  in_root /usr/bin/screenshare share --source test:320x240 --bind 127.0.0.1 --json --digest <>"$place/typed" >"$place/share" 2>&1 &
  share=$!
  local link=
  for _ in $(seq 300); do
    link=$(sed -nE 's/.*"link":"([^"]+)".*/\1/p' "$place/share")
    [ -z "$link" ] && kill -0 $share 2>/dev/null || break
    read -rt 0.1 <> <(:)
  done
  [ -n "$link" ] || { fail "no link: $(head -3 "$place/share")"; return; }
  in_root /usr/bin/screenshare view --bind 127.0.0.1 --json --digest --frames 5 "${link/magnet:/screenshare:}" </dev/null >"$place/view" 2>&1
  check "a second one ends in order" test $? -eq 0
  digests "$place/share" >"$place/shared"
  digests "$place/view" >"$place/viewed"
  check "it shows pictures" test "$(wc -l <"$place/viewed")" -ge 5
  check "each as it was published" test -z "$(comm -13 "$place/shared" "$place/viewed")"
  echo quit >"$place/typed"
  check "the broadcast ends in order" wait $share
  share=
}

check "installs" packages --install "$package"
try_files
check "--version" in_root /usr/bin/screenshare --version
try_watching
check "purges" packages --purge screenshare
left=$(comm -13 <(echo "$before") <(everything))
if [ -z "$left" ]; then pass "removed without a trace"; else fail "left behind: $left"; fi
check "dpkg knows nothing of it" test ! -s "$root/var/lib/dpkg/status" -o -z "$(grep -s screenshare "$root/var/lib/dpkg/status")"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
