"""Runs the command line: `archrepo` and `python -m archrepo`."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its code."""
    from archrepo.cli.root import cli
    from archrepo.cli.streams import fit_streams

    fit_streams()
    cli(prog_name="archrepo")


if __name__ == "__main__":
    main()
