"""A tiny copy of our own writing, laid out as the official repository is, and a document for it."""

from pathlib import Path

ISO = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
NS = '<ns prefix="cda" uri="urn:hl7-org:v3"/>'
STRUCTURATION = "schematrons/profils/structurationMinimale/ASIP-STRUCT-MIN-StrucMin.sch"
IHE = "schematrons/profils/IHE.sch"
MODELES_CDA = "schematrons/profils/CI-SIS_ModelesDeContenusCDA.sch"
MODELES_ANS = "schematrons/profils/CI-SIS_Modeles_ANS.sch"
# The DLU, whose documents bear templateId 1.2.250.1.213.1.1.1.22.
MODELE = "schematrons/CI-SIS_DLU-EHPAD-DLU_2022.01.sch"
XSD = "infrastructure/cda/CDA_extended.xsd"

# A document has a title of at most ten characters, and anything else.
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3"
 targetNamespace="urn:hl7-org:v3" elementFormDefault="qualified">
<xs:include schemaLocation="schema/titre.xsd"/>
<xs:element name="ClinicalDocument"><xs:complexType><xs:sequence>
<xs:any namespace="##any" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""
TITRE = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:hl7-org:v3"
 targetNamespace="urn:hl7-org:v3"><xs:element name="title"><xs:simpleType><xs:restriction base="xs:string">
<xs:maxLength value="10"/></xs:restriction></xs:simpleType></xs:element></xs:schema>"""


def schema(*inside: str, attributes: str = "") -> str:
    """A schematron of XPath 1."""
    return f'<schema {ISO} queryBinding="xslt" {attributes}>{NS}{"".join(inside)}</schema>'


def motif(*asserts: str, context: str = "cda:ClinicalDocument") -> str:
    """A pattern of one rule."""
    return f'<pattern><rule context="{context}">{"".join(asserts)}</rule></pattern>'


def copie(root: Path, **files: str) -> Path:
    """A copy at `root`; files are named by the constants of this module, in lower case, or by `_` paths."""
    names = {
        "structuration": STRUCTURATION,
        "ihe": IHE,
        "modeles_cda": MODELES_CDA,
        "modeles_ans": MODELES_ANS,
        "modele": MODELE,
        "xsd": XSD,
    }
    for name, content in files.items():
        write(root, names[name], content)
    if "xsd" in files:
        write(root, "infrastructure/cda/schema/titre.xsd", TITRE)
    return root


def write(root: Path, name: str, content: str) -> None:
    """One file of the copy."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def document(title: str = "Projet", *inside: str, head: str = "") -> bytes:
    """A document, which the official texts of a copy may find wanting."""
    template = '<templateId root="1.2.250.1.213.1.1.1.22" extension="2022.01"/>'
    return (
        f'<ClinicalDocument xmlns="urn:hl7-org:v3"{head}>\n{template}\n<title>{title}</title>\n'
        f"{''.join(inside)}</ClinicalDocument>"
    ).encode()
