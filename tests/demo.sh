#!/usr/bin/env bash
# The whole pair on the embedded model: quantize, serve, evaluate, judge, report. Everything it starts ends with it.
set -euo pipefail
cd "$(dirname "$0")/.."
server=artifacts/bin/QuantGrpc.Server/release/quantgrpc-server
evaluator=artifacts/bin/QuantGrpc.Evaluator/release/quantgrpc-eval
models=.quantgrpc/models
work=.quantgrpc/demo
mkdir -p "$models" "$work"

server_pid=
stop() {
  if [ -n "$server_pid" ] && kill -0 "$server_pid" 2>/dev/null; then
    kill -TERM "$server_pid" 2>/dev/null || true
    while kill -0 "$server_pid" 2>/dev/null; do read -r -t 0.1 <> <(:) || true; done
  fi
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n\033[1m%s\033[0m\n' "$1"; }

say '1. Variants: six quantizations of MiniMATH, and F16 with a 4-bit KV cache'
"$server" quantize models/minimath/minimath-f16.gguf --types Q8_0,Q5_K_M,Q4_K_M,Q4_0,Q3_K_M,Q2_K --out "$models"
[ -f "$models/minimath-f16.gguf" ] || cp models/minimath/minimath-f16.gguf "$models/"

say '2. The inference server, all variants in one process'
exec 3< <(exec "$server" serve --models "$models" --port 0 --pre-drain 0 -- \
  --Models:Variants:0:Id=minimath-f16-kv-q4_0 --Models:Variants:0:Path="$models/minimath-f16.gguf" \
  --Models:Variants:0:CacheTypeK=q4_0 --Models:Variants:0:CacheTypeV=q4_0 2>&1)
server_pid=$!
address=
while IFS= read -r line <&3; do
  printf '%s\n' "$line"
  if [[ $line =~ ready\ on\ (http://[^ ,]+) ]]; then
    address=${BASH_REMATCH[1]}
    break
  fi
done
[ -n "$address" ] || { echo 'the server ended before it was ready' >&2; exit 1; }
cat <&3 >"$work/server.log" &

say '3. The evaluator: problems, steps, grades, judge'
"$evaluator" run --server "$address" --store "$work/quantgrpc.db" --data models/minimath/minimath_test.jsonl \
  --sample "${SAMPLE:-175}" --reference minimath-f16 --judge variant:minimath-f16

say '4. The report'
"$evaluator" report --store "$work/quantgrpc.db" --out "$work/report.html"

say '5. A problem that Q2_K loses, token by token'
"$evaluator" inspect --server "$address" --store "$work/quantgrpc.db" --lost Q2_K --variants minimath-f16,Q2_K

printf '\nThe report: %s\n' "$PWD/$work/report.html"
