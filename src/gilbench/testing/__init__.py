"""What the `gil` fixture of pytest measures, and how it says so. See docs/pytest.md.

It runs inside a user's test process, on whatever interpreter that is: standard library and pytest only, Python 3.9
syntax. Nothing here is imported before a test asks for the fixture.
"""
