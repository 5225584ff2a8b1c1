"""One module a command, each with `run(args, io) -> exit code`. The list of them stands in `planner.cli`."""
