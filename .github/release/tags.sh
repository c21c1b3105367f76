#!/usr/bin/env bash
# tags.sh VERSION [-SUFFIX] prints the outputs version and tags, the names of an image: the release,
# and if it is no pre-release, its minor version and the newest of all ("latest", or the suffix).
set -euo pipefail

version=${1#v} suffix=${2:-} image=ghcr.io/citelint/citelint
newest=${suffix#-}
tags=$image:$version$suffix
case $version in
*-*) ;;
*) tags+=,$image:${version%.*}$suffix,$image:${newest:-latest} ;;
esac
printf 'version=%s\ntags=%s\n' "$version" "$tags"
