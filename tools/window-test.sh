#!/usr/bin/env bash
# Runs the real window on a display of its own and uses it as a person would:
# with each renderer start on the sample, take a click and keys, save a rating, rest, close; drop a file, paste a table;
# without any renderer, say so.
#
# Needs Xvfb, openbox, xdotool, xprop (x11-utils), imagemagick, Mesa's software renderers, and to drag and to copy
# python3-gi, gir1.2-gtk-3.0 and xclip; .ci/run installs them.
# KEEPWISE_BIN is the program to run, target/debug/keepwise unless told. Evidence of a failure stays in target/window.
set -euo pipefail
# shellcheck source=tools/display.sh
source "$(dirname "${BASH_SOURCE[0]}")/display.sh"
# shellcheck source=tools/rating.sh
source "$(dirname "${BASH_SOURCE[0]}")/rating.sh"
# shellcheck source=tools/drop.sh
source "$(dirname "${BASH_SOURCE[0]}")/drop.sh"

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
# A spreadsheet of two customers and three ratings, and how often Enter is pressed until it is imported: the file,
# columns, questions, preview. Pasted, one with two customers more, about which there is nothing to ask.
readonly FORM=tests/fixtures/import/google_form.csv FORM_CUSTOMERS=2 FORM_ENTERS=4
readonly TABLE='Client\tRater\tQuality\nGamma Foods\tAnn\t4\nDelta Bar\tBob\t2\n' TABLE_CUSTOMERS=2 TABLE_ENTERS=3

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

count_customers() {
  find "$KEEPWISE_HOME" -path '*/customers/*.json' | wc -l
}

# Presses Enter so often, each time when the window has come to rest; then so many customers must be on disk.
enter_until_imported() {
  local name=$1 enters=$2 expected=$3 at _
  for ((at = 0; at < enters; at++)); do
    settle "$kept/$name.png"
    press Return
  done
  for _ in {1..50}; do
    (($(count_customers) == expected)) && break
    sleep 0.2
  done
  settle "$kept/$name.png"
  (($(count_customers) == expected)) || die "$name: expected $expected customers on disk, found $(count_customers)"
  echo "  $name: $expected customers on disk"
}

# The way in: one drag of a file, on the window as it comes up for the first time; then a table from the clipboard.
check_way_in() {
  local folder="$scratch/Ein Ordner" before=$scratch/before.png
  mkdir -p "$folder"
  cp "$project/$FORM" "$folder/Bewertung Müller & Söhne.csv"
  start_app --renderer glow
  wait_for_window
  settle "$before"
  drop_files 700 400 dropped "$folder/Bewertung Müller & Söhne.csv"
  # Over the whole window it is said what will happen: most of it looks different.
  local changed
  changed=$(compare -metric AE "$before" "$kept/dropped-held.png" null: 2>&1 || true)
  ((${changed%%.*} > 500000)) || die "files held over the window change only $changed pixels"
  enter_until_imported dropped "$FORM_ENTERS" "$FORM_CUSTOMERS"

  # A word belongs to a field, and where nobody types to nothing.
  printf 'hello' | copy
  press ctrl+v
  settle "$kept/pasted-word.png"
  press ctrl+k
  settle "$before"
  press ctrl+v
  settle "$kept/pasted-into-field.png"
  [[ $(identify -format '%#' "$before") != "$(identify -format '%#' "$kept/pasted-into-field.png")" ]] ||
    die "a field takes no word from the clipboard"
  press Escape
  # shellcheck disable=SC2059 # tabs and line ends
  printf "$TABLE" | copy
  press ctrl+v
  enter_until_imported pasted "$TABLE_ENTERS" $((FORM_CUSTOMERS + TABLE_CUSTOMERS))
  close_app
  if grep -q 'panicked at' "$scratch/app.log"; then die "something panicked"; fi
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
check_way_in
stop_display
start_display 1366x768 -extension GLX
check_no_renderer
echo "The window works: both renderers, a click, a rating saved, idle, a file dropped, a table pasted, closed; and a clear
message without a renderer."
