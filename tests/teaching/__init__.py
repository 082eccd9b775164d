"""Wrong programs as students write them, each labelled with what is wrong in it, and how many are told truly.

`writings/TASK/` has right programs of different style, `mistakes/TASK.toml` what is to be edited in them to make a
mistake, and the label: the names and the parts that are true of it. Labels are made from what a program does, never
from what the grader says. `python -m tests.teaching` grades all of them.

A mistake has `tells`, the causes any of which is a true one: ids of misconceptions, of parts of a solution such as
`size` or `size columns`, or `check:ID` where a check of the text, or the word that a name is misspelt
(`check:misspelt`), is what says it. Several parts, where it takes all of them to mend it: they are told together or not
at all. `partly` is what is true of a part of it only, `never` words that would be untrue in what is said.

Its edits are texts in turn, what stands there once and what is to stand there: under the name of a writing they are for
that one, as `edits` for `short` and, with the names of these, for whatever writing they fit. `[pairs]` makes several
mistakes in one program. `found/TASK/` has whole programs with these mistakes, as they were written.
"""
