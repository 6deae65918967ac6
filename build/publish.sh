#!/usr/bin/env bash
# Makes what people install, in artifacts/: see --help. What each artefact weighs and why: docs/measurements/installed.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/artifacts
all_rids=(linux-x64 linux-arm64 win-x64 osx-arm64)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

usage() {
  cat <<EOF
Makes what people install of ScreenShare, in artifacts/, with SHA256SUMS and RELEASE-NOTES.md. What was there before goes.

  build/publish.sh [--rid RID]... [--tool] [--deb]

  --rid RID   A single file for one of: ${all_rids[*]}
              May be given again. Without --rid: all of them
  --no-rid    No single files, as in: --no-rid --tool
  --tool      The package for "dotnet tool install" as well
  --deb       A Debian package of each Linux file as well
  --bundle    For Linux too the runtime and trimmed assemblies in one file, instead of machine code alone
  --help      This

Machine code for Linux is linked by gcc, for another processor than this machine's by its cross compiler (Debian:
gcc-aarch64-linux-gnu).
EOF
}

complain() { echo "publish.sh: $1" >&2; exit 2; }
step() { echo "== $1"; }

rids=() tool=no deb=no bundle=no single=yes
while [ $# -gt 0 ]; do
  case $1 in
    --rid)
      [ $# -ge 2 ] || complain "--rid wants one of: ${all_rids[*]}"
      [[ " ${all_rids[*]} " == *" $2 "* ]] || complain "--rid $2: not one of: ${all_rids[*]}"
      rids+=("$2"); shift ;;
    --no-rid) single=no ;;
    --tool) tool=yes ;;
    --deb) deb=yes ;;
    --bundle) bundle=yes ;;
    -h | --help) usage; exit ;;
    *) complain "$1: no such option; --help says which there are" ;;
  esac
  shift
done
if [ $single = yes ] && [ ${#rids[@]} -eq 0 ]; then rids=("${all_rids[@]}"); fi
if [ $single = no ] && [ ${#rids[@]} -gt 0 ]; then complain "--no-rid contradicts --rid"; fi
for program in dotnet git tar zip sha256sum; do command -v $program >/dev/null || complain "$program is needed and not installed"; done

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
property() { dotnet msbuild "$root/src/App" "-getProperty:$1"; }
version=$(property Version)
# Every file bears the commit's date, so that one commit makes the same archives wherever it is checked out.
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
export SOURCE_DATE_EPOCH
dated() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

# The arguments that make machine code of one system here; nothing where it can only be a bundle.
native() {
  local linker=gcc
  [ $bundle = no ] && [[ $1 == linux-* ]] || return 0
  if [ "$1/$(uname -m)" = linux-x64/aarch64 ]; then linker=x86_64-linux-gnu-gcc; fi
  if [ "$1/$(uname -m)" = linux-arm64/x86_64 ]; then linker=aarch64-linux-gnu-gcc; fi
  command -v $linker >/dev/null || complain "--rid $1: $linker is needed and not installed; or add --bundle"
  echo "-p:Standalone=native -p:CppCompilerAndLinker=$linker -p:ObjCopyName=${linker/%gcc/objcopy}"
}

# Ours, and .NET's own for what of it is inside.
notices() {
  cat "$root/THIRD-PARTY-NOTICES.md"
  local packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
  local pack newest
  for pack in microsoft.netcore.app.runtime microsoft.aspnetcore.app.runtime; do
    newest=$(printf '%s\n' "$packages/$pack.$1"/*/THIRD-PARTY-NOTICES.TXT | sort -V | tail -1)
    [ -f "$newest" ] || complain "the notices of $pack are not in $packages"
    printf '\n\n---- %s ----\n\n' "$pack"
    tr -d '\r' <"$newest"
  done
}

publish() {
  local rid=$1 name=screenshare-$version-$1 program=screenshare arguments
  arguments=$(native "$rid")
  if [[ $rid == win-* ]]; then program=screenshare.exe; fi
  step "$name: $([ -n "$arguments" ] && echo machine code || echo runtime and assemblies in one file)"
  # shellcheck disable=SC2086 # several arguments
  dotnet publish "$root/src/App" -c Release -r "$rid" -o "$stage/published" ${arguments:--p:Standalone=bundle} \
    -p:ContinuousIntegrationBuild=true -v:quiet >"$stage/log" 2>&1 || { cat "$stage/log" >&2; exit 1; }
  mkdir -p "$stage/$name" "$stage/only-$rid"
  install -m 755 "$stage/published/$program" "$stage/$name/$program"
  install -m 755 "$stage/published/$program" "$stage/only-$rid/$program"
  install -m 644 "$root/LICENSE" "$stage/$name/LICENSE"
  notices "$rid" >"$stage/$name/THIRD-PARTY-NOTICES.txt"
  install -m 644 "$stage/$name/THIRD-PARTY-NOTICES.txt" "$stage/only-$rid/THIRD-PARTY-NOTICES.txt"
  rm -rf "$stage/published"
  dated "$stage/$name"
  if [[ $rid == win-* ]]; then
    (cd "$stage" && find "$name" | sort | TZ=UTC zip -q -X -9 "$out/$name.zip" -@)
  else
    tar --sort=name --owner=0 --group=0 --numeric-owner -C "$stage" -c "$name" | gzip -n -9 >"$out/$name.tar.gz"
  fi
}

# A program among those just made that this machine can run, to print the manual page of the others; or none.
runnable() {
  local program
  for program in "$stage"/only-linux-*/screenshare; do
    if "$program" --version >/dev/null 2>&1; then echo "$program"; return; fi
  done
}

rm -rf "$out"
mkdir -p "$out"
for rid in "${rids[@]}"; do publish "$rid"; done

if [ $deb = yes ]; then
  for rid in "${rids[@]}"; do
    case $rid in linux-x64) architecture=amd64 ;; linux-arm64) architecture=arm64 ;; *) continue ;; esac
    step "Debian package, $architecture"
    VERSION=$version SCREENSHARE_HOST=$(runnable) "$root/build/debian/package.sh" "$stage/only-$rid" $architecture "$out"
  done
fi

if [ $tool = yes ]; then
  step "dotnet tool"
  dotnet pack "$root/src/App" -c Release -o "$stage/tool" -p:ContinuousIntegrationBuild=true -v:quiet >"$stage/log" 2>&1 ||
    { cat "$stage/log" >&2; exit 1; }
  cp "$stage"/tool/*.nupkg "$out"
fi

step "release notes, checksums"
property PackageReleaseNotes >"$out/RELEASE-NOTES.md"
(shopt -s nullglob && cd "$out" && sha256sum -- *.tar.gz *.zip *.deb *.nupkg >SHA256SUMS)
for rid in "${rids[@]}"; do echo "$(stat -c %s "$stage/only-$rid"/screenshare*) bytes: the program for $rid"; done
(cd "$out" && wc -c -- * | sed -E 's/^ *([0-9]+) /\1 bytes: /')
