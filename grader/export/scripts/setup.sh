#!/usr/bin/env bash
# Installs the grader. Gradescope runs this once, when it builds the image.
set -euo pipefail
cd /autograder/source
. ./settings

python=
for version in $pythons; do
    if command -v "python$version" >/dev/null; then
        python=python$version
        break
    fi
done
if [ -z "$python" ]; then
    apt-get update || true
    for version in $pythons; do
        if apt-get install -y --no-install-recommends "python$version" "python$version-venv"; then
            python=python$version
            break
        fi
    done
fi
if [ -z "$python" ]; then
    echo "this image has none of Python $pythons: choose an image that has one, or bundle wheels for the one it has" >&2
    exit 1
fi

rm -rf venv
if [ -d wheels ]; then
    "$python" -m venv --without-pip venv
    pip=(wheels/pip-*.whl)  # it runs as it is, without being installed
    install=(venv/bin/python "${pip[0]}/pip" install --no-index --find-links wheels)
else
    if ! "$python" -m venv venv; then  # Ubuntu has the half of venv that brings pip in a package of its own
        apt-get update
        apt-get install -y --no-install-recommends "$python-venv"
        "$python" -m venv --clear venv
    fi
    install=(venv/bin/python -m pip install)
fi
"${install[@]}" --disable-pip-version-check --require-hashes -r requirements.lock
"${install[@]}" --disable-pip-version-check --no-deps convolution_grader-*.whl

# The expected values are worked out here, not for each submission; and what cannot grade must not be set up.
export XDG_CACHE_HOME=/autograder/source/cache
venv/bin/grader doctor
if [ "$solved" = yes ]; then
    code=0
    [ "${#tasks[@]}" -gt 0 ] || tasks=(--task all)  # the optional ones, too
    venv/bin/grader grade assignment "${tasks[@]}" --isolation "$isolation" --assignment assignment || code=$?
    if [ "$code" = 1 ]; then
        echo "the model submission does not pass this assignment: is that meant?" >&2
    elif [ "$code" != 0 ]; then
        exit "$code"
    fi
fi
