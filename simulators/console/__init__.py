"""The console: read-only pages, French first, over the journal and the services' own words."""

from simulators.console.app import create
from simulators.console.settings import ConsoleSettings, console_url

__all__ = ["ConsoleSettings", "console_url", "create"]
