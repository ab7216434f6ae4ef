#!/usr/bin/env python3
"""Tests of bench/compare on reports that are made up: python3 bench/test_compare.py"""

import contextlib
import importlib.machinery
import importlib.util
import io
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
_file = str(Path(__file__).with_name("compare"))
_loader = importlib.machinery.SourceFileLoader("compare", _file)
compare = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare", _loader))
_loader.exec_module(compare)


def report(program, threads, w1, products=None, network="784-30-10 sigmoid"):
    workload = {"name": "W1", "network": network, "batch": 10, "optimizer": "sgd", "step_us": {"median": w1}}
    if products:
        workload["products_us"] = {"median": products}
    return {
        "program": program,
        "version": "1",
        "runtime": "R 2",
        "blas": "B 3",
        "threads": threads,
        "machine": {"cpu": "C", "cores": 2, "os": "Linux x86_64"},
        "workloads": [workload],
    }


class CompareTest(unittest.TestCase):
    def tables_of(self, *reports):
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for i, content in enumerate(reports):
                files.append(os.path.join(folder, f"{i}.json"))
                Path(files[-1]).write_text(json.dumps(content))
            return compare.tables(compare.recorded(files))

    def test_ratios_are_taken_round_by_round(self):
        text = self.tables_of(
            report("chainrule", 2, 10, 4),
            report("pytorch", 2, 100),
            report("chainrule", 2, 20, 10),
            report("pytorch", 2, 400),
            report("chainrule", 2, 10, 8),
            report("pytorch", 2, 160),
        )
        self.assertIn("| 10 µs | 160 µs, 2 threads | 16.0 (10.0 to 20.0) | 15 ✓ |", text)
        self.assertIn("| W1 | 10 µs | 8 µs | 2.00 (1.25 to 2.50) | 2.0 ✓ |", text)
        self.assertIn("Medians of 3 rounds", text)

    def test_the_better_number_of_threads_counts(self):
        text = self.tables_of(report("chainrule", 2, 10), report("pytorch", 1, 90), report("pytorch", 2, 200))
        self.assertIn("| 10 µs | 90 µs, 1 thread | 9.00 | 15 ✗ |", text)
        self.assertIn("1 or 2 threads, the better for each line", text)

    def test_a_program_may_be_missing(self):
        text = self.tables_of(report("pytorch", 1, 90), report("dl4j", 1, 2e6))
        self.assertIn("| 90 µs, 1 thread | – | 15 | 2 s, 1 thread | – |", text)

    def test_what_json_has_written_is_read_again(self):
        reports = compare.recorded([])
        self.assertEqual(reports, [])
        written = [{"round": 2, **report("chainrule", 1, 5)}, {"round": 2, **report("pytorch", 1, 50)}]
        self.assertIn("| 5 µs | 50 µs, 1 thread | 10.0 | 15 ✗ |", self.tables_of(written))

    def test_a_name_means_one_workload(self):
        with self.assertRaisesRegex(compare.Trouble, "784-31-10"):
            self.tables_of(report("chainrule", 2, 10), report("pytorch", 1, 90, network="784-31-10 sigmoid"))

    def test_a_file_that_is_no_report_is_named(self):
        with self.assertRaisesRegex(compare.Trouble, "0.json: expected a report"):
            self.tables_of({"program": "fortran"})
        with self.assertRaisesRegex(compare.Trouble, "none.json cannot be read"):
            compare.recorded(["none.json"])

    def test_a_missing_pytorch_is_said_and_left_out(self):
        words = io.StringIO()
        with contextlib.redirect_stderr(words):
            self.assertIsNone(compare.pytorch("no-such-python"))
        self.assertIn("no-such-python cannot import torch", words.getvalue())

    def test_a_failing_program_says_its_last_words(self):
        program = [sys.executable, "-c", "import sys; sys.exit('out of paper')"]
        with self.assertRaisesRegex(compare.Trouble, "(?s)printer failed with status 1.*out of paper"):
            compare.report_of("printer", program)

    def test_a_program_that_prints_something_else_is_named(self):
        with self.assertRaisesRegex(compare.Trouble, "printer: expected one JSON object.*hello"):
            compare.report_of("printer", [sys.executable, "-c", "print('hello')"])


if __name__ == "__main__":
    unittest.main()
