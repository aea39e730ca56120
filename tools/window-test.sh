#!/usr/bin/env bash
# Runs the real window on a display of its own and uses it as a person would:
# with each renderer start on the sample, take a click and keys, save a rating, rest, close; without any, say so.
#
# Needs Xvfb, openbox, xdotool, xprop (x11-utils), imagemagick and Mesa's software renderers; .ci/run installs them.
# KEEPWISE_BIN is the program to run, target/debug/keepwise unless told. Evidence of a failure stays in target/window.
set -euo pipefail
# shellcheck source=tools/display.sh
source "$(dirname "${BASH_SOURCE[0]}")/display.sh"
# shellcheck source=tools/rating.sh
source "$(dirname "${BASH_SOURCE[0]}")/rating.sh"

# ---- What the script takes for granted about the window: change it here when the window changes. -------------------

# Somewhere to click, in pixels of the 1366x768 window: "Customers" in the rail.
readonly CLICK_X=80 CLICK_Y=120
# One answer for each of the five criteria, and "no" to both red flags. Enter saves.
readonly ANSWERS=(4 4 5 3 4 0 0)
# What the log says about the renderer that runs, and what a person reads when none does.
renderer_line() { echo "trying the $1 renderer"; }
readonly NO_RENDERER='cannot open its window'
# How a rating stands in a customer's file.
readonly RATING_MARK='"answers"'

# --------------------------------------------------------------------------------------------------------------------

export LIBGL_ALWAYS_SOFTWARE=1

count_ratings() {
  { find "$TMPDIR" -path '*/customers/*.json' -exec cat {} + 2>/dev/null || true; } | grep -c "$RATING_MARK" || true
}

# Clock ticks of processor time the app has used.
ticks_used() {
  local fields
  # The name in field 2 may hold spaces; fields are counted behind its bracket.
  fields=$(sed 's/^.*) //' "/proc/$app_pid/stat")
  # shellcheck disable=SC2086 # split on purpose
  set -- $fields
  echo $((${12} + ${13}))
}

check_click() {
  local before=$scratch/before.png after=$scratch/after.png
  settle "$before"
  xdotool mousemove --window "$window" "$CLICK_X" "$CLICK_Y" click 1
  sleep 0.5
  settle "$after"
  [[ $(identify -format '%#' "$before") != "$(identify -format '%#' "$after")" ]] || die "a click changes nothing"
  cp "$after" "$kept/$1-clicked.png"
}

check_rating() {
  local before after _ key
  before=$(count_ratings)
  ((before > 0)) || die "no ratings of the sample below $TMPDIR"
  choose_who_rates_whom
  settle "$kept/$1-chosen.png"
  press Return
  for key in "${ANSWERS[@]}" Return; do
    press "$key"
  done
  for _ in {1..50}; do
    after=$(count_ratings)
    ((after == before + 1)) && break
    sleep 0.2
  done
  settle "$kept/$1-rated.png"
  ((after == before + 1)) || die "expected $((before + 1)) ratings on disk, found $after"
  echo "  $1: a rating was made and saved ($before → $after)"
}

# An app that draws without need does so in every one of the three tries; on a busy machine a late frame may fall into one.
check_idle() {
  local before after hertz thousandths
  hertz=$(getconf CLK_TCK)
  for _ in 1 2 3; do
    sleep 5
    before=$(ticks_used)
    sleep 10
    after=$(ticks_used)
    # Thousandths of a core over 10 s.
    thousandths=$(((after - before) * 100 / hertz))
    echo "  $1: idle, $((after - before)) ticks of $hertz per second in 10 s"
    if ((thousandths < 5)); then return; fi
  done
  die "idle, the app uses $thousandths thousandths of a core, more than 5"
}

check_renderer() {
  local renderer=$1
  start_app --demo --renderer "$renderer"
  wait_for_window
  check_click "$renderer"
  grep -qiF "$(renderer_line "$renderer")" "$scratch/app.log" || die "the log does not say that $renderer runs"
  check_rating "$renderer"
  check_idle "$renderer"
  close_app
  if grep -q 'panicked at' "$scratch/app.log"; then die "something panicked"; fi
  [[ -z $(ls -A "$TMPDIR") ]] || die "the throw-away copy was left behind: $(ls "$TMPDIR")"
  echo "  $renderer: closed cleanly, nothing left behind"
}

# Takes every driver away: GL, EGL and Vulkan, and GLX from the display itself.
check_no_renderer() {
  local code=0
  LIBGL_DRIVERS_PATH=/nonexistent GBM_BACKENDS_PATH=/nonexistent \
    __EGL_VENDOR_LIBRARY_FILENAMES=/nonexistent __EGL_VENDOR_LIBRARY_DIRS=/nonexistent __GLX_VENDOR_LIBRARY_NAME=none \
    VK_ICD_FILENAMES=/nonexistent VK_DRIVER_FILES=/nonexistent RUST_LOG=off start_app --demo
  wait_for_end 60 || code=$?
  ((code != 0)) || die "without any renderer the app ended as if all were well"
  ((code < 128)) || die "without any renderer the app died of signal $((code - 128))"
  grep -qi "$NO_RENDERER" "$scratch/app.log" || die "without any renderer the app does not say what to do"
  if grep -q 'panicked at' "$scratch/app.log"; then die "without any renderer something panicked"; fi
  echo "  none: exit code $code, and it says why:"
  grep -i -m 1 "$NO_RENDERER" "$scratch/app.log" | sed 's/^/    /'
}

start_display 1366x768
for renderer in glow wgpu; do
  check_renderer "$renderer"
done
stop_display
start_display 1366x768 -extension GLX
check_no_renderer
echo "The window works: both renderers, a click, a rating saved, idle, closed; and a clear message without a renderer."
