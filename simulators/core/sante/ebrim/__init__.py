"""ebRIM as IHE XDS.b carries it: submissions, queries, answers, both directions (dmp_xds.md §4.7 to §5)."""
