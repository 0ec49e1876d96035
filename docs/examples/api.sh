#!/usr/bin/env bash
# The API from a shell, with curl and nothing else.
#
#   DESK_URL=https://desk.example.com DESK_TOKEN=fl_… docs/examples/api.sh
#
# Takes a customer's question in, answers it, finds it again, and pages through the conversations. A test runs it.
set -euo pipefail

root=${DESK_URL%/}/api/v1
answer=$(mktemp) headers=$(mktemp)
trap 'rm -f "$answer" "$headers"' EXIT

# ask METHOD PATH [BODY] [HEADER…]: the body of the answer is in $answer, its headers in $headers, its status in $status.
# Waits when it is asked too often (429) or nothing can be kept right now (503).
ask() {
    local method=$1 path=$2 body=${3:-} more=() header
    for header in "${@:4}"; do more+=(-H "$header"); done
    [ -z "$body" ] || more+=(-H 'Content-Type: application/json' --data "$body")
    while :; do
        status=$(curl --silent --show-error --request "$method" "$root$path" -H "Authorization: Bearer $DESK_TOKEN" \
            "${more[@]}" --output "$answer" --dump-header "$headers" --write-out '%{http_code}')
        case $status in
            429 | 503) sleep "$(header retry-after)" ;;
            *) return 0 ;;
        esac
    done
}

header() { sed -n "s/^$1: *//Ip" "$headers" | tr -d '\r'; }

# The first value of a field. Real programs use jq; this one must run where there is none.
field() { grep -o "\"$1\":[^,}]*" "$answer" | head -n 1 | cut -d : -f 2- | tr -d '"'; }

ask GET /inboxes
inbox=$(field id)

ask POST "/inboxes/$inbox/arrivals" \
    '{"from":{"name":"Leo Brandt","email":"leo@mail.example"},"subject":"Where is my parcel?","text":"Order K-10440."}' \
    "Idempotency-Key: parcel-$$-$RANDOM"
conversation=$(field id)
echo "opened conversation #$(field number)"

ask POST "/conversations/$conversation/replies" '{"text":"It left this morning."}' "Idempotency-Key: reply-$$-$RANDOM"
echo "answered: $status, $(field delivery)"

ask GET "/conversations/$conversation"
etag=$(header etag)
ask PATCH "/conversations/$conversation" '{"priority":"high"}' "If-Match: $etag"
echo "changed: $status"
ask PATCH "/conversations/$conversation" '{"priority":"low"}' "If-Match: $etag"
echo "changed with an old tag: $status"

for _ in $(seq 50); do
    ask GET '/search?q=parcel&kind=conversation'
    grep -q '"data":\[\]' "$answer" || break
    sleep 0.2
done
echo "found: $(field subject)"

pages=0 cursor=
while :; do
    ask GET "/conversations?limit=1${cursor:+&cursor=$cursor}"
    pages=$((pages + 1))
    cursor=$(grep -o '"next_cursor":"[^"]*"' "$answer" | cut -d '"' -f 4) || break
done
echo "pages: $pages"

ask GET /conversations/999999
echo "not there: $status, $(field title)"
