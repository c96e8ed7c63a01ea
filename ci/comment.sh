#!/usr/bin/env bash
# Keeps one comment on a pull request: made when there is something to say, rewritten when that changes.
# Reads GH_TOKEN, PULL_REQUEST, GITHUB_REPOSITORY, RUNNER_TEMP, STATUS.
set -euo pipefail

mark='<!-- crosscheck -->'
said="$RUNNER_TEMP/crosscheck-comment.md"
body="$RUNNER_TEMP/crosscheck-comment-marked.md"
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"

# Only one of our own: anybody can write a comment that begins with the mark.
known="$(gh api --paginate "$comments" \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$mark\"))) | .id" | head -n 1)"

if [ -s "$said" ]; then
  text="$(cat "$said")"
elif [ "${STATUS:-0}" = 2 ]; then
  # Nothing was said because nothing could be read; that must not look like peace.
  text="crosscheck could not run on this change; the log of the check says why."
elif [ -n "$known" ]; then
  text="crosscheck: no conflict comes or goes with this change any more."
else
  echo "nothing to say"
  exit 0
fi

printf '%s\n\n%s\n' "$mark" "$text" > "$body"
if [ -n "$known" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$known" --field "body=@$body"
else
  gh api --silent --method POST "$comments" --field "body=@$body"
fi
