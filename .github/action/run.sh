#!/usr/bin/env bash
# Runs citelint with what the action was given, and tells the steps that follow how it went. It ends
# with status 0 whatever is found: the action's last step ends with citelint's own.
#
# The inputs come as INPUT_*, the binary as CITELINT, and the reports go to RUNNER_TEMP/citelint.
# Arguments are one a line and reach citelint as they are: no shell reads them.
set -euo pipefail

fail() {
	printf '::error title=citelint::%s\n' "$1" >&2
	exit 1
}

# boolean NAME VALUE refuses what is neither true nor false.
boolean() {
	case $2 in
	true | false) ;;
	*) fail "$1 must be true or false" ;;
	esac
}

args=()
# flag NAME VALUE adds a flag, if there is a value.
flag() { [ -z "$2" ] || args+=("--$1=$2"); }

# lines adds each line of standard input that is not blank, after the words given.
lines() {
	local line
	while IFS= read -r line || [ -n "$line" ]; do
		line=${line%$'\r'}
		line=${line#"${line%%[![:blank:]]*}"}
		line=${line%"${line##*[![:blank:]]}"}
		[ -z "$line" ] || args+=("$@$line")
	done
}

# count SEVERITY prints how many new findings the JSON report counts. A quotation mark inside a string
# of JSON has a backslash before it, so that no foreign text reads like a key.
count() { sed -n 's/^ *"'"$1"'": *\([0-9][0-9]*\),\{0,1\}$/\1/p' "$2" | sed -n 1p; }

for name in OFFLINE ANNOTATIONS SUMMARY SARIF COMMENT ISSUE CACHE; do
	value=INPUT_$name
	boolean "$(printf %s "$name" | tr '[:upper:]' '[:lower:]')" "${!value:-}"
done

reports=$RUNNER_TEMP/citelint
rm -rf "$reports"
mkdir -p "$reports"

flag config "$INPUT_CONFIG"
flag profile "$INPUT_PROFILE"
flag fail-on "$INPUT_FAIL_ON"
flag baseline "$INPUT_BASELINE"
case $INPUT_CHANGED in
'' | false) ;;
true) args+=(--changed) ;;
*) args+=("--changed=$INPUT_CHANGED") ;;
esac
if [ "$INPUT_OFFLINE" = true ]; then
	args+=(--offline)
elif [ "$INPUT_CACHE" = true ]; then
	args+=(--cache=.citelint --state=.citelint/state.db)
fi
format=text
[ "$INPUT_ANNOTATIONS" = false ] || format=github
args+=("--format=$format")
[ "$INPUT_SUMMARY" = true ] || args+=(--ci=never)
args+=("--output=$reports/report.json:json")
[ "$INPUT_SARIF" = false ] || args+=("--output=$reports/citelint.sarif:sarif")
[ "$INPUT_COMMENT$INPUT_ISSUE" = falsefalse ] || args+=("--output=$reports/comment.md:comment")
case /$INPUT_REPORTS/ in *../*) fail "reports: a name may not contain ../" ;; esac
lines "--output=$reports/" <<<"$INPUT_REPORTS"
lines <<<"$INPUT_ARGS"
args+=(--)
lines <<<"$INPUT_PATHS"
[ "${args[${#args[@]} - 1]}" != -- ] || unset "args[${#args[@]}-1]"

status=0
"$CITELINT" check "${args[@]}" || status=$?

{
	printf 'exit-status=%s\nreports=%s\n' "$status" "$reports"
	if [ -f "$reports/report.json" ]; then
		printf 'report-json=%s\n' "$reports/report.json"
		printf 'errors=%s\n' "$(count error "$reports/report.json")"
		printf 'warnings=%s\n' "$(count warning "$reports/report.json")"
		printf 'infos=%s\n' "$(count info "$reports/report.json")"
		printf 'complete=%s\n' "$(sed -n 's/^ *"complete": *\([a-z]*\),\{0,1\}$/\1/p' "$reports/report.json" | sed -n 1p)"
	fi
	[ ! -f "$reports/citelint.sarif" ] || printf 'sarif=%s\n' "$reports/citelint.sarif"
	[ ! -f "$reports/comment.md" ] || printf 'comment=%s\n' "$reports/comment.md"
} >>"$GITHUB_OUTPUT"
