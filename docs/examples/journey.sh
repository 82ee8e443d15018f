#!/usr/bin/env bash
# The life of an account over the HTTP API, with curl alone: register, confirm, sign in, refresh, change and reset the
# password, see and end sessions, sign out, and be refused with every token there was.
#
#   docs/examples/journey.sh http://localhost:3000
#
# It reads the mail from the built-in inbox, which a portal has as long as no mail service is set.
set -euo pipefail

portal=${1:-http://localhost:3000}
email="curl-$RANDOM-$RANDOM-$RANDOM@example.com"
token=

# call METHOD PATH [JSON]: prints the answer, and fails with it unless the status is one of success.
call() {
  curl --silent --show-error --fail-with-body --request "$1" "$portal$2" \
    --header 'Content-Type: application/json' \
    ${token:+--header "Authorization: Bearer $token"} ${3:+--data "$3"}
}

# field NAME: the string under that name in the JSON of standard input.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

say() { printf '✓ %s\n' "$*"; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }

# mail PATTERN: waits for a mail to $email that holds it, and prints the newest such part.
mail() {
  local found=
  for _ in $(seq 100); do
    found=$(curl --silent --show-error "$portal/api/dev/inbox?to=$email" | grep -oE "$1" | head -n 1 || true)
    if [ -n "$found" ]; then printf '%s' "$found"; return; fi
    sleep 0.2
  done
  fail "no mail came"
}

# sign_in PASSWORD: sets $token and $refresh, and remembers both for the end.
sign_in() {
  local answer
  token=
  answer=$(call POST /api/v1/auth/login "{\"email\":\"$email\",\"password\":\"$1\"}")
  keep "$answer"
}
keep() {
  token=$(field access_token <<<"$1")
  refresh=$(field refresh_token <<<"$1")
  access_tokens="${access_tokens:-} $token"
  refresh_tokens="${refresh_tokens:-} $refresh"
}

call POST /api/v1/auth/register "{\"email\":\"$email\",\"password\":\"lamp river quiet harbour\",\"full_name\":\"Ana Example\"}" >/dev/null
say "registered $email"

code=$(mail '"code":"[0-9]{6}"' | grep -oE '[0-9]{6}')
call POST /api/v1/auth/email/verification/confirm "{\"email\":\"$email\",\"code\":\"$code\"}" >/dev/null
say "confirmed the address with the code $code"

sign_in 'lamp river quiet harbour'
say "signed in as $(call GET /api/v1/auth/me | field email)"

for turn in 1 2 3; do
  answer=$(token='' call POST /api/v1/auth/refresh "{\"refresh_token\":\"$refresh\"}")
  keep "$answer"
  call GET /api/v1/auth/me >/dev/null
  say "refreshed, $turn of 3"
done

call POST /api/v1/auth/password/change '{"current_password":"lamp river quiet harbour","new_password":"copper violet calm meadow"}' >/dev/null
say 'changed the password'

token='' call POST /api/v1/auth/password/reset/request "{\"email\":\"$email\"}" >/dev/null
link_token=$(mail 'reset-password\?token=[A-Za-z0-9_-]+' | cut -d = -f 2)
token='' call POST /api/v1/auth/password/reset/confirm "{\"token\":\"$link_token\",\"new_password\":\"silver anchor slow garden\"}" >/dev/null
say 'set another password with the mailed link, which ended every session'

sign_in 'silver anchor slow garden'
sign_in 'silver anchor slow garden'
sessions=$(call GET /api/v1/auth/sessions)
other=$(grep -oE '"id":"[0-9a-f-]{36}","current":false' <<<"$sessions" | field id)
call DELETE "/api/v1/auth/sessions/$other" >/dev/null
say "ended the other one of $(grep -oE '"current":' <<<"$sessions" | wc -l | tr -d ' ') sessions"

call POST /api/v1/auth/logout >/dev/null
say 'signed out'


for token in $access_tokens; do
  answer=$(curl --silent "$portal/api/v1/auth/me" --header "Authorization: Bearer $token")
  [ "$(field type <<<"$answer")" = TOKEN_REVOKED ] || fail 'an access token is still good'
done
for refresh in $refresh_tokens; do
  answer=$(curl --silent "$portal/api/v1/auth/refresh" --header 'Content-Type: application/json' --data "{\"refresh_token\":\"$refresh\"}")
  [ "$(field type <<<"$answer")" = TOKEN_REVOKED ] || fail 'a refresh token is still good'
done
say "was refused with each of $(wc -w <<<"$access_tokens" | tr -d ' ') access tokens and as many refresh tokens"
