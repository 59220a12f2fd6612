"""A DAG of somebody who uses the marts: it runs whenever sales_pipeline has brought both up to date, without a schedule of its own."""

from datetime import datetime, timezone

from airflow import DAG
from airflow.providers.standard.operators.python import PythonOperator

try:
    from airflow.sdk import Asset
except ImportError:  # Airflow 2
    from airflow.datasets import Dataset as Asset

# As sales_pipeline.py names them.
MARTS = [
    Asset("mysql://mysql.example.com:3306/sales/customers_data_mart"),
    Asset("mysql://mysql.example.com:3306/sales/sales_team_data_mart"),
]


def report(**context):
    """Which months changed, and how many rows of each mart: several runs of the pipeline may have led to this one."""
    # Airflow 2 calls assets datasets.
    name = "triggering_asset_events" if "triggering_asset_events" in context else "triggering_dataset_events"
    changed = {}
    for mart, events in context[name].items():
        extras = [event.extra for event in events]
        changed[getattr(mart, "uri", mart)] = {
            "months": sorted({month for extra in extras for month in extra["months"]}),
            "rows": sum(extra["changed"] for extra in extras),
        }
    print(changed)
    return changed


with DAG(
    dag_id="sales_marts_report",
    description="What the last runs of sales_pipeline changed",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    schedule=MARTS,
    catchup=False,
    tags=["sales"],
) as dag:
    PythonOperator(task_id="report", python_callable=report)
