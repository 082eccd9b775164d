# Runs a command where the folder $1 is /autograder, and everything else is as it is. In a mount namespace of its own.
set -eu
folder=$1
root=$2
shift 2
mount -t tmpfs none "$root"
for entry in /*; do
    if [ -L "$entry" ]; then
        cp -a "$entry" "$root$entry"
    elif [ -d "$entry" ]; then
        mkdir "$root$entry"
        mount --rbind "$entry" "$root$entry"
    fi
done
mkdir -p "$root/autograder" "$root/.before"
mount --bind "$folder" "$root/autograder"
cd "$root"
pivot_root . .before
umount -l /.before
cd /autograder
exec "$@"
