#!/usr/bin/env bash
# npm run test:node -- VERSION [FILE...]: build, static checks and tests on another version of Node, from the npm package `node`.
# Without files it runs those that touch most of what versions differ in.
set -euo pipefail
version=${1:?Usage: npm run test:node -- VERSION [FILE...]}
shift
[ $# -gt 0 ] || set -- test/lib test/model test/syntax test/desired test/io test/state test/cli/arguments test/cli/commands.test.ts test/cli/kafka-and-s3.test.ts

place=$PWD/node_modules/.cache/strmctl/node-$version
mkdir -p "$place"
[ -f "$place/package.json" ] || echo '{ "private": true }' > "$place/package.json"
[ -x "$place/node_modules/.bin/node" ] || npm install --prefix "$place" --no-audit --no-fund "node@$version"
export PATH="$place/node_modules/.bin:$PATH"

node --version
npm run build
npm run check:static
npm run services:install --silent
node --import=tsx test/tooling/run-tests.ts "$@"
