#!/usr/bin/env bash
# One self-contained folder of both executables for a machine without an SDK: publish.sh RID BACKEND OUT
set -euo pipefail
cd "$(dirname "$0")/.."
rid=$1 backend=$2 out=$3
case "$rid" in
  linux-x64 | linux-arm64 | osx-arm64) ;;
  *) echo "RID=$rid is not served; served are linux-x64, linux-arm64, osx-arm64" >&2; exit 1 ;;
esac
case "$backend" in
  cpu) llama=Cpu ;;
  cuda12) llama=Cuda12 ;;
  *) echo "BACKEND=$backend is not known; known are cpu, cuda12" >&2; exit 1 ;;
esac
rm -rf "$out"
for project in services/Server/QuantGrpc.Server.csproj evaluator/QuantGrpc.Evaluator.csproj; do
  # NativeRid again: a library is built without its user's runtime identifier. Intermediate files apart from the build's own: another runtime identifier is another restore.
  dotnet publish "$project" -c Release -r "$rid" --self-contained -p:LlamaBackend="$llama" -p:NativeRid="$rid" -p:ArtifactsPath="$PWD/artifacts/publish-work" \
    -p:PublishDir="$PWD/$out/" --nologo -v q
done
cp LICENSE README.md "$out"/
find "$out" -name '*.pdb' -delete
if [ "$rid" = linux-x64 ] && [ "$(uname -m)" = x86_64 ]; then
  "$out/quantgrpc-server" --help >/dev/null
  "$out/quantgrpc-eval" --help >/dev/null
  "$out/quantgrpc-server" check --allow-cpu
fi
du -sh "$out"
