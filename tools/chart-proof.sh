#!/usr/bin/env bash
# Makes files of every kind of chart and opens them with other people's programs: what we write, others can read.
#
# SVG in rsvg-convert and Chromium, PNG in ImageMagick, PDF in poppler, XLSX in LibreOffice. Every check says what was
# expected and what was found. Debian packages it needs:
#   chromium imagemagick libreoffice-calc librsvg2-bin poppler-utils unzip
# KEEPWISE_BIN is the program to run, target/debug/keepwise unless told. The files stay in target/chart-proof.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly project
readonly keepwise=${KEEPWISE_BIN:-$project/target/debug/keepwise}
readonly kept=${KEEPWISE_KEPT:-$project/target/chart-proof}
readonly WIDTH=1280 HEIGHT=720 SCALE=2
# Names with accents and in Cyrillic must come out whole on the other side.
readonly NAMES=("Łódź Textiles & Söhne" "Ахтиар Логистик")
# The chart that lists customers, and kinds of which Excel has a chart of its own.
readonly LISTING=heatmap
readonly FEWEST_NATIVE=4

scratch=$(mktemp -d "${TMPDIR:-/tmp}/keepwise-charts.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8 HOME=$scratch/home KEEPWISE_HOME=$scratch/keepwise XDG_RUNTIME_DIR=$scratch/run
mkdir -p "$HOME" "$KEEPWISE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
rm -rf "$kept"
mkdir -p "$kept"

checks=0

# check WHAT EXPECTED FOUND
check() {
  checks=$((checks + 1))
  [[ $2 == "$3" ]] && return
  printf 'chart-proof: %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3" >&2
  exit 1
}

# holds WHAT TEXT PATTERN: the pattern is an extended regular expression, or a fixed text after -F
holds() {
  local what=$1 text=$2 how=-E
  shift 2
  if [[ $1 == -F ]]; then
    how=-F
    shift
  fi
  checks=$((checks + 1))
  grep -q "$how" -- "$1" <<<"$text" && return
  printf 'chart-proof: %s\n  expected: %s\n  found:    %s\n' "$what" "$1" "$(head -c 600 <<<"$text")" >&2
  exit 1
}

# at_least WHAT LEAST FOUND, whole numbers
at_least() {
  checks=$((checks + 1))
  (($3 >= $2)) && return
  printf 'chart-proof: %s\n  expected: at least %s\n  found:    %s\n' "$1" "$2" "$3" >&2
  exit 1
}

for program in rsvg-convert chromium convert identify compare pdffonts pdftotext pdfinfo soffice unzip; do
  command -v "$program" >/dev/null || {
    echo "chart-proof: $program is missing; see the packages at the top of ${BASH_SOURCE[0]}" >&2
    exit 1
  }
done

# A workspace of invented customers, two of them renamed.
make_workspace() {
  local file at=0
  "$keepwise" generate "$1" --customers 12 --ratings 240 >/dev/null
  for file in "$1"/customers/*.json; do
    ((at < ${#NAMES[@]})) || break
    sed -i -E "0,/^    \"name\": \".*\"/s//    \"name\": \"${NAMES[at]//&/\\&}\"/" "$file"
    holds "renaming in $file" "$(cat "$file")" -F "\"name\": \"${NAMES[at]}\""
    at=$((at + 1))
  done
}

# draw KIND FILE [more options]
draw() {
  local kind=$1 file=$2
  shift 2
  local about=()
  grep -qE "^$kind .*--customer" <<<"$list" && about=(--customer "${NAMES[0]}")
  "$keepwise" chart "$workspace" "$kind" "${about[@]}" --size "${WIDTH}x$HEIGHT" "$@" --out "$file" >>"$scratch/said" 2>&1 || {
    printf 'chart-proof: keepwise chart %s --out %s failed:\n' "$kind" "$file" >&2
    tail -3 "$scratch/said" >&2
    exit 1
  }
}

# A picture shows something: it has colours, and what is drawn reaches over a good part of the page.
shows_something() {
  local what=$1 file=$2 width=$3 height=$4 drawn
  check "$what: size" "${width}x$height" "$(identify -format '%wx%h' "$file")"
  at_least "$what: colours" 5 "$(identify -format '%k' "$file")"
  drawn=$(convert "$file" -fuzz 2% -trim -format '%[fx:w*h*100/(page.width*page.height)]' info:)
  at_least "$what: percent of the page drawn on" 30 "${drawn%.*}"
}

# same_picture WHAT FILE FILE: apart from how edges are smoothed
same_picture() {
  local apart
  apart=$(compare -metric RMSE "$2" "$3" null: 2>&1 | sed -E 's/.*\(([0-9.e-]+)\).*/\1/' || true)
  checks=$((checks + 1))
  awk -v apart="$apart" 'BEGIN { exit !(apart ~ /^[0-9]/ && apart < 0.06) }' && return
  printf 'chart-proof: %s\n  expected: less than 0.06 apart\n  found:    %s\n' "$1" "$apart" >&2
  exit 1
}

in_chromium() {
  chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
    --user-data-dir="$scratch/chromium" "$@" 2>/dev/null
}

prove_svg() {
  local kind=$1 outlined=$kept/$1.svg text=$kept/$1-text.svg source
  draw "$kind" "$outlined"
  draw "$kind" "$text" --svg-text
  source=$(cat "$outlined")
  holds "$kind.svg" "$source" 'role="img"'
  holds "$kind.svg" "$source" '<title>[^<]+</title>'
  holds "$kind.svg" "$source" '<desc>[^<]+</desc>'
  check "$kind.svg: letters that are still text" 0 "$(grep -c '<text' <<<"$source" || true)"
  holds "$kind-text.svg" "$(cat "$text")" '<text'
  rsvg-convert "$outlined" -o "$scratch/rsvg.png"
  shows_something "$kind.svg by rsvg-convert" "$scratch/rsvg.png" "$WIDTH" "$HEIGHT"
  rsvg-convert "$text" -o "$scratch/rsvg-text.png"
  shows_something "$kind-text.svg by rsvg-convert" "$scratch/rsvg-text.png" "$WIDTH" "$HEIGHT"
  in_chromium --window-size="$WIDTH,$HEIGHT" --screenshot="$scratch/chromium.png" "file://$outlined"
  shows_something "$kind.svg in Chromium" "$scratch/chromium.png" "$WIDTH" "$HEIGHT"
  draw "$kind" "$scratch/once.png" --scale 1
  same_picture "$kind.svg by rsvg-convert and our PNG" "$scratch/rsvg.png" "$scratch/once.png"
  same_picture "$kind.svg in Chromium and our PNG" "$scratch/chromium.png" "$scratch/once.png"
  rm "$scratch/once.png"
}

prove_png() {
  local kind=$1 file=$kept/$1.png clear=$kept/$1-clear.png
  draw "$kind" "$file" --scale "$SCALE"
  shows_something "$kind.png" "$file" $((WIDTH * SCALE)) $((HEIGHT * SCALE))
  check "$kind.png: dots per inch" $((96 * SCALE)) \
    "$(convert "$file" -units PixelsPerInch -format '%[fx:round(resolution.x)]' info:)"
  holds "$kind.png: title in the file" "$(strings "$file")" 'iTXtTitle'
  holds "$kind.png: description in the file" "$(strings "$file")" 'iTXtDescription'
  draw "$kind" "$clear" --scale 1 --transparent
  check "$kind-clear.png: its corner shines through" 0 "$(convert "$clear" -format '%[fx:u.p{0,0}.a]' info:)"
}

prove_pdf() {
  local kind=$1 file=$kept/$1.pdf info fonts words
  draw "$kind" "$file"
  info=$(pdfinfo "$file" 2>/dev/null)
  holds "$kind.pdf" "$info" '^Title: +[^ ]'
  holds "$kind.pdf" "$info" '^Tagged: +yes'
  holds "$kind.pdf" "$info" '^Pages: +1$'
  holds "$kind.pdf: three quarters of a point per px" "$info" "^Page size: +$((WIDTH * 3 / 4)) x $((HEIGHT * 3 / 4)) pts"
  holds "$kind.pdf: structure" "$(pdfinfo -struct "$file" 2>/dev/null)" 'Figure'
  holds "$kind.pdf: language" "$(strings "$file")" '/Lang ?\(en\)'
  fonts=$(pdffonts "$file" | tail -n +3)
  at_least "$kind.pdf: fonts" 1 "$(grep -c . <<<"$fonts")"
  check "$kind.pdf: fonts that are not ours, or not embedded and subset with their letters known" '' \
    "$(grep -vE '^[A-Z]{6}\+Roboto-(Regular|Medium|Bold) .* yes +yes +yes ' <<<"$fonts" || true)"
  words=$(pdftotext -layout "$file" -)
  at_least "$kind.pdf: words to read" 5 "$(wc -w <<<"$words")"
  if [[ $kind == "$LISTING" ]]; then
    for name in "${NAMES[@]}"; do
      holds "$kind.pdf: labels" "$words" -F "$name"
      holds "$kind-text.svg in Chromium: labels" "$(in_chromium --dump-dom "file://$kept/$kind-text.svg")" -F "${name//&/&amp;}"
    done
  fi
}

# The same workspace on the same day gives the same bytes.
prove_same_bytes() {
  local kind=$1 ending
  for ending in svg png pdf; do
    draw "$kind" "$scratch/again.$ending"
    cmp "$kept/$kind.$ending" "$scratch/again.$ending" || {
      echo "chart-proof: $kind.$ending differs when it is made again" >&2
      exit 1
    }
    checks=$((checks + 1))
    rm "$scratch/again.$ending"
  done
}

# What is drawn in a workbook: its charts, its pictures, cells in the colours of a scale.
drawn_in() {
  unzip -l "$1" | grep -oE 'xl/(charts/chart|media/image)[0-9]+\.[a-z]+' | sed -E 's/[0-9]+\.[a-z]+$//' | sort -u | tr '\n' ' ' || true
  local tints
  tints=$(unzip -p "$1" xl/styles.xml | grep -oE '<fgColor rgb="[0-9A-F]+"' | sort -u | wc -l)
  if ((tints >= 5)); then printf 'colours '; fi
}

# All workbooks at once: starting LibreOffice takes longer than all of them.
prove_xlsx() {
  local kind before after native=0
  for kind in "${kinds[@]}"; do
    draw "$kind" "$kept/$kind.xlsx"
  done
  mkdir "$scratch/saved"
  soffice --headless "-env:UserInstallation=file://$scratch/office" --convert-to xlsx --outdir "$scratch/saved" \
    "$kept"/*.xlsx >"$scratch/soffice" 2>&1 || {
    echo "chart-proof: LibreOffice could not open the workbooks" >&2
    tail -5 "$scratch/soffice" >&2
    exit 1
  }
  for kind in "${kinds[@]}"; do
    before=$(drawn_in "$kept/$kind.xlsx")
    holds "$kind.xlsx: a chart, a picture or a scale of colours" "$before" 'xl/(charts|media)|colours'
    [[ -f $scratch/saved/$kind.xlsx ]] || check "$kind.xlsx: saved again by LibreOffice" "a file" "none"
    after=$(drawn_in "$scratch/saved/$kind.xlsx")
    if grep -q 'xl/charts' <<<"$before"; then
      native=$((native + 1))
      holds "$kind.xlsx: its chart after LibreOffice saved it" "$after" 'xl/charts/chart'
    elif ! grep -q xl/media <<<"$before"; then
      holds "$kind.xlsx: its colours after LibreOffice saved it" "$after" 'colours'
    else
      holds "$kind.xlsx: its picture after LibreOffice saved it" "$after" 'xl/media/image'
    fi
  done
  at_least "kinds with a chart of Excel's own" "$FEWEST_NATIVE" "$native"
}

workspace=$scratch/workspace
make_workspace "$workspace"
list=$("$keepwise" chart --list)
mapfile -t kinds < <(cut -d' ' -f1 <<<"$list" | grep .)
at_least "kinds in keepwise chart --list" 10 "${#kinds[@]}"
for kind in "${kinds[@]}"; do
  prove_svg "$kind"
  prove_png "$kind"
  prove_pdf "$kind"
  prove_same_bytes "$kind"
done
prove_xlsx
echo "${#kinds[@]} kinds of charts, $checks checks: others read what we write."
