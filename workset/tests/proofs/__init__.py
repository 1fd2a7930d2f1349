"""The figures of reliability, measured on a real server: `make prove`. A module for each family of figures."""
