"""Reading and writing: what people type, text files, workbooks, paths; every problem is a finding."""
