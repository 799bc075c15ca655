#!/bin/sh
# Builds or tests the page for Maven, and does nothing when nothing has changed.
#   build.sh build DIR   the built page into DIR/classes/web
#   build.sh test DIR    the tests of its pure parts
set -eu
verb=$1
target=$2
cd "$(dirname "$0")"

if [ "$verb" = test ] && { [ "${ARXOS_SKIP_TESTS:-}" = true ] || [ "${ARXOS_ONLY_TEST:-}" != '${test}' ]; }; then
  exit 0
fi

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "The page needs Node.js 20.19 or newer with npm. Install it (Debian, Ubuntu: apt install nodejs npm;" >&2
  echo "macOS: brew install node; else https://nodejs.org), or leave the page out with -DskipWeb." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number);
              process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "The page needs Node.js 20.19 or newer; this is $(node --version)." >&2
  exit 1
fi

digest() {
  cat "$@" | cksum
}

lock=$(digest package.json package-lock.json)
if [ "$(cat node_modules/.arxos-lock 2>/dev/null || true)" != "$lock" ]; then
  echo "page: installing its libraries (once)"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  echo "$lock" >node_modules/.arxos-lock
fi

# shellcheck disable=SC2046
sources=$(find src test public index.html package-lock.json vite.config.ts tsconfig.json build.sh -type f | LC_ALL=C sort | xargs cksum)
stamp=$target/page-$verb.stamp
mkdir -p "$target"
if [ "$(cat "$stamp" 2>/dev/null || true)" = "$sources" ] && { [ "$verb" = test ] || [ -f "$target/classes/web/index.html" ]; }; then
  exit 0
fi

case $verb in
  build)
    npm run --silent check
    ARXOS_WEB_OUT=$target/classes/web npm run --silent build -- --logLevel warn
    ;;
  test) npm test --silent ;;
  *)
    echo "build.sh build|test DIR" >&2
    exit 2
    ;;
esac
printf '%s\n' "$sources" >"$stamp"
