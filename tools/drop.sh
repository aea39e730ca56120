# Drags files onto the window and puts tables on the clipboard, as a file manager and a spreadsheet do. Sourced, after
# display.sh. Needs python3-gi, gir1.2-gtk-3.0 and xclip.
# shellcheck shell=bash

# Drags files to a place in the window; while they are held over it, a screenshot goes to $kept/NAME-held.png.
drop_files() {
  local x=$1 y=$2 name=$3 drag _
  shift 3
  # shellcheck disable=SC2154 # set by display.sh
  : >"$scratch/drag.log"
  /usr/bin/python3 "$project/tools/drag.py" "$@" >"$scratch/drag.log" 2>&1 &
  drag=$!
  for _ in {1..100}; do
    grep -qx ready "$scratch/drag.log" && break
    kill -0 "$drag" 2>/dev/null || die "nothing can be dragged: $(tail -n 2 "$scratch/drag.log")"
    sleep 0.1
  done
  sleep 0.5
  # A drag begins once the pointer has moved a little with the button down, and the window hears of every step.
  local step
  xdotool mousemove 20 20
  sleep 0.2
  xdotool mousedown 1
  for step in "28 28" "60 60" "$((x - 30)) $((y - 30))" "$((x - 10)) $((y - 10))" "$x $y"; do
    sleep 0.2
    # shellcheck disable=SC2086 # two numbers
    xdotool mousemove $step
  done
  sleep 0.7
  # shellcheck disable=SC2154 # set by display.sh
  import -window root -strip "$kept/$name-held.png"
  xdotool mouseup 1
  for _ in {1..100}; do
    kill -0 "$drag" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$drag" 2>/dev/null; then
    kill "$drag"
    die "the window neither took nor refused what was dropped"
  fi
  grep -qx dropped "$scratch/drag.log" || die "the window refused what was dropped"
}

# Puts what comes on standard input on the clipboard.
copy() {
  # xclip stays to hand it over; it must not hold on to the script's own output.
  xclip -selection clipboard -in >/dev/null 2>&1
}
