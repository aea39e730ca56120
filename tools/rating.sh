# Begins a rating in the real window on the sample. Sourced by window-test.sh and pictures.sh, after display.sh.
# shellcheck shell=bash

# Chooses a customer by a few letters, then who rates, from the list that opens below the field. In points of the
# 1366x768 window: change it here when the Rate screen changes.
readonly CUSTOMER=harbour
readonly WHO_RATES_X=850 WHO_RATES_Y=232 PERSON_X=750 PERSON_Y=372

press() {
  xdotool key --clearmodifiers "$1"
  sleep 0.5
}

click() {
  # shellcheck disable=SC2154 # set by wait_for_window
  xdotool mousemove --window "$window" "$1" "$2" click 1
  sleep 0.8
}

# Up to the button that shows the first question; Enter presses it.
choose_who_rates_whom() {
  press ctrl+r
  xdotool type --delay 80 "$CUSTOMER"
  sleep 0.6
  press Return
  click "$WHO_RATES_X" "$WHO_RATES_Y"
  click "$PERSON_X" "$PERSON_Y"
}
