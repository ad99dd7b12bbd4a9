"""The sections that every page has, whatever was measured: a file each, found by discovery."""
