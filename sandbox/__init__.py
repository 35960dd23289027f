"""An organisation that does not exist, served over the real tools' protocols."""
