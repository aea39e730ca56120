# A display of our own for scripts that drive the real window. To be sourced, not run.
#
# Gives: start_display WIDTHxHEIGHT [Xvfb options] · stop_display · start_app ARGUMENTS… · wait_for_window ·
# settle FILE.png · close_app · die. Everything the app writes stays below $scratch, which goes at the end.
# shellcheck shell=bash

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
app_binary=${KEEPWISE_BIN:-$project/target/debug/keepwise}
app_pid=
window=
xvfb_pid=
openbox_pid=
scratch=$(mktemp -d "${TMPDIR:-/tmp}/keepwise-window.XXXXXX")

# Where screenshots and logs of a failure stay behind.
kept=${KEEPWISE_KEPT:-$project/target/window}
mkdir -p "$kept"

# Nothing of the person who runs this: no data, no session, no other display.
unset WAYLAND_DISPLAY WAYLAND_SOCKET DBUS_SESSION_BUS_ADDRESS
export XDG_RUNTIME_DIR=$scratch/runtime XDG_CONFIG_HOME=$scratch/config XDG_CACHE_HOME=$scratch/cache
# The app's own data, and the folder its throw-away copies of the sample go to.
# Dates and numbers as everywhere, whatever this machine is set to.
export LC_ALL=C.UTF-8
export KEEPWISE_HOME=$scratch/home TMPDIR=$scratch/tmp
mkdir -p "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"

clean_up() {
  local code=$?
  set +e
  [[ -n $app_pid ]] && kill "$app_pid" 2>/dev/null && wait "$app_pid" 2>/dev/null
  stop_display
  rm -rf "$scratch"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# Says what failed, keeps the evidence and stops.
die() {
  echo "FAILED: $*" >&2
  if [[ -n ${DISPLAY:-} ]] && import -window root "$kept/failed.png" 2>/dev/null; then
    echo "  screenshot: $kept/failed.png" >&2
  fi
  if [[ -s $scratch/app.log ]]; then
    cp "$scratch/app.log" "$kept/failed.log"
    echo "  last lines of $kept/failed.log:" >&2
    tail -n 20 "$scratch/app.log" | sed 's/^/    /' >&2
  fi
  exit 1
}

start_display() {
  local size=$1
  shift
  : >"$scratch/display"
  Xvfb -displayfd 3 -screen 0 "${size}x24" -nolisten tcp -noreset "$@" 3>"$scratch/display" 2>"$scratch/xvfb.log" &
  xvfb_pid=$!
  local _
  for _ in {1..100}; do
    [[ -s $scratch/display ]] && break
    kill -0 "$xvfb_pid" 2>/dev/null || die "Xvfb did not start: $(tail -n 3 "$scratch/xvfb.log")"
    sleep 0.1
  done
  [[ -s $scratch/display ]] || die "Xvfb did not say its display within 10 s"
  DISPLAY=:$(<"$scratch/display")
  export DISPLAY
  # Windows fill the screen without a frame, so that pictures show the app only. Alt+F4 closes as the window's own button does.
  cat >"$scratch/openbox.xml" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <applications>
    <application class="*"><decor>no</decor><focus>yes</focus><maximized>yes</maximized></application>
  </applications>
</openbox_config>
XML
  openbox --sm-disable --config-file "$scratch/openbox.xml" >"$scratch/openbox.log" 2>&1 &
  openbox_pid=$!
  for _ in {1..100}; do
    xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && return
    kill -0 "$openbox_pid" 2>/dev/null || die "openbox did not start: $(tail -n 3 "$scratch/openbox.log")"
    sleep 0.1
  done
  die "openbox did not take over the display within 10 s"
}

stop_display() {
  local pid
  for pid in $openbox_pid $xvfb_pid; do
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  openbox_pid=
  xvfb_pid=
  unset DISPLAY
  return 0
}

# Starts the app with what it says in $scratch/app.log.
start_app() {
  [[ -x $app_binary ]] || die "no program at $app_binary; run cargo build, or set KEEPWISE_BIN"
  rm -rf "$KEEPWISE_HOME" "$TMPDIR"
  mkdir -p "$KEEPWISE_HOME" "$TMPDIR"
  RUST_LOG=${RUST_LOG:-info} "$app_binary" "$@" >"$scratch/app.log" 2>&1 &
  app_pid=$!
}

# Sets $window, brings it to the front and gives it the keyboard.
wait_for_window() {
  local _
  window=
  for _ in {1..300}; do
    window=$(xdotool search --onlyvisible --name Keepwise 2>/dev/null | tail -n 1) || true
    [[ -n $window ]] && break
    kill -0 "$app_pid" 2>/dev/null || die "the app ended before it showed a window"
    sleep 0.1
  done
  [[ -n $window ]] || die "no window with Keepwise in its title within 30 s"
  xdotool windowactivate --sync "$window"
}

# Takes screenshots into a file until two in a row, 0.5 s apart, show the same.
settle() {
  local file=$1 _
  import -window root -strip -define png:exclude-chunks=date,time "$file"
  for _ in {1..40}; do
    sleep 0.5
    import -window root -strip -define png:exclude-chunks=date,time "$file.next.png"
    if [[ $(identify -format '%#' "$file") == "$(identify -format '%#' "$file.next.png")" ]]; then
      rm -f "$file.next.png"
      return
    fi
    mv "$file.next.png" "$file"
  done
  die "the window does not come to rest within 20 s"
}

# Waits for the app to end. Gives its exit code, or stops when it does not end.
wait_for_end() {
  local seconds=$1 tenth
  for ((tenth = 0; tenth < seconds * 10; tenth++)); do
    if ! kill -0 "$app_pid" 2>/dev/null; then
      local code=0
      wait "$app_pid" || code=$?
      app_pid=
      return "$code"
    fi
    sleep 0.1
  done
  die "the app still runs $seconds s later"
}

# Closes the window as a person would and expects a clean end.
close_app() {
  xdotool windowactivate --sync "$window" key --clearmodifiers alt+F4
  local code=0
  wait_for_end 20 || code=$?
  ((code == 0)) || die "the app ended with exit code $code"
}
