"""Prints the public names of PySpark's classes as JSON, by class."""

import json

from pyspark import StorageLevel
from pyspark.sql import Catalog, Column, DataFrame, Observation, Row, SparkSession, Window, WindowSpec
from pyspark.sql import types
from pyspark.sql.conf import RuntimeConfig
from pyspark.sql.dataframe import DataFrameNaFunctions, DataFrameStatFunctions
from pyspark.sql.group import GroupedData
from pyspark.sql.merge import MergeIntoWriter
from pyspark.sql.readwriter import DataFrameReader, DataFrameWriter, DataFrameWriterV2
from pyspark.sql.tvf import TableValuedFunction

CLASSES = [
    SparkSession,
    DataFrame,
    Column,
    GroupedData,
    Window,
    WindowSpec,
    DataFrameNaFunctions,
    DataFrameStatFunctions,
    DataFrameReader,
    DataFrameWriter,
    DataFrameWriterV2,
    MergeIntoWriter,
    Catalog,
    RuntimeConfig,
    TableValuedFunction,
    Row,
    Observation,
    StorageLevel,
]


def public(owner):
    inherited = dir(tuple) if owner is Row else []
    return sorted(name for name in dir(owner) if not name.startswith("_") and name not in inherited)


names = {owner.__name__: public(owner) for owner in CLASSES}
names["types"] = sorted(types.__all__)
print(json.dumps(names))
