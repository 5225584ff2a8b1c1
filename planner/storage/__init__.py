"""Files to values and back. It reads and writes; it never decides."""
