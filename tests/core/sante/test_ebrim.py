"""ebRIM: what clients submit and ask, what the DMP answers, typed from dmp_xds.md §4.7 to §5."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from simulators.core.sante.codes import Code
from simulators.core.sante.ebrim import requetes
from simulators.core.sante.ebrim.ecriture import depot_xml, fiche_xml, soumission_xml
from simulators.core.sante.ebrim.lecture import (
    EbrimRefuseError,
    RaisonEbrim,
    lire_soumission,
)
from simulators.core.sante.ebrim.modele import Association, Auteur, FicheDocument, LotSoumission, Soumission
from simulators.core.sante.ebrim.noms import RequeteStockee, StatutReponse, TypeAssociation
from simulators.core.sante.ebrim.reponses import (
    ErreurRegistre,
    ReponseRecherche,
    ReponseRegistre,
    lire_recherche,
    lire_reponse,
    recherche_xml,
    reponse_xml,
)
from simulators.core.sante.ebrim.requetes import Requete, lire_requete, requete_xml
from simulators.core.sante.ebrim.retrait import (
    DemandeDocument,
    DocumentRendu,
    demande_xml,
    lire_demande,
    lire_retrait,
    retrait_xml,
)
from simulators.core.sante.identifiants import Cx
from simulators.core.xml.mtom import PartOut, build, href, split

# One message as a client writes it, typed by hand: other prefixes, other order, habits of several clients.
SUBMITTED = Path(__file__).with_name("depot.xml").read_text("utf-8")


def submitted(change: tuple[str, str] = ("", "")) -> Soumission:
    return lire_soumission(etree.fromstring(SUBMITTED.replace(*change))).soumission


def test_a_submission_is_read_whole_whatever_its_prefixes_and_order() -> None:
    fiche = submitted().fiches[0]
    assert fiche == FicheDocument(
        entry_uuid="DocumentME2",
        mime_type="text/xml",
        title="Projet & suivi",
        creation_time="20260101110000",
        language_code="fr-FR",
        legal_authenticator="899700218896^LEFEBVRE^CLAIRE^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
        service_start_time="20260101",
        source_patient_id="7^^^&1.2.3&ISO^PI",
        source_patient_info=("PID-5|A^B^^^^^L", "PID-8|F"),
        authors=(
            Auteur(
                ("EHPAD^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1990000015",),
                ("899700218896^L^C",),
                (),
                ("G15_60^Infirmier^1.2.250.1.213.1.1.4.5",),
            ),
        ),
        type_code=Code("80788-3", "2.16.840.1.113883.6.1", "Projet personnalisé d'accompagnement"),
        class_code=Code("44", "1.2.250.1.213.1.1.4.1"),
        confidentiality_codes=(Code("N"), Code("MASQUE_PS")),
        reference_ids=("r1",),
        patient_id="279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH",
        unique_id="1.2.250.1.999.1",
        autres={"maison": ("x",)},
    )
    assert fiche.patient == Cx("279035121518989", "1.2.250.1.213.1.4.10")


def test_the_lot_and_its_links_are_read() -> None:
    soumission = submitted()
    assert soumission.lot == LotSoumission(
        entry_uuid="SubmissionSet01",
        unique_id="1.2.250.1.999.2",
        source_id="1.2.250.1.999.9",
        patient_id="279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH",
        submission_time="20260101110500",
        title="Lot",
        content_type_code=Code("11", "1.2.250.1.213.2.2"),
    )
    (link,) = soumission.associations
    assert link.type == TypeAssociation.CONTIENT
    assert (link.source, link.target) == ("SubmissionSet01", "DocumentME2")
    assert link.slot("SubmissionSetStatus") == "Original"
    assert link.slot("PreviousVersion") == ""


def test_a_finding_can_point_at_each_attribute() -> None:
    lue = lire_soumission(etree.fromstring(SUBMITTED))
    assert lue.noeud(0, "typeCode").get("nodeRepresentation") == "80788-3"
    assert lue.noeud(0, "creationTime").get("name") == "creationTime"
    assert lue.noeud(0, "patientId").get("value", "").startswith("279035121518989")
    assert lue.noeud(0, "title").tag == "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}Name"
    assert lue.noeud(0, "hash").get("id") == "DocumentME2"
    assert lue.noeud(0).get("id") == "DocumentME2"
    assert lue.noeud(-1, "uniqueId").get("value") == "1.2.250.1.999.2"


MARK = '<Classification classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"/>'


def test_the_only_package_is_the_lot_even_unmarked() -> None:
    assert submitted((MARK, "")).lot.entry_uuid == "SubmissionSet01"


def test_the_mark_may_stand_beside_the_package() -> None:
    beside = MARK.replace("/>", ' classifiedObject="SubmissionSet01"/>')
    moved = SUBMITTED.replace(MARK, "").replace(
        "</RegistryObjectList>", f"{beside}<RegistryPackage/></RegistryObjectList>"
    )
    assert lire_soumission(etree.fromstring(moved)).soumission.lot.entry_uuid == "SubmissionSet01"


@pytest.mark.parametrize(
    ("text", "raison"),
    [
        ("<x/>", RaisonEbrim.RACINE),
        ('<ProvideAndRegisterDocumentSetRequest xmlns="urn:ihe:iti:xds-b:2007"/>', RaisonEbrim.RACINE),
        (
            '<SubmitObjectsRequest xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"/>',
            RaisonEbrim.LOT_ABSENT,
        ),
        (
            SUBMITTED.replace("RegistryPackage", "AutreChose"),
            RaisonEbrim.LOT_ABSENT,
        ),
        (
            SUBMITTED.replace(
                "</RegistryObjectList>",
                f'<RegistryPackage id="2">{MARK}</RegistryPackage></RegistryObjectList>',
            ),
            RaisonEbrim.PLUSIEURS_LOTS,
        ),
    ],
)
def test_what_is_no_submission_is_refused(text: str, raison: RaisonEbrim) -> None:
    with pytest.raises(EbrimRefuseError) as caught:
        lire_soumission(etree.fromstring(text))
    assert caught.value.raison is raison


FICHE = FicheDocument(
    entry_uuid="urn:uuid:0f6e6c2a-0000-4000-8000-000000000001",
    logical_id="urn:uuid:0f6e6c2a-0000-4000-8000-000000000001",
    mime_type="text/xml",
    title='Projet "A" & <b>',
    comments="Commentaire",
    creation_time="20260101110000",
    language_code="fr-FR",
    service_start_time="20260101000000",
    service_stop_time="20260102000000",
    legal_authenticator="899700218896^L^C^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
    source_patient_id="7^^^&1.2.3&ISO^PI",
    source_patient_info=("PID-5|A^B^^^^^L", "PID-8|F"),
    hash="da39a3ee5e6b4b0d3255bfef95601890afd80709",
    size="0",
    repository_unique_id="1.2.250.1.213.4.1.1.1.2",
    authors=(Auteur(("O",), ("P",), ("R",), ("S",)), Auteur((), ("Q",))),
    class_code=Code("44", "1.2.250.1.213.1.1.4.1", "Plan de soins, protocole de soins"),
    type_code=Code("80788-3", "2.16.840.1.113883.6.1", "PPA"),
    format_code=Code("urn:ihe:iti:xds-sd:pdf:2008", "1.3.6.1.4.1.19376.1.2.3", "PDF"),
    healthcare_facility_type_code=Code("SA17", "1.2.250.1.71.4.2.4", "EHPAD"),
    practice_setting_code=Code("ESSMS", "1.2.250.1.213.1.1.4.9", "ESSMS"),
    confidentiality_codes=(Code("N", "2.16.840.1.113883.5.25", "Normal"),),
    event_codes=(Code("Z00", "2.16.840.1.113883.6.3", "Z"),),
    reference_ids=("ref",),
    patient_id="279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH",
    unique_id="1.2.250.1.999.1",
)
LOT = LotSoumission(
    entry_uuid="SubmissionSet01",
    unique_id="1.2.250.1.999.2",
    source_id="1.2.250.1.999.9",
    patient_id="279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH",
    submission_time="20260101110500",
    title="Lot",
    comments="c",
    authors=(Auteur((), ("P",)),),
    content_type_code=Code("11", "1.2.250.1.213.2.2", "Internat"),
    autres={"action": ("C",)},
)


def test_what_is_submitted_is_read_back_the_same() -> None:
    links = (
        Association(TypeAssociation.CONTIENT, "SubmissionSet01", FICHE.entry_uuid, "as1",
                    {"SubmissionSetStatus": ("Original",)}),
        Association(TypeAssociation.REMPLACE, FICHE.entry_uuid, "urn:uuid:1"),
    )  # fmt: skip
    sent = Soumission(LOT, (FICHE, replace(FICHE, entry_uuid="Document02", logical_id="")), links)
    assert lire_soumission(etree.fromstring(soumission_xml(sent))).soumission == sent
    deposit = etree.fromstring(depot_xml(sent, lambda identifier: href(f"{identifier}@dui")))
    assert lire_soumission(deposit).soumission == sent
    addresses = [node.get("href") for node in deposit.iter("{http://www.w3.org/2004/08/xop/include}Include")]
    assert addresses[1] == "cid:Document02@dui"


def test_an_entry_is_answered_with_the_strings_that_clients_match() -> None:
    """Typed from dmp_xds.md §4.8: prefixes, alphabetical slots, then Name to ExternalIdentifier."""
    answer = recherche_xml(ReponseRecherche(fiches=(replace(FICHE, authors=(Auteur((), ("P",)),)),)))
    assert answer.startswith(
        '<ns3:AdhocQueryResponse startIndex="0"'
        ' status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success" totalResultCount="1"'
        ' xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"'
        ' xmlns:ns3="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"'
        ' xmlns:ns4="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"'
        ' xmlns:ns5="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" xmlns:ns6="urn:hl7-org:v3">'
        "<ns4:RegistryObjectList>"
        '<ns4:ExtrinsicObject id="urn:uuid:0f6e6c2a-0000-4000-8000-000000000001" isOpaque="false"'
        ' lid="urn:uuid:0f6e6c2a-0000-4000-8000-000000000001" mimeType="text/xml"'
        ' objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"'
        ' status="urn:oasis:names:tc:ebxml-regrep:StatusType:Approved">'
        '<ns4:Slot name="creationTime"><ns4:ValueList><ns4:Value>20260101110000</ns4:Value></ns4:ValueList>'
        "</ns4:Slot>"
        '<ns4:Slot name="hash"><ns4:ValueList><ns4:Value>da39a3ee5e6b4b0d3255bfef95601890afd80709</ns4:Value>'
        "</ns4:ValueList></ns4:Slot>"
    )
    tree = etree.fromstring(answer)
    rim = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"
    entry = tree[0][0]
    assert [slot.get("name") for slot in entry.findall(f"{rim}Slot")] == [
        "creationTime", "hash", "languageCode", "legalAuthenticator", "repositoryUniqueId",
        "serviceStartTime", "serviceStopTime", "size", "sourcePatientId", "sourcePatientInfo",
        "urn:ihe:iti:xds:2013:referenceIdList",
    ]  # fmt: skip
    assert [str(child.tag).removeprefix(rim) for child in entry if child.tag != f"{rim}Slot"] == [
        "Name", "Description", "VersionInfo", *["Classification"] * 8,
        "ExternalIdentifier", "ExternalIdentifier",
    ]  # fmt: skip
    assert '<ns4:VersionInfo versionName="1"/>' in answer
    assert 'nodeRepresentation=""' in answer
    assert (
        '<ns4:Name><ns4:LocalizedString charset="UTF8" value="Projet &quot;A&quot; &amp; &lt;b&gt;"'
        ' xml:lang="FR"/></ns4:Name>'
    ) in answer
    ids = [node.get("id") or "" for node in entry.iter(f"{rim}Classification", f"{rim}ExternalIdentifier")]
    assert len(set(ids)) == len(ids) == 10
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert "home=" not in answer


def test_the_same_entry_is_written_the_same_twice() -> None:
    assert fiche_xml(FICHE, "ns4") == fiche_xml(FICHE, "ns4")


def test_references_alone_are_answered_as_such() -> None:
    answer = recherche_xml(ReponseRecherche(references=("urn:uuid:1", "urn:uuid:2")))
    assert '<ns4:ObjectRef id="urn:uuid:1"/><ns4:ObjectRef id="urn:uuid:2"/>' in answer
    assert 'totalResultCount="2"' in answer
    assert lire_recherche(etree.fromstring(answer)).references == ("urn:uuid:1", "urn:uuid:2")


def test_nothing_found_is_a_success_with_an_empty_list() -> None:
    answer = recherche_xml(ReponseRecherche())
    assert 'totalResultCount="0"' in answer
    assert answer.endswith("<ns4:RegistryObjectList/></ns3:AdhocQueryResponse>")


def test_an_answer_is_read_back_by_the_dui() -> None:
    sent = ReponseRecherche(fiches=(FICHE,), total=21)
    assert lire_recherche(etree.fromstring(recherche_xml(sent))) == sent


def test_success_is_the_empty_answer_of_the_reference() -> None:
    """Typed from dmp_xds.md §4.7."""
    assert reponse_xml(ReponseRegistre()) == (
        '<ns2:RegistryResponse status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"'
        ' xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"/>'
    )


def test_failure_is_the_skeleton_of_the_reference() -> None:
    """Typed from dmp_xds.md §7."""
    failed = ReponseRegistre(
        StatutReponse.ECHEC, (ErreurRegistre("XDSUnknownPatientId", "Patient <inconnu>"),)
    )
    written = reponse_xml(failed)
    assert written == (
        '<ns2:RegistryResponse status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Failure"'
        ' xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0">'
        '<ns2:RegistryErrorList highestSeverity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error">'
        '<ns2:RegistryError errorCode="XDSUnknownPatientId" codeContext="Patient &lt;inconnu&gt;" location=""'
        ' severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error"/>'
        "</ns2:RegistryErrorList></ns2:RegistryResponse>"
    )
    assert lire_reponse(etree.fromstring(written)) == failed


QUERY = """<q:AdhocQueryRequest xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"
 xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">
 <q:ResponseOption returnComposedObjects="true" returnType="LeafClass"/>
 <AdhocQuery id="urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d">
  <Slot name="$XDSDocumentEntryPatientId"><ValueList>
   <Value>'279035121518989^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH'</Value></ValueList></Slot>
  <Slot name="$XDSDocumentEntryStatus"><ValueList>
   <Value>('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved',
   'urn:asip:ci-sis:2010:StatusType:Archived')</Value></ValueList></Slot>
  <Slot name="$XDSDocumentEntryEventCodeList"><ValueList><Value>('a^^1','b^^1')</Value><Value>('c^^1')</Value>
  </ValueList></Slot>
  <Slot name="$XDSDocumentEntryCreationTimeFrom"><ValueList><Value>20240101</Value></ValueList></Slot>
 </AdhocQuery></q:AdhocQueryRequest>"""


def test_a_search_is_read_with_its_lists() -> None:
    asked = lire_requete(etree.fromstring(QUERY))
    assert asked.connue is RequeteStockee.FIND_DOCUMENTS
    assert asked.retour == "LeafClass"
    assert asked.valeur("$XDSDocumentEntryPatientId") == "279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH"
    assert asked.valeurs("$XDSDocumentEntryStatus") == (
        "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved",
        "urn:asip:ci-sis:2010:StatusType:Archived",
    )
    assert asked.parametres["$XDSDocumentEntryEventCodeList"] == (("a^^1", "b^^1"), ("c^^1",))
    assert asked.valeur("$XDSDocumentEntryCreationTimeFrom") == "20240101"
    assert asked.valeur("$XDSDocumentEntryTypeCode") is None


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("'a'", ("a",)),
        ("('a')", ("a",)),
        ("( 'a' , 'b' )", ("a", "b")),
        ("'L''Haÿ'", ("L'Haÿ",)),
        ("20240101", ("20240101",)),
        ("(1,2)", ("1", "2")),
        ("'a,(b)'", ("a,(b)",)),
        ("''", ("",)),
        ("()", ()),
        ("", ()),
    ],
)
def test_values_are_read_in_every_writing(written: str, items: tuple[str, ...]) -> None:
    asked = lire_requete(etree.fromstring(QUERY.replace("20240101", written)))
    assert asked.valeurs("$XDSDocumentEntryCreationTimeFrom") == items


@pytest.mark.parametrize("written", ["'a", "('a','b'", "('a' 'b')", "('a',)", "a'b", "(a"])
def test_a_value_that_cannot_be_read_names_its_parameter(written: str) -> None:
    with pytest.raises(EbrimRefuseError) as caught:
        lire_requete(etree.fromstring(QUERY.replace("20240101", written)))
    assert caught.value.raison is RaisonEbrim.PARAMETRE
    assert caught.value.detail == "$XDSDocumentEntryCreationTimeFrom"


def test_a_message_that_is_no_query_is_refused() -> None:
    with pytest.raises(EbrimRefuseError):
        lire_requete(etree.fromstring("<x/>"))


def test_the_search_of_a_dui_is_written_as_the_reference_has_it() -> None:
    asked = requetes.trouver_documents(
        "1^^^&1.2&ISO^NH", ["urn:a"], XDSDocumentEntryTypeCode=["80788-3^^2.16.840.1.113883.6.1"]
    )
    assert requete_xml(asked) == (
        '<query:AdhocQueryRequest xmlns:query="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0"'
        ' xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">'
        '<query:ResponseOption returnComposedObjects="true" returnType="LeafClass"/>'
        '<rim:AdhocQuery id="urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d">'
        '<rim:Slot name="$XDSDocumentEntryPatientId"><rim:ValueList>'
        "<rim:Value>'1^^^&amp;1.2&amp;ISO^NH'</rim:Value></rim:ValueList></rim:Slot>"
        "<rim:Slot name=\"$XDSDocumentEntryStatus\"><rim:ValueList><rim:Value>('urn:a')</rim:Value>"
        "</rim:ValueList></rim:Slot>"
        '<rim:Slot name="$XDSDocumentEntryTypeCode"><rim:ValueList>'
        "<rim:Value>('80788-3^^2.16.840.1.113883.6.1')</rim:Value></rim:ValueList></rim:Slot>"
        "</rim:AdhocQuery></query:AdhocQueryRequest>"
    )


def test_an_entry_is_looked_up_by_its_unique_id() -> None:
    asked = requetes.obtenir_documents(uniques=("1.2.3",), retour="ObjectRef")
    back = lire_requete(etree.fromstring(requete_xml(asked)))
    assert back == asked
    assert back.connue is RequeteStockee.GET_DOCUMENTS
    assert back.valeurs("$XDSDocumentEntryUniqueId") == ("1.2.3",)
    assert Requete("urn:uuid:0", {}).connue is None


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1)
)
def test_any_value_survives_the_syntax_of_lists(items: list[str]) -> None:
    items = [item.strip() + "x" for item in items]
    asked = Requete("urn:uuid:0", {"$XDSDocumentEntryTypeCode": (tuple(items),)})
    try:
        sent = etree.fromstring(requete_xml(asked))
    except etree.XMLSyntaxError:  # characters that XML cannot carry
        return
    assert lire_requete(sent) == asked


def test_a_retrieval_is_asked_and_answered() -> None:
    asked = (DemandeDocument("1.2.3"), DemandeDocument("1.2.4", "9.9"))
    assert lire_demande(etree.fromstring(demande_xml(asked))) == asked
    root = retrait_xml(ReponseRegistre(), [DocumentRendu("1.2.3", "text/xml", "cid:u-2@urn%3Aihe")])
    assert root == (
        '<ns4:RetrieveDocumentSetResponse xmlns:ns2="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"'
        ' xmlns:ns4="urn:ihe:iti:xds-b:2007">'
        '<ns2:RegistryResponse status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"/>'
        "<ns4:DocumentResponse><ns4:RepositoryUniqueId>1.2.250.1.213.4.1.1.1.2</ns4:RepositoryUniqueId>"
        "<ns4:DocumentUniqueId>1.2.3</ns4:DocumentUniqueId><ns4:mimeType>text/xml</ns4:mimeType><ns4:Document>"
        '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:u-2@urn%3Aihe"/>'
        "</ns4:Document></ns4:DocumentResponse></ns4:RetrieveDocumentSetResponse>"
    )
    package = build(root.encode(), [PartOut("u-2@urn:ihe", b"\x00cda")], boundary="b", root_id="r")
    opened = split(package.content_type, package.body)
    status, documents = lire_retrait(etree.fromstring(opened.root), opened)
    assert status == ReponseRegistre()
    assert [(one.unique_id, one.mime_type, one.contenu) for one in documents] == [
        ("1.2.3", "text/xml", b"\x00cda")
    ]


@pytest.mark.parametrize("reader", [lire_demande, lire_reponse, lire_recherche])
def test_another_message_is_refused_by_each_reader(reader: object) -> None:
    assert callable(reader)
    with pytest.raises(EbrimRefuseError):
        reader(etree.fromstring("<x/>"))
    with pytest.raises(EbrimRefuseError):
        lire_retrait(etree.fromstring("<x/>"), None)
