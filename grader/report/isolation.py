"""What keeps a student's code from the machine, in words, by the level."""

ISOLATION = {
    "full": "the code reaches no network, no process and no file of yours",
    "landlock": "the code reaches no network, no process and of your files names and dates only",
    "limits": "time and memory are limited, but your files are in the code's reach",
    "none": "no code was run",
}
