import datetime
import decimal
import math

from pyspark.sql import functions as F


def programs(p):
    for name, value in {
        "null": None,
        "true": True,
        "zero": 0,
        "largest INT": 2147483647,
        "least INT": -2147483648,
        "BIGINT": 2147483648,
        "negative BIGINT": -2147483649,
        "fraction": 0.1,
        "NaN": math.nan,
        "infinity": -math.inf,
        "text": "it's",
        "empty text": "",
        "binary": b"\x00\xff",
        "date": datetime.date(2024, 2, 29),
        "date before 1970": datetime.date(1582, 10, 15),
        "timestamp": datetime.datetime(2024, 2, 29, 12, 30, 1, 234567, datetime.timezone.utc),
        "time": datetime.time(23, 59, 59, 999999),
        "day-time interval": datetime.timedelta(days=-1, microseconds=5),
        "list": [1, 2],
        "empty list": [],
        "list of lists": [[1], [2, 3]],
        "list with null": ["x", None],
    }.items():
        p.column(f"literal {name}", lambda value=value: F.lit(value))
    for text in ["0", "1.50", "-0.05", "12345678901234567890.12", "1E+3"]:
        p.column(f"decimal {text}", lambda text=text: F.lit(decimal.Decimal(text)))
