#!/usr/bin/env bash
# Puts crosscheck on the path of the steps that follow: a pinned binary where one is given, else built from this checkout.
# Reads BINARY_URL, BINARY_SHA256, ACTION_PATH, RUNNER_TEMP; writes to the file GITHUB_PATH.
set -euo pipefail

folder="$RUNNER_TEMP/crosscheck-bin"
mkdir -p "$folder"

if [ -n "${BINARY_URL:-}" ]; then
  # A binary without a checksum could be any binary.
  if ! [[ "${BINARY_SHA256:-}" =~ ^[0-9a-fA-F]{64}$ ]]; then
    echo "::error::binary-url needs binary-sha256: 64 hexadecimal digits"
    exit 2
  fi
  file="$RUNNER_TEMP/crosscheck-download"
  curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --proto-redir '=https' \
    --output "$file" -- "$BINARY_URL"
  wanted="$(printf '%s' "$BINARY_SHA256" | tr 'A-F' 'a-f')"
  # macOS has the second alone.
  if command -v sha256sum > /dev/null; then found="$(sha256sum < "$file")"; else found="$(shasum -a 256 < "$file")"; fi
  if [ "${found%% *}" != "$wanted" ]; then
    echo "::error::the binary's SHA-256 is ${found%% *}, not $wanted"
    exit 2
  fi
  case "$BINARY_URL" in
    *.tar.gz | *.tgz)
      # Whatever folders the archive has, one file of it is wanted, and nothing of it is put elsewhere.
      member="$(tar -tzf "$file" | grep -E '(^|/)crosscheck$' | head -n 1)"
      tar -xzOf "$file" -- "$member" > "$folder/crosscheck"
      ;;
    *) cp "$file" "$folder/crosscheck" ;;
  esac
  chmod 755 "$folder/crosscheck"
else
  cargo build --release --locked --bin crosscheck --manifest-path "$ACTION_PATH/Cargo.toml" \
    --target-dir "$RUNNER_TEMP/crosscheck-target"
  cp "$RUNNER_TEMP/crosscheck-target/release/crosscheck" "$folder/crosscheck"
fi

"$folder/crosscheck" --version
echo "$folder" >> "$GITHUB_PATH"
