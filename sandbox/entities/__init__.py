"""The records of a GitHub world, by subject; `sandbox.world` gathers them."""
