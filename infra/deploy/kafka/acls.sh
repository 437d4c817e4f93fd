#!/usr/bin/env bash
# Gives each role of Spanwire its rights in Kafka (acls.txt), with Kafka's own kafka-acls.sh. It can be repeated.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: infra/deploy/kafka/acls.sh BOOTSTRAP [COMMAND_CONFIG]

  BOOTSTRAP        host:port of a broker
  COMMAND_CONFIG   properties file with the login of an administrator

Environment: KAFKA_ACLS (kafka-acls.sh), and the principals EDGE (User:spanwire-edge),
NOTIFIER (User:spanwire-notifier), WORKER (User:spanwire-worker) and OPERATOR
(User:spanwire-operator). Roles in one process have one principal. DRY_RUN=1 only prints.
TEXT
}

principal() {
    case $1 in
        edge) printf '%s' "${EDGE:-User:spanwire-edge}" ;;
        notifier) printf '%s' "${NOTIFIER:-User:spanwire-notifier}" ;;
        worker) printf '%s' "${WORKER:-User:spanwire-worker}" ;;
        operator) printf '%s' "${OPERATOR:-User:spanwire-operator}" ;;
        *) printf 'acls.sh: unknown role %s\n' "$1" >&2 && return 1 ;;
    esac
}

main() {
    if [[ $# -lt 1 || $1 == -h || $1 == --help ]]; then
        usage
        exit 2
    fi
    local connection=(--bootstrap-server "$1")
    if [[ $# -gt 1 ]]; then
        connection+=(--command-config "$2")
    fi
    local role resource name operations allowed operation arguments
    while read -r role resource name operations; do
        [[ -n $role && $role != \#* ]] || continue
        allowed=$(principal "$role")
        arguments=(--add --allow-principal "$allowed" "--$resource" "$name")
        for operation in ${operations//,/ }; do
            arguments+=(--operation "$operation")
        done
        if [[ -n ${DRY_RUN-} ]]; then
            printf '%s\n' "${KAFKA_ACLS:-kafka-acls.sh} ${connection[*]} ${arguments[*]}"
        else
            "${KAFKA_ACLS:-kafka-acls.sh}" "${connection[@]}" "${arguments[@]}"
        fi
    done <"$(dirname "${BASH_SOURCE[0]}")/acls.txt"
}

main "$@"
