"""A morning run planner for the terminal. Importing this package costs nothing."""
