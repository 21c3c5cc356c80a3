"""What keeps a site safe and whole: twenty requirements, each in files named after its number.

A file `test_05_pages.py` is about requirement 5, and so is each test in it (`test_05_…`): what must hold, and that the
check tells when it does not. `docs/security.md` lists all twenty.
"""
