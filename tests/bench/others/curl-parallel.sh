#!/bin/sh
# Ten at a time. Standard input: a URN a line. $1: port of the stand-in.
export PORT="$1"
# shellcheck disable=SC2016
exec xargs -P 10 -I URN sh -c 'curl -sS -o /dev/null -k --connect-to "api.connectsafely.ai:443:127.0.0.1:$PORT" \
  -X POST https://api.connectsafely.ai/linkedin/messaging/mark-seen \
  -H "Authorization: Bearer $CONNECTSAFELY_KEY" -H "Content-Type: application/json" \
  -d "{\"conversationUrn\":\"$1\"}"' - URN
