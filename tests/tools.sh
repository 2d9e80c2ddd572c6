#!/usr/bin/env bash
# What only the tests want: foreign gRPC clients, protoc, buf, kubectl, a browser. Quick when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=()
need() { wanted+=("$1"); } # a Debian package
command -v protoc >/dev/null || need protobuf-compiler
command -v grpc_python_plugin >/dev/null || need protobuf-compiler-grpc
/usr/bin/python3 -c 'import grpc' 2>/dev/null || need python3-grpcio
/usr/bin/python3 -c 'import google.protobuf' 2>/dev/null || need python3-protobuf
command -v chromium >/dev/null || need chromium
{ command -v kubectl && kubectl kustomize --help; } >/dev/null 2>&1 || need kubernetes-client
command -v npm >/dev/null || need npm
[ "$(uname -s)" != Linux ] || ldconfig -p | grep -q 'libgomp\.so\.1' || need libgomp1

if [ ${#wanted[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "install what these Debian packages hold: ${wanted[*]}" >&2
    exit 1
  fi
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"
fi

for folder in tests/EndToEnd/Foreign/node web; do
  if [ ! -d "$folder/node_modules" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules" ]; then
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error)
    touch "$folder/node_modules"
  fi
done
