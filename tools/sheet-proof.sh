#!/usr/bin/env bash
# Proves that what goes out as a workbook opens elsewhere: LibreOffice loads every workbook without repair and saves it
# again; charts, dates, numbers and lists are kept; names that look like formulas stay text; and what LibreOffice saved
# comes back into an empty workspace with the same verdicts.
#
#   tools/sheet-proof.sh                 uses target/debug/keepwise
#   KEEPWISE_BIN=… tools/sheet-proof.sh  uses another program
#
# Needs LibreOffice Calc and unzip. Takes less than a minute.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin=$(realpath "${KEEPWISE_BIN:-target/debug/keepwise}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KEEPWISE_HOME=$work/home

fail() {
  printf 'sheet-proof: %s\n' "$*" >&2
  exit 1
}

# Converts files, all in one go; a profile of its own, so that no other LibreOffice is asked.
office() {
  local to=$1 out=$2
  shift 2
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$to" --outdir "$out" "$@" \
    >"$work/office.log" 2>&1 || fail "LibreOffice cannot open $*: $(cat "$work/office.log")"
}

# How many parts of a package have names like this.
parts() {
  unzip -Z1 "$1" | grep -c "$2" || true
}

# One part of a package with every tag on a line of its own.
tags() {
  unzip -p "$1" "$2" | sed 's/</\n</g'
}

# The sheets of a package, in order.
sheets() {
  unzip -Z1 "$1" | grep '^xl/worksheets/sheet[0-9]*\.xml$' | sort -V
}

# Cells with a formula anywhere in a package.
formulas() {
  local sheet
  for sheet in $(sheets "$1"); do
    tags "$1" "$sheet"
  done | grep -c '^<f[ >]' || true
}

# For each sheet: how many cells are dates, other numbers, and texts. A date is a number whose style shows a year.
types() {
  local sheet
  tags "$1" xl/styles.xml >"$work/styles"
  for sheet in $(sheets "$1"); do
    printf '%s ' "${sheet##*/}"
    tags "$1" "$sheet" | awk '
      function attribute(tag, name,   at, rest) {
        at = index(tag, " " name "=\"")
        if (!at) return ""
        rest = substr(tag, at + length(name) + 3)
        return substr(rest, 1, index(rest, "\"") - 1)
      }
      FNR == NR && /^<numFmt / { if (attribute($0, "formatCode") ~ /[yY][yY]/) shows_year[attribute($0, "numFmtId") + 0] = 1 }
      FNR == NR && /^<cellXfs/ { inside = 1; number = 0 }
      FNR == NR && /^<\/cellXfs/ { inside = 0 }
      FNR == NR && inside && /^<xf / {
        format = attribute($0, "numFmtId") + 0
        is_date[number++] = (format in shows_year) || (format >= 14 && format <= 17) || format == 22
      }
      FNR == NR { next }
      /^<c / { style = attribute($0, "s"); type = attribute($0, "t") }
      /^<(v|is)>/ {
        if (type != "" && type != "n") texts++
        else if (is_date[style]) dates++
        else numbers++
      }
      END { printf "%d dates, %d numbers, %d texts\n", dates, numbers, texts }
    ' "$work/styles" -
  done
}

# Names that spreadsheets have run as programs.
mapfile -t names <<'NAMES'
=cmd|' /C calc'!A0
+1+1
-2+3
@SUM(1)
=HYPERLINK("http://example.org","x")
'=1+1
NAMES

# The sample business, which has everything there is, and a copy of it with customers of such names.
cp -r assets/sample "$work/sample"
cp -r assets/sample "$work/hostile"
{
  printf 'Customer,Segment\n'
  for name in "${names[@]}"; do
    quoted=${name//\"/\"\"}
    # As an export protects them: one apostrophe, which the import takes off again.
    printf '"%s%s",Hostile\n' "'" "$quoted"
  done
} >"$work/hostile.csv"
"$bin" import "$work/hostile.csv" --into "$work/hostile" --kind customers >/dev/null 2>"$work/import.log" ||
  fail "the hostile names were not imported: $(cat "$work/import.log")"

for which in sample hostile; do
  "$bin" export "$work/$which" --out "$work/$which.xlsx" >/dev/null
  "$bin" export "$work/$which" --out "$work/$which.json" >/dev/null
  "$bin" export "$work/$which" --out "$work/$which-tables" >/dev/null
done
"$bin" form "$work/sample" --customers --out "$work/form.xlsx" >/dev/null

# Same input, same bytes.
"$bin" export "$work/hostile" --out "$work/again.xlsx" >/dev/null
cmp -s "$work/hostile.xlsx" "$work/again.xlsx" || fail "two exports of one workspace differ"

# The JSON file brings everything back, to the byte.
"$bin" import "$work/hostile.json" --into "$work/back" 2>/dev/null
"$bin" export "$work/back" --out "$work/back.json" >/dev/null
cmp -s "$work/hostile.json" "$work/back.json" || fail "the JSON file does not come back whole"

# Every kind of chart.
mkdir "$work/charts"
while read -r kind rest; do
  about=()
  [[ $rest == *'(needs --customer)'* ]] && about=(--customer 'Grandview Hotels')
  "$bin" chart "$work/sample" "$kind" "${about[@]}" --out "$work/charts/$kind.xlsx" >/dev/null 2>"$work/chart.log" ||
    fail "no workbook of the chart $kind: $(cat "$work/chart.log")"
done < <("$bin" chart --list)
charts=("$work"/charts/*.xlsx)
((${#charts[@]} >= 12)) || fail "only ${#charts[@]} charts became workbooks"

# All of them through LibreOffice.
books=("$work/sample.xlsx" "$work/hostile.xlsx" "$work/form.xlsx" "${charts[@]}")
mkdir "$work/saved"
office xlsx "$work/saved" "${books[@]}"
for file in "${books[@]}"; do
  name=${file##*/}
  saved=$work/saved/$name
  [[ -s $saved ]] || fail "LibreOffice did not save $name"
  [[ $(formulas "$file") == 0 ]] || fail "$name holds a formula"
  [[ $(formulas "$saved") == 0 ]] || fail "$name: a text became a formula"
  before=$(parts "$file" '^xl/charts/chart[0-9]*\.xml$')
  after=$(parts "$saved" '^xl/charts/chart[0-9]*\.xml$')
  [[ $before == "$after" ]] || fail "$name: $before charts went in, $after came out"
  pictures=$(parts "$file" '^xl/media/')
  # A heatmap is its cells; every other kind is a chart, or a picture where Excel has no such chart.
  [[ $name == form.xlsx || $name == heatmap.xlsx ]] || ((before + pictures > 0)) || fail "$name shows nothing"
  ((pictures == 0)) || [[ $(parts "$saved" '^xl/media/') != 0 ]] || fail "$name lost its picture"
  types "$file" >"$work/before"
  types "$saved" >"$work/after"
  # A heading that is all the sheet has may be split; what counts are dates and numbers.
  diff <(sed 's/, [0-9]* texts//' "$work/before") <(sed 's/, [0-9]* texts//' "$work/after") >"$work/diff" ||
    fail "$name: cells changed their types: $(cat "$work/diff")"
  printf '%s: %s charts, %s pictures, cells: %s\n' "$name" "$before" "$pictures" "$(awk '
    { dates += $2; numbers += $4; texts += $6 }
    END { printf "%d dates, %d numbers, %d texts", dates, numbers, texts }' "$work/before")"
done
[[ $(parts "$work/sample.xlsx" '^xl/charts/chart') -ge 2 ]] || fail "the summary has no charts"
types "$work/sample.xlsx" >"$work/before"
grep -q ' [1-9][0-9]* dates, [1-9][0-9]* numbers' "$work/before" || fail "the sample has no dates"

# The drop-down lists of the form are kept.
lists=$(unzip -p "$work/saved/form.xlsx" xl/worksheets/sheet1.xml | grep -o 'type="list"' | wc -l)
((lists >= 4)) || fail "the form has only $lists drop-down lists"

# The sheet of customers as LibreOffice reads it: the second sheet, all cells as they are shown.
office 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2' "$work/saved" \
  "$work/hostile.xlsx"
shown=$(cat "$work"/saved/hostile-Customers.csv)
for name in "${names[@]}"; do
  quoted=${name//\"/\"\"}
  grep -qF -- "$quoted" <<<"$shown" || fail "LibreOffice does not show the name $name"
  grep -qF -- "'$quoted" "$work/hostile-tables/customers.csv" || fail "the CSV does not protect the name $name"
done
# Our CSV, opened in LibreOffice, has no formula either.
mkdir "$work/opened"
office xlsx "$work/opened" "$work/hostile-tables/customers.csv"
[[ $(formulas "$work/opened/customers.xlsx") == 0 ]] || fail "a name in the CSV became a formula"
# A byte-order mark, so that Excel reads UTF-8.
[[ $(head -c 3 "$work/hostile-tables/customers.csv" | od -An -tx1 | tr -d ' ') == efbbbf ]] ||
  fail "the CSV has no byte-order mark"

# The workbook, the workbook that LibreOffice saved, and the CSV files come back with the same verdicts. Which cautions
# were set aside is in the JSON file only.
verdicts() {
  "$bin" verdicts "$1" --format json | grep -E '"(id|name|score|lower|upper|coverage|raters|verdict)":'
}
verdicts "$work/hostile" >"$work/verdicts"
[[ -s $work/verdicts ]] || fail "there are no verdicts to compare"
for back in hostile.xlsx saved/hostile.xlsx hostile-tables; do
  rm -rf "$work/back"
  "$bin" import "$work/$back" --into "$work/back" 2>"$work/import.log" || fail "$back: $(cat "$work/import.log")"
  verdicts "$work/back" | cmp -s - "$work/verdicts" || fail "$back: other verdicts"
done
echo "All workbooks open in LibreOffice: types, charts and lists are kept, no name became a formula, and all comes back."
