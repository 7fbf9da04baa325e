"""The SOAP face of the DMP: IHE XDS.b and the DMP's own transactions."""
