#!/usr/bin/env bash
# Installs what only the tests want: foreign gRPC clients, a browser, kubectl, npm tools. Quick when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0

# Shows a command's output only where it fails, without addresses.
addresses='s#[a-z+]+://[^[:space:]]+#(address)#g; s#[[:alnum:]-]+(\.[[:alnum:]-]+)*\.(com|dev|io|net|org)\b(:[0-9]+)?#(address)#g'
quietly() { "$@" >"$log" 2>&1 || { sed -E "$addresses" "$log" >&2; return 1; }; }

# need PACKAGE COMMAND...: the package is wanted where the command fails; what another source installed is good as well.
wanted=()
need() { "${@:2}" >/dev/null 2>&1 || wanted+=("$1"); }
need python3-grpcio /usr/bin/python3 -c 'import grpc'
need python3-protobuf /usr/bin/python3 -c 'import google.protobuf.message'
need protobuf-compiler protoc --version
need libprotobuf-dev test -f /usr/include/google/protobuf/duration.proto
need protobuf-compiler-grpc command -v grpc_python_plugin
need chromium command -v chromium
need kubernetes-client kubectl kustomize --help
need npm npm --version
if [ "$(uname -s)" = Linux ]; then need libgomp1 /usr/bin/python3 -c 'import ctypes; ctypes.CDLL("libgomp.so.1")'; fi

if [ ${#wanted[@]} -gt 0 ]; then
  root=()
  if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
  if ! command -v apt-get >/dev/null || { [ ${#root[@]} -gt 0 ] && ! command -v sudo >/dev/null; }; then
    echo "install these, by their names in Debian, in your system's way: ${wanted[*]}" >&2
    status=1
  else
    echo "installing ${wanted[*]}"
    quietly "${root[@]}" apt-get update -qq
    quietly "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"
  fi
fi

for folder in tests/EndToEnd/Foreign/node tests/Llama/Text/node web; do
  [ -f "$folder/package.json" ] || continue
  # npm writes this copy of the lock file when it has finished.
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && continue
  if ! command -v npm >/dev/null; then status=1; continue; fi
  echo "installing $folder's npm packages"
  quietly npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
done
exit "$status"
