"""Questions with their way of measuring, one file each."""
