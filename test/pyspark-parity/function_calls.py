"""Calls of every function in pyspark.sql.functions, made from their signatures: each form with its optional arguments."""

import inspect

import pyspark.sql.connect.functions.builtin as builtin
from pyspark.sql import functions
from pyspark.sql.connect.column import Column

# Not functions of columns, or functions that run Python.
OTHERS = {
    "broadcast", "call_udf", "call_function", "pandas_udf", "udf", "udtf", "arrow_udf", "arrow_udtf", "unwrap_udt",
    "col", "column", "lit", "expr", "window", "session_window", "bucket",
}  # fmt: skip
# Which of their arguments go together is not in the signature: see programs/functions.py.
IRREGULAR = {
    "make_timestamp", "make_timestamp_ntz", "try_make_timestamp", "try_make_timestamp_ntz", "when", "log", "sha2",
}  # fmt: skip
# Without a seed each client picks one.
SEEDED = {"count_min_sketch", "rand", "randn", "randstr", "shuffle", "uniform", "uuid"}

COLUMNS = ["a", "b", "c", "d", "e", "f", "g", "h"]


def calls():
    """Yields (function, JSON of the arguments, the arguments for Python)."""
    for name in functions.__all__:
        function = getattr(builtin, name, None)
        if function is None or name in OTHERS | IRREGULAR or not inspect.isfunction(function):
            continue
        for arguments in list(forms(function))[-1 if name in SEEDED else 0 :]:
            yield name, arguments


def forms(function):
    required, optional = [], []
    parameters = inspect.signature(function).parameters.values()
    for index, parameter in enumerate(parameters):
        if parameter.kind is parameter.VAR_POSITIONAL:
            required.extend([example(parameter, index), example(parameter, index + 1)])
        elif parameter.default is parameter.empty:
            required.append(example(parameter, index))
        else:
            optional.append(example(parameter, index))
    yield required
    as_columns = [{"column": value} if value in COLUMNS else value for value in required]
    if as_columns != required:
        yield as_columns
    for count in range(1, len(optional) + 1):
        yield [*required, *optional[:count]]


def example(parameter, index):
    """A value of the parameter's type, as JSON. A column's name is also text; what else JSON lacks is an object."""
    annotation = str(parameter.annotation)
    if "Callable" in annotation:
        return {"lambda": max(1, annotation.split("]")[0].count("pyspark.sql.column.Column"))}
    if "ColumnOrName" in annotation:
        return COLUMNS[index]
    if "Mapping" in annotation:
        return {"options": {"mode": "FAILFAST"}}
    if "StructType" in annotation:
        return "a INT, b STRING"
    for kind, value in ((bool, True), (int, 3), (float, 0.25), (str, "x")):
        if annotation == str(kind) or annotation.startswith((f"typing.Union[{kind.__name__}", f"typing.Optional[{kind.__name__}")):
            return value
    if "bool" in annotation:
        return True
    if "int" in annotation:
        return 3
    if "float" in annotation:
        return 0.25
    if "str" in annotation:
        return "x"
    if "pyspark.sql.column.Column" in annotation or "'Column'" in annotation:
        return {"column": COLUMNS[index]}
    return 7


def to_python(value):
    if not isinstance(value, dict):
        return value
    if "column" in value:
        return builtin.col(value["column"])
    if "options" in value:
        return value["options"]
    return {
        1: lambda x: x > 1,
        2: lambda x, y: x + y,
        3: lambda x, y, z: x + y + z,
    }[value["lambda"]]


def call(name, arguments) -> Column:
    return getattr(builtin, name)(*[to_python(value) for value in arguments])
