"""The reference DUI: a real client of the services that plays scenarios rightly, or wrongly on purpose."""
