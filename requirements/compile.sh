#!/bin/sh
# Writes the six hashed locks from pyproject.toml. Run it after a change of dependencies; uv is needed here only.
set -eu
cd "$(dirname "$0")/.."
flags="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet"
uv pip compile $flags --extra compiled pyproject.toml -o requirements/prod.lock "$@"
uv pip compile $flags -c requirements/prod.lock pyproject.toml --group dev -o requirements/dev.lock "$@"
uv pip compile $flags --group build -o requirements/build.lock "$@"
beside="--no-emit-package numpy --no-emit-package pyarrow --no-emit-package tzdata"
uv pip compile $flags -c requirements/dev.lock $beside --group spark -o requirements/spark.lock "$@"
uv pip compile $flags --no-deps --group postgres -o requirements/postgres.lock "$@"
uv pip compile $flags -c requirements/prod.lock pyproject.toml --group bench -o requirements/bench.lock "$@"
