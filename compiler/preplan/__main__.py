"""Run preplan as `python -m preplan`."""

from __future__ import annotations

from preplan.cli import main

if __name__ == "__main__":
    main()
