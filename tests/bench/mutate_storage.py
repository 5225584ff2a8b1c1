"""Plants one small fault after another in planner/storage and says which ones no test notices.

    python tests/bench/mutate_storage.py                      all, an hour and more
    python tests/bench/mutate_storage.py --sample 500         so many, by chance but always the same
    python tests/bench/mutate_storage.py --state FILE         goes on where the run with that file was ended

The faults: mutants.py; how a fault meets its tests, and the other options: meeting.py. The exit code says whether fewer
than 85 % were noticed.
"""

from __future__ import annotations

import sys
from typing import Final

from meeting import Part, run
from mutants import ROOT
from mutate import reasons

FILES: Final = tuple(sorted(str(f.relative_to(ROOT)) for f in (ROOT / "planner/storage").glob("*.py")))
COMMANDS: Final = (
    "doctor restore settle rules day_files crash advise shoes_command today why export format_line files_of_watches "
    "days_side_by_side"
).split()
TESTS: Final = (
    "tests/storage",
    *(f"tests/commands/test_{name}.py" for name in COMMANDS),
    "tests/faults/test_rows.py",
    "tests/tui/test_following.py",
)
ALWAYS: Final = (
    "tests/storage/test_every_key.py",
    "tests/storage/test_limits.py",
    "tests/storage/test_slips_by_the_hundred.py",
    "tests/commands/test_doctor_whole.py",
)
"""Met by every fault that lives on: they look at what modules hold once they are imported, and take little time."""
LEFT_OUT: Final = "huge in_time any_change gives_its_advice_again whatever memory_stays any_other_line".split()
"""In the names of tests of time, which tracing spoils, and of tests that take long."""
WHOLE: Final = {
    "back_checks": "commands/test_doctor commands/test_days_side_by_side",
    "checks": "storage/test_bad_files storage/test_settings",
    "checkup": "commands/test_doctor storage/test_checkup_fine_points storage/test_fine_points",
    "conflicts": "storage/test_conflicts commands/test_settle", "crash": "commands/test_crash",
    "document": "storage/test_bad_files", "drafts": "storage/test_small_parts",
    "files": "storage/test_files storage/test_kept faults/test_rows storage/test_steps_of_a_save",
    "fired": "storage/test_fine_points", "foreign": "storage/test_foreign", "heading": "commands/test_format_line",
    "index": "storage/test_index storage/test_index_answers storage/test_index_memory storage/test_index_fine_points",
    "kept": "storage/test_kept storage/test_reading_fine_points",
    "lines": "storage/test_lines storage/test_fine_points",
    "merging": "storage/test_merging storage/test_round_trip",
    "own_layout": "storage/test_own_layout storage/test_fine_points",
    "parsed": "storage/test_parsed storage/test_own_layout storage/test_index_fine_points",
    "places": "storage/test_small_parts", "plan_pairs": "storage/test_plan_pairs",
    "problems": "storage/test_fine_points",
    "reading": "storage/test_bad_files storage/test_round_trip storage/test_reading_fine_points",
    "removing": "storage/test_removing", "restoring": "commands/test_restore storage/test_more_fine_points",
    "routine_shapes": "storage/test_routines_storage storage/test_fine_points",
    "routines": "storage/test_routines_storage storage/test_more_fine_points", "rows": "storage/test_index_answers",
    "rulebook": "storage/test_rulebook storage/test_fine_points storage/test_more_fine_points",
    "said": "commands/test_today storage/test_kept_answer",
    "scenarios": "storage/test_scenario_files storage/test_fine_points storage/test_more_fine_points",
    "settings": "storage/test_settings storage/test_fine_points storage/test_more_fine_points",
    "shapes": "storage/test_round_trip storage/test_bad_files",
    "shipped": "storage/test_small_parts storage/test_more_fine_points",
    "shoes": "storage/test_shoes storage/test_more_fine_points",
    "slips": "storage/test_bad_files storage/test_slips_by_hand storage/test_fine_points",
    "sources": "storage/test_small_parts",
    "swap": "storage/test_files storage/test_kept storage/test_steps_of_a_save storage/test_fine_points",
    "wear": "storage/test_wear storage/test_index_fine_points",
    "writing": "storage/test_round_trip storage/test_merging",
    "year_cache": "storage/test_index storage/test_index_fine_points",
}  # fmt: skip  # a table
"""Test files that a fault in a module meets whole when the tests of its line have not noticed it."""

STORAGE: Final = Part(
    under="planner/storage",
    files=FILES,
    tests=TESTS,
    left_out=LEFT_OUT,
    always=ALWAYS,
    whole=WHOLE,
    goal=0.85,
    why=reasons(),
)

if __name__ == "__main__":
    sys.exit(run(STORAGE, __doc__))
