"""A PySpark session without a server: it builds plans, and keeps those that it would have sent."""

from google.protobuf.json_format import MessageToDict
from pyspark.sql.connect.client import SparkConnectClient
from pyspark.sql.connect.conf import RuntimeConf
from pyspark.sql.connect.dataframe import DataFrame
from pyspark.sql.connect.session import SparkSession
from pyspark.sql.types import IntegerType, StructField, StructType

# What a server would answer when PySpark asks for settings before it builds a plan.
SETTINGS = {
    "spark.sql.timestampType": "TIMESTAMP_LTZ",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.session.localRelationCacheThreshold": str(64 * 1024 * 1024),
    "spark.sql.session.localRelationChunkSizeRows": "10000",
    "spark.sql.session.localRelationChunkSizeBytes": str(16 * 1024 * 1024),
    "spark.sql.session.localRelationBatchOfChunksSizeBytes": str(1024 * 1024 * 1024),
    "spark.sql.pyspark.inferNestedDictAsStruct.enabled": "false",
    "spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled": "false",
    "spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled": "false",
    "spark.sql.execution.pandas.convertToArrowArraySafely": "false",
    "spark.sql.execution.pandas.inferPandasDictAsMap": "false",
    "spark.sql.execution.arrow.useLargeVarTypes": "false",
}


class Sent(Exception):
    """Instead of sending a plan."""

    def __init__(self, plan):
        super().__init__("sent")
        self.plan = plan


class Interceptor(SparkSession.Hook):
    def on_execute_plan(self, request):
        raise Sent(request.plan)


def _setting(key, default=None):
    return SETTINGS.get(key, default)


def offline_session():
    client = SparkConnectClient
    client.get_configs = lambda self, *keys: tuple(_setting(key) for key in keys)
    client.get_config_dict = lambda self, *keys: {key: _setting(key) for key in keys}
    client.get_config_with_defaults = lambda self, *pairs: tuple(_setting(*pair) for pair in pairs)
    # PySpark looks which columns are numbers before it sums some of them.
    client.schema = lambda self, plan: StructType([StructField(name, IntegerType()) for name in "abcdxy"])
    client.release_session = lambda self: None
    RuntimeConf.get = lambda self, key, default=None: _setting(key, default or "false")
    session = SparkSession("sc://127.0.0.1:1", hook_factories=[lambda _: Interceptor()])
    # Lets df["a"] be built without a look at the schema.
    session.is_mock_session = lambda: True
    SparkSession._set_default_and_active_session(session)
    return session


def plan_of(program, session):
    """The plan of the frame that a program returns, or else the one that it sends."""
    try:
        result = program()
    except Sent as sent:
        return MessageToDict(sent.plan)
    if not isinstance(result, DataFrame):
        raise TypeError(f"a program returned {result!r} and sent nothing")
    return MessageToDict(result._plan.to_proto(session.client))
