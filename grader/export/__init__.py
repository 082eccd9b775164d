"""Takes the grader to where students hand in: to Gradescope, and to their own repositories."""
