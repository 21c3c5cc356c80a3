"""What a page tells of the things it shows: everything its template needs, worked out and in words.

A view sees the frame and what its row in the table of pages shows, and nothing else. A row names its view, which is
fetched when a page is made: most builds make few sorts of pages, and many none.
"""
