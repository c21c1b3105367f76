#!/usr/bin/env bash
# sbom.sh writes a CycloneDX list of the modules in each archive's binary beside the archive, from
# what the Go toolchain left in the binary. The tool is pinned, and the only time in the lists is the
# commit's, so that they can be made again. They are added to checksums.txt.
set -euo pipefail
cd "$(dirname "$0")/../.."

tool=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.9.0
dist=${DIST:-dist}
when=$(TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

GOBIN=$work CGO_ENABLED=0 go install "$tool"
for archive in "$dist"/*.tar.gz; do
	name=$(basename "$archive" .tar.gz)
	version=${name#citelint_}
	version=${version%%_*}
	mkdir "$work/$name"
	tar -xzf "$archive" -C "$work/$name"
	binary=$work/$name/citelint
	[ -f "$binary" ] || binary=$binary.exe
	chmod +x "$binary"
	"$work/cyclonedx-gomod" bin -json -std -noserial -version "v$version" "$binary" |
		sed 's/^\( *"timestamp": \)"[^"]*"/\1"'"$when"'"/' >"$dist/$name.cdx.json"
done
(cd "$dist" && sha256sum -- *.tar.gz *.cdx.json >checksums.txt)
