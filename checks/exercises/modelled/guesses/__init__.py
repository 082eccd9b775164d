"""What may be meant in a text that is wrong, where the grader knows no more of the exercise than the model solution.

One expression at a time is changed as students' mistakes are, or is lent by the model solution. Nothing is run here.
"""
