#!/usr/bin/env bash
# notes.sh VERSION prints what the changelog says of a release. One without notes is not released.
set -euo pipefail
cd "$(dirname "$0")/../.."

notes=$(awk -v version="${1#v}" '
	/^## / { inside = $2 == version || $2 == "[" version "]"; next }
	inside { print }
' "${CHANGELOG:-.github/CHANGELOG.md}")
[ -n "${notes//[[:space:]]/}" ] || {
	printf 'notes.sh: the changelog has no section "## %s"\n' "${1#v}" >&2
	exit 1
}
printf '%s\n' "$notes"
