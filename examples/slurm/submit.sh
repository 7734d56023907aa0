#!/usr/bin/env bash
# Plays RUNS runs of a scenario as an array of SHARDS tasks, and joins them once all are done:
#
#   examples/slurm/submit.sh SCENARIO RUNS SHARDS [FOLDER]
#
# FOLDER (by default ./SCENARIO-RUNS) must be on storage that all nodes share. It gets shards/, log/ and, in the end,
# report/, which has the very bytes that `armistice run` writes on one machine. The same command again plays only the
# shards that are not there yet.
#
# What to edit; limits of time and memory are in array.sbatch and merge.sbatch:
armistice=${ARMISTICE:-armistice}  # the program, which all nodes find at this place
replications=${REPLICATIONS:-10}   # runs of each draw of parameters
checkpoint=${CHECKPOINT:-60}       # seconds between two checkpoints of a task: about what a killed task loses
# A partition or an account: export SBATCH_PARTITION, SBATCH_ACCOUNT.
set -euo pipefail

fail() {
    printf 'submit.sh: %s\n' "$*" >&2
    exit 2
}
whole() { [[ $1 =~ ^[1-9][0-9]*$ ]]; }

if [ $# -lt 3 ] || [ $# -gt 4 ]; then fail 'usage: submit.sh SCENARIO RUNS SHARDS [FOLDER]'; fi
scenario=$1 runs=$2 shards=$3
if ! whole "$runs" || ! whole "$shards" || ! whole "$replications"; then
    fail 'RUNS, SHARDS and REPLICATIONS are whole numbers above 0'
fi
if [ $((runs % replications)) != 0 ]; then fail "RUNS must be a multiple of REPLICATIONS ($replications)"; fi
draws=$((runs / replications))
name=$(basename "$scenario" .toml)
folder=$(realpath --canonicalize-missing "${4:-$name-$runs}")
here=$(dirname "$(realpath "$0")")
armistice=$(command -v "$armistice") || fail "there is no program ${ARMISTICE:-armistice}: set ARMISTICE to its path"
armistice=$(realpath "$armistice")
# Find out now what all tasks would stumble over.
"$armistice" check "$scenario" --draws "$draws" --replications "$replications" >/dev/null

mkdir -p "$folder/shards" "$folder/log"
# All tasks must read the same scenario, whenever they start.
if [ -f "$scenario" ]; then
    cp "$scenario" "$folder/$name.toml"
    scenario=$folder/$name.toml
fi
array=$(sbatch --parsable --array="1-$shards" --output="$folder/log/shard-%a.txt" "$here/array.sbatch" \
    "$armistice" "$scenario" "$draws" "$replications" "$shards" "$folder/shards" "$checkpoint")
# In a federation of clusters, sbatch answers JOB;CLUSTER.
array=${array%%;*}
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --output="$folder/log/merge.txt" \
    "$here/merge.sbatch" "$armistice" "$folder/shards" "$folder/report")
merge=${merge%%;*}
printf 'array %s (%s shards), then merge %s, into %s\n' "$array" "$shards" "$merge" "$folder/report"
