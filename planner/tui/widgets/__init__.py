"""Drawing, and nothing but drawing."""
