#!/usr/bin/env bash
# Makes docs/pictures/*.png for the papers: the real window on the sample, one picture per screen.
#
#   tools/pictures.sh [SCREEN…]    SIZE=1366x768 unless told; KEEPWISE_BIN as in tools/window-test.sh
#
# Needs what tools/window-test.sh needs.
set -euo pipefail
# shellcheck source=tools/display.sh
source "$(dirname "${BASH_SOURCE[0]}")/display.sh"
# shellcheck source=tools/rating.sh
source "$(dirname "${BASH_SOURCE[0]}")/rating.sh"

screens=("$@")
((${#screens[@]})) || screens=(overview customers rate charts let-go scorecards)
pictures=$project/docs/pictures
mkdir -p "$pictures"
export LIBGL_ALWAYS_SOFTWARE=1

start_display "${SIZE:-1366x768}"
for screen in "${screens[@]}"; do
  start_app --demo --renderer glow --screen "$screen"
  wait_for_window
  if [[ $screen == rate ]]; then
    # The second question, with the first one answered.
    choose_who_rates_whom
    press Return
    press 4
  fi
  # The pointer must not hover over anything.
  xdotool mousemove 0 0
  sleep 1
  settle "$scratch/$screen.png"
  # Flat colours: a palette keeps the pictures small and looks the same.
  convert "$scratch/$screen.png" -strip -define png:compression-level=9 -define png:exclude-chunks=date,time \
    "$pictures/$screen.png"
  close_app
  echo "docs/pictures/$screen.png"
done
