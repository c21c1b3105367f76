#!/usr/bin/env bash
# Installs citelint for the steps that follow: a release, verified against its checksums, or a build
# of the action's own source. It runs on Linux, macOS (bash 3.2) and Windows (Git's bash).
#
#   INPUT_VERSION    a release ("0.3.0"), or "source"; empty: the release that the action is used
#                    at, or its source if it is used at no release's tag
#   INPUT_CHECKSUMS  lines of a release's checksums.txt; empty: those that the release brings along
#   INPUT_MIRROR     where the releases are
set -euo pipefail

fail() {
	local message=${1//'%'/%25}
	printf '::error title=citelint::%s\n' "${message//$'\n'/%0A}" >&2
	exit 1
}

# version is the one asked for, without "v". The runner unpacks an action into a folder named after
# the tag it is used at; github.action_ref is wrong inside composite actions (actions/runner#2473).
version() {
	local asked=${INPUT_VERSION:-} folder=${GITHUB_ACTION_PATH//\\//}
	if [ -z "$asked" ]; then
		asked=source
		case $folder in */_actions/*) asked=${folder##*/} ;; esac
		[[ $asked =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]] || asked=source
	fi
	asked=${asked#v}
	[ "$asked" = source ] || [[ $asked =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
		fail "version: \"${asked//[^0-9A-Za-z.-]/}\" is no release such as 0.3.0, and not \"source\""
	printf '%s\n' "$asked"
}

# platform is the system and the processor as the names of archives have them: "linux_amd64".
platform() {
	local os cpu
	case ${RUNNER_OS:-$(uname -s)} in
	Linux) os=linux ;;
	macOS | Darwin) os=darwin ;;
	Windows | MINGW* | MSYS*) os=windows ;;
	FreeBSD) os=freebsd ;;
	*) fail "there are no releases for ${RUNNER_OS:-$(uname -s)}: use version: source" ;;
	esac
	case ${RUNNER_ARCH:-$(uname -m)} in
	X64 | x86_64 | amd64) cpu=amd64 ;;
	ARM64 | aarch64 | arm64) cpu=arm64 ;;
	ARM | armv7*) cpu=armv7 ;;
	*) fail "there are no releases for ${RUNNER_ARCH:-$(uname -m)}: use version: source" ;;
	esac
	printf '%s_%s\n' "$os" "$cpu"
}

sha256() {
	if command -v sha256sum >/dev/null; then
		sha256sum "$1"
	else
		shasum -a 256 "$1"
	fi | sed 's/^\\//; s/ .*//'
}

# download URL FILE tries five times, waiting longer each time. What is not there is not asked for
# again.
download() {
	local wait status
	for wait in 1 2 4 8 0; do
		status=$(curl --silent --show-error --location --globoff --proto '=https' --connect-timeout 20 --max-time 300 \
			--output "$2.part" --write-out '%{http_code}' --url "$1") || status="no answer"
		case $status in
		200)
			mv "$2.part" "$2"
			return
			;;
		404) fail "there is no $1: is the version a release, and are there binaries for this machine?" ;;
		esac
		printf 'citelint: %s: %s\n' "$1" "$status" >&2
		[ "$wait" = 0 ] || sleep "$wait"
	done
	fail "$1 could not be downloaded ($status), five times"
}

# expected ARCHIVE prints the checksum that the archive must have.
expected() {
	local sums
	if [ -n "${INPUT_CHECKSUMS:-}" ]; then
		sums=$INPUT_CHECKSUMS
	else
		[ -f checksums.txt ] || download "$base/checksums.txt" checksums.txt
		sums=$(cat checksums.txt)
	fi
	printf '%s\n' "$sums" | tr -d '\r' | awk -v name="$1" '$2 == name || $2 == "*" name { print tolower($1); exit }'
}

# release VERSION leaves the binary in the tool cache. An archive that is there already is verified
# again and not downloaded.
release() {
	local archive sum base got
	archive=citelint_$1_$(platform).tar.gz
	base=${INPUT_MIRROR:-https://github.com/citelint/citelint/releases/download}/v$1
	cd "$dir"
	sum=$(expected "$archive")
	[ -n "$sum" ] || fail "the checksums of $1 do not name $archive"
	[ -f "$archive" ] || download "$base/$archive" "$archive"
	got=$(sha256 "$archive")
	if [ "$got" != "$sum" ]; then
		rm -f "$archive" checksums.txt
		fail "$archive has the checksum $got, not $sum: it is not used"
	fi
	tar -xzf "$archive"
}

# build builds the source that the action came with.
build() {
	command -v go >/dev/null ||
		fail "the action is used at no release, so citelint is built, which needs Go: add actions/setup-go before it, or name a release with \"version\""
	(cd "$GITHUB_ACTION_PATH" &&
		CGO_ENABLED=0 GOFLAGS='' GOWORK=off go build -trimpath -buildvcs=false -o "$dir/$binary" ./cmd/citelint) ||
		fail "citelint could not be built"
}

wanted=$(version)
dir=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/citelint/$wanted
[ "$wanted" != source ] && mkdir -p "$dir" 2>/dev/null && [ -w "$dir" ] || dir=$RUNNER_TEMP/citelint-bin/$wanted
binary=citelint
case ${RUNNER_OS:-} in Windows) binary=citelint.exe ;; esac
mkdir -p "$dir"
if [ "$wanted" = source ]; then
	build
else
	(release "$wanted")
fi
"$dir/$binary" --version
printf '%s\n' "$dir" >>"$GITHUB_PATH"
printf 'citelint=%s\n' "$dir/$binary" >>"$GITHUB_OUTPUT"
