#!/usr/bin/python3
"""sum_results.py DIR: add up what the test programs and the named checks left in DIR.

DIR/checks has a line `passed|failed<TAB>name` per check. A test program NAME leaves NAME.exit (its exit status), NAME.log and,
if it lived to the end, NAME.json. The last line printed is `N passed, N failed`, with `, N skipped` when there are any.
"""
import json
import pathlib
import re
import sys

TIMED_OUT = (124, 137)  # how `timeout` ends


def last_running_test(log):
    running = re.findall(r"^\[ RUN      \] (\S+)", log.read_text(errors="replace"), re.MULTILINE)
    return f" in {running[-1]}" if running else ""


def read_program(directory, name, outcome):
    """Sort every test of one program into outcome; a program that did not end well is a failed test of its own name."""
    status = int((directory / f"{name}.exit").read_text())
    report = directory / f"{name}.json"
    if not report.exists():
        how = "took too long" if status in TIMED_OUT else f"died with status {status}"
        outcome["failed"].append(f"{name}: {how}{last_running_test(directory / f'{name}.log')}")
        return
    failed_before = len(outcome["failed"])
    for suite in json.loads(report.read_text())["testsuites"]:
        for test in suite["testsuite"]:
            full_name = f"{name}: {suite['name']}.{test['name']}"
            if test.get("failures"):
                outcome["failed"].append(full_name)
            elif test.get("result") == "COMPLETED":
                outcome["passed"].append(full_name)
            else:  # skipped by itself, or disabled
                outcome["skipped"].append(full_name)
    if status != 0 and len(outcome["failed"]) == failed_before:
        outcome["failed"].append(f"{name}: every test passed, then the program ended with status {status}")


def main():
    directory = pathlib.Path(sys.argv[1])
    outcome = {"passed": [], "failed": [], "skipped": []}
    checks = directory / "checks"
    if checks.exists():
        for line in checks.read_text().splitlines():
            result, name = line.split("\t", 1)
            outcome[result].append(name)
    for exit_file in sorted(directory.glob("*.exit")):
        read_program(directory, exit_file.stem, outcome)

    for kind in ("skipped", "failed"):
        for name in outcome[kind]:
            print(f"{kind}: {name}")
    counts = {kind: len(names) for kind, names in outcome.items()}
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{skipped}")
    return 0 if counts["failed"] == 0 and counts["passed"] > 0 else 1


sys.exit(main())
