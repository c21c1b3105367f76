#!/usr/bin/env bash
# publish.sh comment: one comment on a pull request, written anew by each run.
# publish.sh issue:   one issue, kept up to date, closed when a complete run has nothing to fail for.
#
# Both are found again by the first line of the report and by who wrote them. What the token may not
# do is said, and fails nothing: the report is in the job's log and summary.
set -euo pipefail

marker='<!-- citelint:report -->'
export GH_TOKEN=$INPUT_TOKEN GH_ENTERPRISE_TOKEN=$INPUT_TOKEN GH_HOST=${GITHUB_SERVER_URL#*://}
export GH_PROMPT_DISABLED=1 NO_COLOR=1

# skip says why nothing is published.
skip() {
	printf '::notice title=citelint::%s\n' "$1"
	exit 0
}

# work is there to do if the run failed for a finding, or would have but for fail-on: never.
work() { [ "$EXIT_STATUS" = 1 ] || [ "${ERRORS:-0}" -gt 0 ]; }

api() { gh api --header 'Accept: application/vnd.github+json' "$@"; }

# ours is a filter for jq: what this token wrote, with our marker first. The token of a workflow or
# of an app may not ask for its own name; then whoever wrote it must be an app. So nobody can plant
# a comment that a run writes into.
ours() {
	local me
	if me=$(api user --jq .login 2>/dev/null) && [[ $me =~ ^[A-Za-z0-9_-]+$ ]]; then
		me=".user.login == \"$me\""
	else
		me='.user.type == "Bot"'
	fi
	printf '.[] | select(%s) | select((.body // "") | startswith("%s"))' "$me" "$marker"
}

# comment writes the report below the pull request. A clean one begins no conversation.
comment() {
	local id
	id=$(api --paginate "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments?per_page=100" --jq "$(ours) | .id" | sed -n 1p) || return 1
	if [ -n "$id" ]; then
		api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$REPORT" --silent
	elif work; then
		api --method POST "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" --field "body=@$REPORT" --silent
	fi
}

# issue keeps the one issue with our label: the open one, else the newest.
issue() {
	local found number state
	found=$(api --method GET --paginate "repos/$GITHUB_REPOSITORY/issues" --raw-field state=all --raw-field per_page=100 \
		--raw-field "labels=$INPUT_ISSUE_LABEL" --jq "$(ours) | select(.pull_request | not) | \"\\(.state) \\(.number)\"" | sort -k1,1r -k2,2nr | sed -n 1p) || return 1
	state=${found% *} number=${found#* }
	if [ -z "$found" ]; then
		work || return 0
		api --method POST "repos/$GITHUB_REPOSITORY/issues" --raw-field "title=$INPUT_ISSUE_TITLE" \
			--raw-field "labels[]=$INPUT_ISSUE_LABEL" --field "body=@$REPORT" --silent
	elif work; then
		api --method PATCH "repos/$GITHUB_REPOSITORY/issues/$number" --field "body=@$REPORT" --raw-field state=open --silent
	elif [ "$state" != open ]; then
		return 0
	elif [ "$EXIT_STATUS" = 0 ] && [ "$COMPLETE" = true ]; then
		api --method PATCH "repos/$GITHUB_REPOSITORY/issues/$number" --field "body=@$REPORT" \
			--raw-field state=closed --raw-field state_reason=completed --silent
	else
		api --method PATCH "repos/$GITHUB_REPOSITORY/issues/$number" --field "body=@$REPORT" --silent
	fi
}

[ -f "${REPORT:-}" ] || skip "no report was written, so no $1"
command -v gh >/dev/null || skip "no $1: gh, GitHub's command, is not installed on this runner"
case $1 in
comment)
	[ -n "${PULL_REQUEST:-}" ] || exit 0
	comment || skip "no comment: the token may not write one (a pull request from a fork?), or GitHub did not answer; the job needs \"pull-requests: write\""
	;;
issue)
	issue || skip "no issue: the token may not write one, or GitHub did not answer; the job needs \"issues: write\""
	;;
esac
