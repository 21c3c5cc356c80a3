"""What a stranger could write, or put in a folder, to do harm; and what comes of it.

`payloads` is what is tried, by sort. `fields` puts it in every field that the model knows, so that a field of tomorrow
is tried too; `odd` lays down by code what Git cannot hold, and `files/` is written by hand. `cases` gives them all, and
lays many in one folder; `harmless` looks at a finished site; `tried` counts what came of it.
"""
