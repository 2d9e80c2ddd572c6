#!/usr/bin/env bash
# What a user must have, checked before anything is built: one line says what is missing and how to get it.
set -euo pipefail
missing() { printf 'missing: %s\n' "$1" >&2; exit 1; }

command -v dotnet >/dev/null || missing '.NET 10 SDK: https://dotnet.microsoft.com/download, or your distribution'\''s dotnet-sdk-10.0'
dotnet --list-sdks | grep -q '^10\.' || missing '.NET 10 SDK (dotnet is there, version 10 is not): https://dotnet.microsoft.com/download'
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64 | Linux-aarch64)
    ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1' || ls /usr/lib/*/libgomp.so.1 /usr/lib64/libgomp.so.1 >/dev/null 2>&1 \
      || missing 'libgomp1 (OpenMP, which llama.cpp needs): apt-get install libgomp1' ;;
  Darwin-arm64) ;;
  *) missing "a platform that llama.cpp's packages serve: linux-x64, linux-arm64 or osx-arm64; this is $(uname -s) on $(uname -m)" ;;
esac
