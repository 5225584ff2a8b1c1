"""The face: shows values, computes nothing."""
