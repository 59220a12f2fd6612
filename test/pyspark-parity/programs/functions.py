from pyspark.sql import functions as F

# What a signature does not tell.


def programs(p):
    six = ["y", "m", "d", "h", "n", "s"]
    for name in ["make_timestamp", "try_make_timestamp", "make_timestamp_ntz", "try_make_timestamp_ntz"]:
        make = getattr(F, name)
        p.column(f"{name} of fields", lambda make=make: make(*six))
        p.column(f"{name} of date and time", lambda make=make: make(date="d", time=F.col("t")))
    for name in ["make_timestamp", "try_make_timestamp"]:
        make = getattr(F, name)
        p.column(f"{name} in a zone", lambda make=make: make(*six, F.lit("UTC")))
        p.column(f"{name} of date and time in a zone", lambda make=make: make(date="d", time="t", timezone="z"))
    p.column("log", lambda: F.log("a"))
    p.column("log to a base", lambda: F.log(2.5, F.col("a")))
    p.column("sha2", lambda: F.sha2("a", 256))
    p.column("window of time", lambda: F.window("a", "10 minutes"))
    p.column("sliding window of time", lambda: F.window(F.col("a"), "10 minutes", "5 minutes"))
    p.column("shifted window of time", lambda: F.window("a", "10 minutes", "5 minutes", "1 minute"))
    p.column("shifted window of time without slide", lambda: F.window("a", "10 minutes", startTime="1 minute"))
    p.column("session window", lambda: F.session_window("a", "5 minutes"))
    p.column("session window of a column", lambda: F.session_window("a", F.col("gap")))
    p.program("broadcast", lambda: F.broadcast(p.sales))
    p.column("options", lambda: F.to_json("a", {"ignoreNullFields": "false", "pretty": "true"}))
