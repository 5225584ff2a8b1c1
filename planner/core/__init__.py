"""The words of running as values, and the rules over them. Pure: no files, no clock, no environment."""
