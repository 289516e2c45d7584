# shellcheck shell=bash
# Sourced by ./livegate and .ci/run: defines `maven`, which runs the wrapper or, where the wrapper
# cannot fetch its Maven (no network, no wget or curl), an installed mvn of 3.8 or later.
# Expects `root` to be the checkout. Everything it says itself goes to stderr.

maven_installed() {
  command -v mvn >/dev/null 2>&1 || return 1
  local version
  version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  local major=${version%%.*} minor=${version#*.}
  [ -n "$version" ] || return 1
  [ "$major" -gt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -ge 8 ]; }
}

maven() {
  if [ -z "${maven_command:-}" ]; then
    # shellcheck disable=SC2154 # root is the caller's
    if "$root/mvnw" --version >/dev/null 2>&1; then
      maven_command=$root/mvnw
    elif maven_installed; then
      maven_command=mvn
      echo "livegate: ./mvnw could not fetch its Maven; using the installed $(command -v mvn)" >&2
    else
      echo "livegate: ./mvnw could not fetch Maven 3.9 from repo.maven.apache.org, and no mvn >= 3.8 is installed: connect once, or install Maven." >&2
      return 1
    fi
  fi
  "$maven_command" "$@"
}
