"""What leaves the planner: calendars, sheets and pages. Pure: values in, text out; no clock, no files."""
