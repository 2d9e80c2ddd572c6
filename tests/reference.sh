#!/usr/bin/env bash
# The whole MiniMATH test set and the judged set on our server, beside the figures of llama.cpp's own server in reference.json.
set -euo pipefail
cd "$(dirname "$0")/.."
exec artifacts/bin/QuantGrpc.Bench/release/quantgrpc-bench reference --models .quantgrpc/models "$@"
