#!/usr/bin/env bash
# Makes a Debian package of a published program: see --help.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

usage() {
  cat <<'EOF'
Makes OUTPUT_FOLDER/screenshare_VERSION_ARCHITECTURE.deb of the single file PUBLISHED_FOLDER/screenshare.

  build/debian/package.sh PUBLISHED_FOLDER amd64|arm64 OUTPUT_FOLDER

VERSION, from the environment, is the version; without it CHANGELOG.md has it. SOURCE_DATE_EPOCH is the date of all files;
without it that of the commit. The same input makes the same package.

The program itself prints its manual page and completions. One for another processor cannot be run: then "dotnet run" prints them.
SCREENSHARE_HOST, which names a build of the same commit for this machine, is asked before either.
EOF
}

complain() { echo "package.sh: $1" >&2; exit 2; }
case ${1:-} in -h | --help) usage; exit ;; esac
[ $# -eq 3 ] || { usage >&2; exit 2; }
published=$1 architecture=$2 output=$3
program=$published/screenshare
[ -f "$program" ] || complain "$program: there is no such file"
for needed in dpkg-deb readelf gzip; do command -v $needed >/dev/null || complain "$needed is needed: install dpkg, binutils, gzip"; done
case $architecture in
  amd64) machine="X86-64" ;;
  arm64) machine="AArch64" ;;
  *) complain "$architecture: neither amd64 nor arm64" ;;
esac
readelf -h "$program" | grep -q "Machine:.*$machine" || complain "$program is not for $architecture"

version=${VERSION:-$(dotnet msbuild "$root/src/App" -getProperty:Version)}
version=${version//-/\~} # 1.0.0-rc.1 comes before 1.0.0
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
tree=$stage/tree doc=$stage/tree/usr/share/doc/screenshare
put() { install -D -m "$1" "$2" "$tree/$3"; }

say() {
  if [ -n "${SCREENSHARE_HOST:-}" ]; then "$SCREENSHARE_HOST" "$@"
  elif "$program" --version >/dev/null 2>&1; then "$program" "$@"
  else dotnet run -c Release --project "$root/src/App" -- "$@"; fi
}

# One file that unpacks nothing, so it needs no folder of its own.
put 755 "$program" usr/bin/screenshare
put 755 "$here/in-terminal" usr/libexec/screenshare/in-terminal
put 644 "$here/screenshare.desktop" usr/share/applications/screenshare.desktop
put 644 "$here/screenshare-watch.desktop" usr/share/applications/screenshare-watch.desktop
put 644 "$root/src/Viewer.Gui/Page/icon.svg" usr/share/icons/hicolor/scalable/apps/screenshare.svg
put 644 "$here/lintian-overrides" usr/share/lintian/overrides/screenshare

say man >"$stage/man"
say completions bash >"$stage/bash"
say completions zsh >"$stage/zsh"
say completions fish >"$stage/fish"
for words in man bash zsh fish; do [ -s "$stage/$words" ] || complain "the program prints nothing for: $words"; done
put 644 "$stage/man" usr/share/man/man1/screenshare.1
put 644 "$stage/bash" usr/share/bash-completion/completions/screenshare
put 644 "$stage/zsh" usr/share/zsh/vendor-completions/_screenshare
put 644 "$stage/fish" usr/share/fish/vendor_completions.d/screenshare.fish

put 644 "$here/copyright" usr/share/doc/screenshare/copyright
put 644 "$root/CHANGELOG.md" usr/share/doc/screenshare/NEWS
for notices in "$published/THIRD-PARTY-NOTICES.txt" "$root/THIRD-PARTY-NOTICES.md"; do
  [ -f "$doc/THIRD-PARTY-NOTICES" ] || [ ! -f "$notices" ] || put 644 "$notices" usr/share/doc/screenshare/THIRD-PARTY-NOTICES
done
author="The ScreenShare authors <screenshare@invalid.invalid>"
cat >"$doc/changelog" <<EOF
screenshare ($version) unstable; urgency=medium

  * What is new stands in NEWS.gz.

 -- $author  $(date -R -u -d "@$SOURCE_DATE_EPOCH")
EOF
gzip -9n "$tree/usr/share/man/man1/screenshare.1" "$doc"/{changelog,NEWS}
[ ! -f "$doc/THIRD-PARTY-NOTICES" ] || gzip -9n "$doc/THIRD-PARTY-NOTICES"

# What the loader must find, at the versions whose symbols are used. libssl is loaded when the program first encrypts.
newest() { readelf -VW "$program" | grep -oE "$1_[0-9.]+" | sort -uV | tail -1 | cut -d_ -f2; }
needs() { readelf -dW "$program" | grep -q "NEEDED.*$1"; }
depends="libc6 (>= $(newest GLIBC)), libssl3 | libssl3t64"
if needs 'libgcc_s\.so'; then depends+=", libgcc-s1"; fi
if needs 'libstdc++\.so'; then depends+=", libstdc++6"; fi
if needs 'libz\.so'; then depends+=", zlib1g"; fi

mkdir "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<EOF
Package: screenshare
Version: $version
Architecture: $architecture
Maintainer: $author
Installed-Size: $(du -k -s --apparent-size "$tree/usr" | cut -f1)
Depends: $depends
Recommends: libx11-6, libxcomposite1, libxdamage1, libxext6, libxfixes3, libxrandr2
Suggests: ffmpeg, x-terminal-emulator, xdg-utils
Section: net
Priority: optional
Description: live screen broadcast over a peer-to-peer swarm
 Shows a screen, a window or a video live to any number of viewers, with no
 server in the middle: whoever watches passes on what they have, so that the
 broadcaster uploads about two copies, however many watch. Pictures are
 encrypted, and proven to come from the broadcaster.
 .
 Viewers open the link that the broadcaster gives them, in the browser or in
 the terminal.
EOF
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
chmod -R u=rwX,go=rX "$tree"
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

mkdir -p "$output"
DPKG_DEB_COMPRESSOR_TYPE=${DPKG_DEB_COMPRESSOR_TYPE:-xz} dpkg-deb --root-owner-group --build "$tree" "$output/screenshare_${version}_$architecture.deb"
