"""What Dagster knows, one folder or module a step of the way of the data."""
