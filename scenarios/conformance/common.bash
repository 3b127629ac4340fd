# What the conformance runs share: a twin of their own, a project with what the suites expect to find, and the table.
# Sourced, not run.
set -euo pipefail

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly home
name=$(basename "$0")
work=$home/target/conformance/$name
mkdir -p "$work"

say() { printf '%s: %s\n' "$name" "$*" >&2; }

fail() {
  say "$1"
  shift
  if (($#)); then printf '  %s\n' "$@" >&2; fi
  exit 2
}

# need COMMAND HOW-TO-GET-IT
need() { command -v "$1" >/dev/null || fail "needs $1." "$2"; }

# The leading comment of a run is its help.
help() { sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; }

twin=
region=eu-de

# Which operations the clients called is kept in operations.json, for scenarios/conformance/evidence.
stop_twin() {
  if [ -n "$twin" ]; then
    curl -s -m 10 -o "$work/operations.json" "${endpoint:-}/_twinstack/operations"
    kill "$twin" 2>/dev/null && wait "$twin" 2>/dev/null
  fi || true
}

# Starts a twin with room for suites that run in parallel, and points clients at it: OS_* in the environment.
start_twin() {
  local ready=$work/ready quota i
  local -a quotas=()
  rm -f "$ready"
  "$home/twinstack" version >/dev/null || exit 2
  for quota in vpc subnet securityGroup securityGroupRule publicIp shareBandwidth shareBandwidthIP vpcPeer firewall flow_log; do
    quotas+=(--quota "$quota=-1")
  done
  "$home/twinstack" up --port 0 --memory --region "$region" --ready-file "$ready" "${quotas[@]}" "$@" >"$work/twin.log" 2>&1 &
  twin=$!
  trap stop_twin EXIT
  for ((i = 0; i < 600; i++)); do
    if [ -s "$ready" ]; then break; fi
    kill -0 "$twin" 2>/dev/null || fail "the twin did not start; see $work/twin.log"
    sleep 0.1
  done
  endpoint=$(cat "$ready")
  eval "$("$home/twinstack" env --endpoint "$endpoint" --region "$region")"
  # The suites sign in with the password; left set, the keys would go before it.
  unset OS_ACCESS_KEY OS_SECRET_KEY
}

# call METHOD PATH [JSON]: the answer's body; {p} in the path is the project's id.
call() {
  curl -fsS -X "$1" -H "X-Auth-Token: $token" -H 'Content-Type: application/json' ${3:+-d "$3"} \
    "$endpoint${2//\{p\}/$project}"
}

sign_in() {
  token=$(curl -fsS -o /dev/null -D - -H 'Content-Type: application/json' \
    "$endpoint/v3/auth/tokens" -d "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{
    \"name\":\"$OS_USERNAME\",\"password\":\"$OS_PASSWORD\",\"domain\":{\"name\":\"$OS_USER_DOMAIN_NAME\"}}}},
    \"scope\":{\"project\":{\"name\":\"$OS_PROJECT_NAME\"}}}}" |
    tr -d '\r' | awk 'tolower($1) == "x-subject-token:" {print $2}')
  project=$HUAWEICLOUD_SDK_PROJECT_ID
}

# A VPC and a subnet under the name that the Go suites look for.
seed_network() {
  local vpc
  sign_in
  vpc=$(call POST '/v1/{p}/vpcs' '{"vpc":{"name":"vpc-conformance","cidr":"10.0.0.0/16"}}' | id)
  OS_VPC_ID=$vpc
  OS_SUBNET_NAME=subnet-conformance
  OS_NETWORK_ID=$(call POST '/v1/{p}/subnets' "{\"subnet\":{\"name\":\"$OS_SUBNET_NAME\",\"cidr\":\"10.0.0.0/24\",
    \"gateway_ip\":\"10.0.0.1\",\"vpc_id\":\"$vpc\"}}" | id)
  OS_IMAGE_ID=$(call GET '/image/v2/cloudimages?name=Standard_Debian_11_latest' | id)
  export OS_VPC_ID OS_NETWORK_ID OS_SUBNET_NAME OS_AVAILABILITY_ZONE=eu-de-01 OS_IMAGE_ID OS_FLAVOR_ID=s3.large.2
}

id() { grep -o '"id" *: *"[0-9a-f-]\{36\}"' | head -n 1 | cut -d '"' -f 4; }

# module_dir MODULE VERSION: the folder of a Go module, fetched by the go command.
module_dir() {
  go mod download -json "$1@$2" 2>"$work/download.log" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p'
}

# table LOG...: the results of "go test -v", as rows of name, result, seconds and why; also as JSON beside them. Why is
# the first thing a test says went wrong, or its reason to skip.
table() {
  awk -v json="$work/results.json" '
    function flush_row() {
      if (test == "") return
      printf "%-70s %-5s %8s  %s\n", test, result, seconds, why
      gsub(/[\\"]/, "\\\\&", why); gsub(/[\001-\037]/, " ", why)
      printf "%s\n  {\"test\": \"%s\", \"result\": \"%s\", \"seconds\": %s, \"why\": \"%s\"}", rows++ ? "," : "[", test, result, seconds, why > json
      count[result]++
      test = ""
    }
    /^=== (RUN|CONT|NAME|PAUSE) / { current = $3; next }
    /^ *--- (PASS|FAIL|SKIP): / {
      flush_row()
      if ($0 ~ /^ /) { next } # part of another test
      test = $3; result = $2; sub(":", "", result); seconds = $4; gsub(/[(s)]/, "", seconds)
      why = result == "PASS" ? "" : reason[test]
      next
    }
    /^panic: / { panic = $0; print; next }
    { if (current != "" && reason[current] == "" && $0 ~ /(Error|error|expected|Skip|skip|_test\.go:)/) {
        line = $0; gsub(/^[ \t]+/, "", line); reason[current] = substr(line, 1, 300) } 
      if (test != "" && result != "PASS" && why == "") { line = $0; gsub(/^[ \t]+/, "", line); why = substr(line, 1, 300) } }
    END {
      flush_row()
      printf "%s]\n", rows ? "\n" : "[" > json
      printf "\n%d passed, %d failed, %d skipped\n", count["PASS"], count["FAIL"], count["SKIP"]
      if (panic != "") print panic
      exit count["FAIL"] > 0 || count["PASS"] == 0 || panic != ""
    }' "$@"
}
