"""Pure decisions of Pro Santé Connect."""
