"""Runs sales-pipeline on a schedule. See ../README.md for the connections it needs and for what each exit code becomes."""

import json
import os
from datetime import datetime, timedelta, timezone

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.providers.standard.operators.bash import BashOperator

try:
    from airflow.sdk import Asset, Param
except ImportError:  # Airflow 2
    from airflow.datasets import Dataset as Asset
    from airflow.models.param import Param

# What other DAGs are scheduled on, see sales_marts_report.py. The names are yours to choose: nothing is read through them.
MARTS = [
    Asset("mysql://mysql.example.com:3306/sales/customers_data_mart"),
    Asset("mysql://mysql.example.com:3306/sales/sales_team_data_mart"),
]

# Wrong usage or configuration; done, but --fail-on-invalid found invalid files: the next attempt would end the same.
FINAL_EXIT_CODES = {2, 3}


class SalesPipelineOperator(BashOperator):
    """A BashOperator that fails without further retries on FINAL_EXIT_CODES, and says in the marts' events what the run did.

    A shell can only say "failed", which Airflow retries, or "skipped"; only Python can say "failed for good".
    """

    def execute(self, context):
        try:
            summary = super().execute(context)
        except AirflowException as failure:
            if self.subprocess_hook.sub_process.returncode in FINAL_EXIT_CODES:
                raise AirflowFailException(str(failure)) from failure
            raise
        for mart in self.outlets:
            name = mart.uri.rsplit("/", 1)[-1]
            context["outlet_events"][mart].extra = {
                "run_id": summary["runId"],
                "months": summary["months"],
                "changed": summary["marts"].get(name, {}).get("changed", 0),
            }
        return summary


# BashOperator reads stdout and stderr as one stream and takes its last line as the XCom. The summary is held back until
# the logs, which go to stderr, are complete.
RUN = """
summary=$(sales-pipeline run{{ " --fail-on-invalid" if params.fail_on_invalid else "" }})
code=$?
echo "$summary"
exit $code
"""

# Rendered when the task runs. A token may hold characters that mean something in a connection string: urlencode writes
# them as %XX. It turns TLS on, except towards this machine. Airflow masks the passwords of connections in its logs and its
# web pages, and the environment, unlike a command line, is not visible to other users of the worker.
ENVIRONMENT = {
    "SPARK_REMOTE": (
        "sc://{{ conn.sales_spark.host }}:{{ conn.sales_spark.port or 15002 }}"
        "{% if conn.sales_spark.password %}/;token={{ conn.sales_spark.password | urlencode }}{% endif %}"
    ),
    "S3_BUCKET": "{{ conn.sales_s3.extra_dejson.bucket }}",
    "AWS_REGION": "{{ conn.sales_s3.extra_dejson.region_name }}",
    # Empty without keys in the connection: the AWS SDK then goes on to the worker's own role.
    "AWS_ACCESS_KEY_ID": "{{ conn.sales_s3.login or '' }}",
    "AWS_SECRET_ACCESS_KEY": "{{ conn.sales_s3.password or '' }}",
    "AWS_ENDPOINT_URL_S3": "{{ conn.sales_s3.extra_dejson.get('endpoint_url', '') }}",
    "MYSQL_HOST": "{{ conn.sales_mysql.host }}",
    "MYSQL_PORT": "{{ conn.sales_mysql.port or 3306 }}",
    "MYSQL_DATABASE": "{{ conn.sales_mysql.schema }}",
    "MYSQL_USER": "{{ conn.sales_mysql.login }}",
    "MYSQL_PASSWORD": "{{ conn.sales_mysql.password }}",
}

with DAG(
    dag_id="sales_pipeline",
    description="New sales files to customer and sales-team marts",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    schedule=os.environ.get("SALES_PIPELINE_SCHEDULE", "15 * * * *"),
    # A run takes whatever has landed and is not in the ledger yet, whatever its date: one run makes up for all missed ones.
    catchup=False,
    # A second run would only find the lease taken and exit 75.
    max_active_runs=1,
    params={"fail_on_invalid": Param(False, type="boolean", description="fail where a file or row was refused")},
    tags=["sales"],
) as dag:
    SalesPipelineOperator(
        task_id="run",
        bash_command=RUN,
        env=ENVIRONMENT,
        append_env=True,
        skip_on_exit_code=99,
        do_xcom_push=True,
        output_processor=json.loads,
        outlets=MARTS,
        # For exit 1 (a server was away) and 75 (a run started by hand holds the lease).
        retries=4,
        retry_delay=timedelta(seconds=int(os.environ.get("SALES_PIPELINE_RETRY_SECONDS", "120"))),
        retry_exponential_backoff=True,
        max_retry_delay=timedelta(minutes=20),
        # Then the run gets SIGTERM, stops within seconds, and the retry's recovery finishes or undoes what it left.
        execution_timeout=timedelta(hours=2),
    )
