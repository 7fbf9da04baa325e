"""The calls of the control API, described without sending them: both faces of the client share them."""
