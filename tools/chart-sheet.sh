#!/usr/bin/env bash
# Draws every kind of chart at every size that is offered, and at sizes nobody expects, in every theme, and puts those
# of a size and theme on one sheet: to look at all of them after a change.
#
#   tools/chart-sheet.sh                     30 invented customers, all sizes and themes
#   tools/chart-sheet.sh 480x270 1920x400    only these sizes
#   KEEPWISE_CUSTOMERS=3000 tools/chart-sheet.sh
#
# KEEPWISE_BIN is the program to run, target/debug/keepwise unless told; KEEPWISE_THEMES are the themes. The sheets stay
# in target/chart-sheet, the single pictures beside them. Needs ImageMagick. Says which pictures could not be drawn.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly project
readonly keepwise=${KEEPWISE_BIN:-$project/target/debug/keepwise}
readonly kept=${KEEPWISE_KEPT:-$project/target/chart-sheet}
readonly customers=${KEEPWISE_CUSTOMERS:-30}
read -ra themes <<<"${KEEPWISE_THEMES:-light dark print}"
# The sizes of the export dialog, Full HD, and what people type: very small, very wide, very high.
sizes=(960x540 480x540 720x540 1123x794 540x540 1920x1080 480x270 1920x400 400x900)
if (($# > 0)); then sizes=("$@"); fi

command -v montage >/dev/null || {
  echo "chart-sheet: montage is missing; it comes with ImageMagick" >&2
  exit 1
}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/keepwise-sheet.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8 HOME=$scratch/home KEEPWISE_HOME=$scratch/keepwise
mkdir -p "$HOME" "$KEEPWISE_HOME"
rm -rf "$kept"
mkdir -p "$kept"

workspace=${KEEPWISE_WORKSPACE:-$scratch/workspace}
if [[ -z ${KEEPWISE_WORKSPACE:-} ]]; then
  "$keepwise" generate "$workspace" --customers "$customers" --ratings $((customers * 20)) >/dev/null
fi
# Somebody, for the charts of one customer.
first=$(find "$workspace/customers" -name '*.json' | LC_ALL=C sort | sed -n 1p)
name=$(sed -nE 's/^    "name": "(.*)",?$/\1/p' "$first" | sed -n 1p)
list=$("$keepwise" chart --list)
mapfile -t kinds < <(cut -d' ' -f1 <<<"$list" | grep .)

missing=0
for size in "${sizes[@]}"; do
  for theme in "${themes[@]}"; do
    pictures=()
    for kind in "${kinds[@]}"; do
      picture=$kept/$kind-$size-$theme.png
      about=()
      grep -qE "^$kind .*--customer" <<<"$list" && about=(--customer "$name")
      if "$keepwise" chart "$workspace" "$kind" "${about[@]}" --size "$size" --theme "$theme" --scale 1 \
        --out "$picture" >"$scratch/said" 2>&1; then
        pictures+=("$picture")
      else
        missing=$((missing + 1))
        printf 'chart-sheet: no %s at %s, %s: %s\n' "$kind" "$size" "$theme" "$(tail -1 "$scratch/said")" >&2
      fi
    done
    ((${#pictures[@]} > 0)) || continue
    # Wide pages stand under each other, high ones beside each other.
    tiles=3
    ((${size%x*} > 1200)) && tiles=2
    ((${size%x*} > 2 * ${size#*x})) && tiles=1
    ((${size%x*} <= ${size#*x})) && tiles=5
    width=$((${size%x*} < 960 ? ${size%x*} : 960))
    montage "${pictures[@]}" -geometry "${width}x>+6+6" -background '#808080' -tile "${tiles}x" "$kept/sheet-$size-$theme.png"
  done
done
echo "$((${#sizes[@]} * ${#themes[@]})) sheets in $kept; $missing pictures are missing."
((missing == 0))
