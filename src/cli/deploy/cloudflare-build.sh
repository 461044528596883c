#!/bin/sh
# Builds the site of the plans on Cloudflare Pages, whose machines have no Rust.
# CF_PAGES_URL is the address of this one build; once the site has an address of its
# own, set it as OURO_BASE_URL in the settings of the project.
set -eu

# The folder of the site, and the repository that ouro itself comes from.
PLANS='%WAY%'
OURO_SOURCE='%SOURCE%'

# The whole history, not the last commit alone.
git fetch --unshallow || true

curl --proto '=https' --tlsv1.2 --silent --show-error --fail https://sh.rustup.rs |
  sh -s -- -y --profile minimal --default-toolchain '%RUST%'
. "$HOME/.cargo/env"
cargo install --locked --git "$OURO_SOURCE" --tag "v%VERSION%"

# What the site says now, so that its feeds can tell what changes: nothing where it was
# not published yet, or has no address of its own.
address=${OURO_BASE_URL:-$CF_PAGES_URL}
last=$(mktemp -d)
for file in plans changes; do
  code=$(curl --silent --show-error --location --retry 3 --max-time 60 \
    --output "$last/$file.json" --write-out '%{http_code}' \
    "${address%/}/api/v1/$file.json") || [ $? = 6 ] || exit 1
  case $code in
    200) ;;
    404 | 000) rm -f "$last/$file.json" ;;
    *) echo "$file.json of the last site: the answer is $code" >&2; exit 1 ;;
  esac
done
ouro build "$PLANS" --output public --base-url "$address" \
  --since "$last" --history 30 --today "$(date -u +%F)"
