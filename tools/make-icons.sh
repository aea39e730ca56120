#!/usr/bin/env bash
# Draws assets/icon/keepwise-*.png and keepwise.ico from keepwise.svg.
# Needs rsvg-convert (Debian: librsvg2-bin) and convert (imagemagick). Run it after changing the drawing, and commit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../assets/icon"

sizes=(16 24 32 48 64 128 256 512)
in_ico=()
for size in "${sizes[@]}"; do
  rsvg-convert --width "$size" --height "$size" keepwise.svg --output "keepwise-$size.png"
  # Windows asks for these; 128 it makes itself.
  [[ $size == 128 || $size == 512 ]] || in_ico+=("keepwise-$size.png")
done
convert "${in_ico[@]}" keepwise.ico
echo "Made ${#sizes[@]} PNGs and keepwise.ico in $PWD"
