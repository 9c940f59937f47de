#!/bin/sh
# The API's own example, once a conversation. Standard input: a URN a line. $1: port of the stand-in. Rest: for curl.
# Not -o /dev/null: before a retry curl truncates the file, which fails there, and then it gives up.
port=$1
shift
while read -r urn; do
  curl -sS -k --connect-to "api.connectsafely.ai:443:127.0.0.1:$port" "$@" \
    -X POST https://api.connectsafely.ai/linkedin/messaging/mark-seen \
    -H "Authorization: Bearer $CONNECTSAFELY_KEY" -H 'Content-Type: application/json' \
    -d "{\"conversationUrn\":\"$urn\"}" </dev/null >/dev/null
done
