"""An exercise of which the grader knows no more than its description: what the model solution returns is right."""
