#!/usr/bin/env bash
# Proves that what goes out as a workbook opens elsewhere: LibreOffice loads every workbook without repair and saves it
# again, types and charts are kept, and names that look like formulas stay text.
#
#   tools/sheet-proof.sh                 uses target/debug/keepwise
#   KEEPWISE_BIN=… tools/sheet-proof.sh  uses another program
#
# Needs LibreOffice Calc and unzip.
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

# Converts a workbook; a profile of its own, so that no other LibreOffice is asked.
office() {
  local to=$1 file=$2 out=$3
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$to" --outdir "$out" "$file" \
    >"$work/office.log" 2>&1 || fail "LibreOffice cannot open $file: $(cat "$work/office.log")"
}

# How many parts of a package have names like this.
parts() {
  unzip -Z1 "$1" | grep -c "$2" || true
}

# Cells with a formula anywhere in a package.
formulas() {
  local sheets
  sheets=$(unzip -Z1 "$1" | grep '^xl/worksheets/sheet.*\.xml$')
  # shellcheck disable=SC2086
  unzip -p "$1" $sheets | grep -o '<f[ >]' | wc -l
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

# A workspace of invented customers, and six with such names.
"$bin" generate "$work/ws" --customers 40 --ratings 300 >/dev/null
{
  printf 'Customer,Segment\n'
  for name in "${names[@]}"; do
    quoted=${name//\"/\"\"}
    # As an export protects them: one apostrophe, which the import takes off again.
    printf '"%s%s",Hostile\n' "'" "$quoted"
  done
} >"$work/hostile.csv"
"$bin" import "$work/hostile.csv" --into "$work/ws" --kind customers >/dev/null 2>"$work/import.log" ||
  fail "the hostile names were not imported: $(cat "$work/import.log")"

"$bin" export "$work/ws" --out "$work/all.xlsx" >/dev/null
"$bin" export "$work/ws" --out "$work/all.json" >/dev/null
"$bin" export "$work/ws" --out "$work/tables" >/dev/null
"$bin" form "$work/ws" --customers --out "$work/form.xlsx" >/dev/null

# Same input, same bytes.
"$bin" export "$work/ws" --out "$work/again.xlsx" >/dev/null
cmp -s "$work/all.xlsx" "$work/again.xlsx" || fail "two exports of one workspace differ"

# The JSON file brings everything back, to the byte.
"$bin" import "$work/all.json" --into "$work/back" 2>/dev/null
"$bin" export "$work/back" --out "$work/back.json" >/dev/null
cmp -s "$work/all.json" "$work/back.json" || fail "the JSON file does not come back whole"

# The charts that Excel has, too.
charts=(criteria answers history whale scores map heatmap ranks verdicts)
made=()
for kind in "${charts[@]}"; do
  if "$bin" chart "$work/ws" "$kind" --out "$work/chart-$kind.xlsx" >/dev/null 2>&1; then
    made+=("$work/chart-$kind.xlsx")
  fi
done
((${#made[@]} >= 5)) || fail "only ${#made[@]} charts became workbooks"

mkdir "$work/saved"
for file in "$work/all.xlsx" "$work/form.xlsx" "${made[@]}"; do
  [[ $(formulas "$file") == 0 ]] || fail "${file##*/} holds a formula"
  office xlsx "$file" "$work/saved"
  saved=$work/saved/${file##*/}
  [[ -s $saved ]] || fail "LibreOffice did not save ${file##*/}"
  before=$(parts "$file" '^xl/charts/chart[0-9]*\.xml$')
  after=$(parts "$saved" '^xl/charts/chart[0-9]*\.xml$')
  [[ $before == "$after" ]] || fail "${file##*/}: $before charts went in, $after came out"
  [[ $(formulas "$saved") == 0 ]] || fail "${file##*/}: a text became a formula"
  printf '%s: %s charts, kept\n' "${file##*/}" "$before"
done
[[ $(parts "$work/all.xlsx" '^xl/charts/chart') -ge 2 ]] || fail "the summary has no charts"

# The drop-down lists of the form are kept.
lists=$(unzip -p "$work/saved/form.xlsx" xl/worksheets/sheet1.xml | grep -o 'type="list"' | wc -l)
((lists >= 4)) || fail "the form has only $lists drop-down lists"

# The sheet of customers as LibreOffice reads it: the second sheet, all cells as they are shown.
office 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2' "$work/all.xlsx" "$work/saved"
shown=$(cat "$work"/saved/all-Customers.csv "$work/saved/all.csv" 2>/dev/null || true)
for name in "${names[@]}"; do
  quoted=${name//\"/\"\"}
  grep -qF -- "$quoted" <<<"$shown" || fail "LibreOffice does not show the name $name"
  grep -qF -- "'$quoted" "$work/tables/customers.csv" || fail "the CSV does not protect the name $name"
done
# A byte-order mark, so that Excel reads UTF-8.
[[ $(head -c 3 "$work/tables/customers.csv" | od -An -tx1 | tr -d ' ') == efbbbf ]] || fail "the CSV has no byte-order mark"

# Dates are dates and numbers are numbers after LibreOffice has saved them.
cells=$(unzip -p "$work/saved/all.xlsx" xl/worksheets/sheet3.xml)
grep -q '<c r="D2" s="[0-9]*"\( t="n"\)\?><v>[0-9]' <<<"$cells" || fail "the date of a rating is not a number with a format"
echo "All workbooks open in LibreOffice: types, charts and lists are kept, and no name became a formula."
