#!/usr/bin/env bash
# Typesetting for the report: KaTeX from npm. Without npm the report shows formulas as source and says so.
set -euo pipefail
cd "$(dirname "$0")"
if [ -d node_modules/katex ]; then exit 0; fi
if ! command -v npm >/dev/null; then
  echo 'npm is missing: the report will show formulas as source (apt-get install npm, then make build)' >&2
  exit 0
fi
npm ci --no-audit --no-fund --loglevel=error >/dev/null || echo 'npm could not fetch KaTeX: the report will show formulas as source' >&2
