#!/usr/bin/env bash
# Runs the built tests; counts come from the runner's own report, and no test at all is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."
results=artifacts/test-results

# Several servers decode beside each other here: threads that spin at barriers would take each other's time (docs/benchmarks.md).
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"
rm -rf "$results"
dotnet test --no-build -c Release --no-ansi --results-directory "$results" --report-trx --report-trx-filename tests.trx
code=$?
counters=$(grep -o '<Counters [^>]*' "$results/tests.trx" | head -n 1)
count() { sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<<"$counters"; }
passed=$(count passed)
failed=$(($(count total) - $(count passed) - $(count notExecuted)))
if [ "${passed:-0}" -eq 0 ]; then
  echo 'no test passed' >&2
  code=1
fi
echo "${passed:-0} passed, ${failed:-0} failed"
exit "$code"
