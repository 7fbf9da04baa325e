"""Code tables of Pro Santé Connect, its discovery document, the style of its pages."""
