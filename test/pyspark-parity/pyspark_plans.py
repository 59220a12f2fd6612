"""Prints the plans that PySpark builds, one JSON object a line: {"name", "plan"}, for calls also {"function", "arguments"}."""

import importlib
import json
import pathlib
import sys
import warnings

from function_calls import call, calls
from offline_session import offline_session, plan_of


class Programs:
    """What the files in programs/ are given. A name stands for the same program in Python and in TypeScript."""

    def __init__(self, session):
        self.spark = session
        self.sales = session.table("sales")
        self.stores = session.table("stores")

    def program(self, name, build):
        try:
            _print(name=name, plan=plan_of(build, self.spark))
        except Exception as error:  # What PySpark refuses cannot be compared, and is reported as a difference.
            _print(name=name, plan=f"{type(error).__name__}: {error}")

    def column(self, name, build):
        self.program(name, lambda: self.sales.select(build()))


def _print(**line):
    print(json.dumps(line))


def main():
    warnings.simplefilter("ignore")
    session = offline_session()
    table = session.table("sales")
    for name, arguments in calls():
        plan = plan_of(lambda: table.select(call(name, arguments)), session)
        _print(name=f"{name}{json.dumps(arguments)}", function=name, arguments=arguments, plan=plan)
    folder = pathlib.Path(__file__).parent / "programs"
    sys.path.insert(0, str(folder))
    for file in sorted(folder.glob("*.py")):
        importlib.import_module(file.stem).programs(Programs(session))


main()
