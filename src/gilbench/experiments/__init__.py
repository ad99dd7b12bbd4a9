"""Questions with their way of measuring, one folder each. `docs/extending.md` says what may be in one."""
