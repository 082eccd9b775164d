"""The first assignment: tasks, policy, a model submission, real digits and photographs. Imports nothing of ours."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ASSIGNMENT = FOLDER / "assignment.toml"
