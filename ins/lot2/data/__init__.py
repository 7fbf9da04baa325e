"""Names, WSDL and schemas of lot 2, of our own writing."""
