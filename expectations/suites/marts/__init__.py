"""What published tables should fulfil, one module an audience."""
