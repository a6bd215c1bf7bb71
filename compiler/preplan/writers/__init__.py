"""Write documents as files: each module here that declares `EACH` is one output.

An output has `write(documents, out, root=…)`, which writes below `out` and returns the paths written, sorted;
`EACH`, whether it takes the documents one at a time; `BUILT_WITH`, the packages its bytes depend on; `READS`, the
files of the project that it reads, where there are any; and `VIEWS`, where it takes the views of the plans.
"""
