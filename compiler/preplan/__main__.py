"""Run preplan as `python -m preplan`."""

from preplan.cli import main

if __name__ == "__main__":
    main()
