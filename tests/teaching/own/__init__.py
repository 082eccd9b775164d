"""Wrong programs for exercises of which the grader knows no more than their description and a model solution."""
