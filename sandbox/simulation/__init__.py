"""The making of a world from a scenario; `build_world` is the only entry."""

from sandbox.simulation.build import build_world

__all__ = ["build_world"]
