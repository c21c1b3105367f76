#!/usr/bin/env bash
# build.sh VERSION [TARGET...] builds the archives of a release into dist, with checksums.txt. A
# target is "linux/amd64" or "linux/arm/7". The same commit and the same Go give the same bytes: no
# time but the commit's is in them, no path, no user. It needs Go, git, and GNU's tar and gzip.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=${1#v}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || {
	printf 'build.sh: "%s" is no version such as 0.3.0\n' "$version" >&2
	exit 2
}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(
	linux/amd64 linux/arm64 linux/arm/7
	darwin/amd64 darwin/arm64
	windows/amd64 windows/arm64
	freebsd/amd64 freebsd/arm64
)

export CGO_ENABLED=0 GOFLAGS='' GOWORK=off TZ=UTC LC_ALL=C
when=$(git log -1 --format=%ct)
dist=${DIST:-dist}
rm -rf "$dist"
mkdir -p "$dist"
dist=$(cd "$dist" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { go build -trimpath -buildvcs=true -ldflags "-s -w -buildid= -X main.release=$version" -o "$1" ./cmd/citelint; }

# What every archive holds beside the binary.
build "$work/citelint"
mkdir -p "$work/shared/completions"
cp LICENSE README.md "$work/shared/"
"$work/citelint" man >"$work/shared/citelint.1"
for shell in bash zsh fish powershell; do
	"$work/citelint" completion "$shell" >"$work/shared/completions/citelint.$shell"
done

for target in "${targets[@]}"; do
	IFS=/ read -r os cpu arm <<<"$target"
	folder=$work/${target//\//-}
	cp -R "$work/shared" "$folder"
	binary=citelint
	[ "$os" != windows ] || binary=citelint.exe
	GOOS=$os GOARCH=$cpu GOARM=${arm:-} build "$folder/$binary"
	archive=citelint_${version}_${os}_$cpu${arm:+v$arm}.tar.gz
	(cd "$folder" && find . -type f | sed 's,^\./,,' | sort |
		tar --create --files-from=- --format=ustar --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner --mode='u=rwX,go=rX' |
		gzip -9n >"$dist/$archive")
	printf '%s\n' "$archive"
done
(cd "$dist" && sha256sum -- *.tar.gz >checksums.txt)
