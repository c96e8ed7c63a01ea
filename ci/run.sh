#!/usr/bin/env bash
# One step of a GitHub workflow: the job summary first, then annotations, then SARIF where it is wanted. A read-only
# token is enough. Never fails by itself: the output `status` is what a later step ends with.
# Reads FOLDER, BASE, BASE_SHA, FAIL_ON, ARGS, SARIF, GITHUB_STEP_SUMMARY, RUNNER_TEMP; writes to the file GITHUB_OUTPUT.
set -euo pipefail

FOLDER="${FOLDER:-.}"
read -r -a further <<< "${ARGS:-}"
today="${TODAY:-$(date -u +%F)}"

# What to compare with: what is given; the first parent of the merge that pull requests are checked out as, which holds
# all that the base branch has; the base of the event.
base="${BASE:-}"
case "$base" in
  -*)
    echo "::error::base is a revision, not an option: $base"
    exit 2
    ;;
esac
if [ -z "$base" ] && [ -n "${BASE_SHA:-}" ]; then
  # Raw, since a shallow clone hides the parents.
  parents="$(git -C "$FOLDER" cat-file commit HEAD | sed -n '/^$/q; s/^parent //p')"
  if [ "$(echo "$parents" | wc -l)" -eq 2 ]; then base="${parents%%$'\n'*}"; else base="$BASE_SHA"; fi
fi
if [ -n "$base" ] && ! git -C "$FOLDER" cat-file -e "$base^{commit}" 2> /dev/null; then
  # Without it, crosscheck itself says what is missing and how to get it.
  git -C "$FOLDER" fetch --quiet --depth=1 --no-tags origin "$base" || true
  git -C "$FOLDER" cat-file -e "$base^{commit}" 2> /dev/null || base="FETCH_HEAD"
fi

status=0
crosscheck() {
  local result=0
  if [ -n "$base" ]; then
    set -- diff "$base..HEAD" "$@"
  else
    set -- check "$@"
  fi
  command crosscheck --quiet --today "$today" -C "$FOLDER" "$@" --fail-on "${FAIL_ON:-medium}" \
    --path-prefix "$FOLDER" ${further[@]+"${further[@]}"} || result=$?
  # The worst of all runs counts, should one format fail where another does not.
  if [ "$result" -gt "$status" ]; then status="$result"; fi
}

summary="$RUNNER_TEMP/crosscheck-summary.md"
# A job summary takes 1 MiB, together with what other steps write.
crosscheck --format markdown --max-bytes 900000 > "$summary"
if [ -s "$summary" ]; then
  cat "$summary" >> "$GITHUB_STEP_SUMMARY"
elif [ "$status" -eq 0 ]; then
  echo "crosscheck: no conflict came or went." >> "$GITHUB_STEP_SUMMARY"
else
  echo "crosscheck: could not run; see the log." >> "$GITHUB_STEP_SUMMARY"
fi

crosscheck --format github
if [ -n "${SARIF:-}" ]; then crosscheck --format sarif --output "$SARIF"; fi
# For the comment, should one be wanted: 65,536 characters less room for its mark.
crosscheck --format markdown --max-bytes 65000 > "$RUNNER_TEMP/crosscheck-comment.md"

echo "status=$status" >> "$GITHUB_OUTPUT"
