"""The documentation, in two trees of the same file names: `make docs` builds docs/fr and docs/en.

One configuration for both; `-D language=fr` or `en` says which tree is being built. The catalogues are
written from the product's own tables when a build starts: they cannot be out of date, and are not kept.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from simulators import __version__
from simulators.docs.generate import write_catalogues

project = "Socle"
version = release = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns: list[str] = []

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
# What is typed stands as typed: `--flag` is not a dash.
smartquotes = False

html_theme = "furo"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["socle.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "langue.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

TITLES = {"fr": "Socle, le mode d'emploi", "en": "Socle, the manual"}


def _prepare(app: Sphinx, config: Config) -> None:
    """The title in its language, then the catalogues as pages of the tree."""
    config["html_title"] = TITLES[str(config.language)]
    write_catalogues(Path(app.srcdir) / "catalogues", str(config.language))


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("config-inited", _prepare)
