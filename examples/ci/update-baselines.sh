#!/usr/bin/env bash
# Makes the baselines that scenarios/*.toml measure changes against: baselines/NAME.json, to be committed.
# Expectations are left out, since they may name a baseline that is not there yet.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p baselines
for scenario in scenarios/*.toml; do
    name=$(basename "$scenario" .toml)
    armistice run "$scenario" --set 'expect=[]' --quiet --out "$folder" > /dev/null
    cp "$folder/summary.json" "baselines/$name.json"
done
