"""The element of each attribute of an entry, by the name that XDS gives it: where a remark sits."""

from collections.abc import Mapping
from typing import Final

ELEMENTS: Final[Mapping[str, str]] = {
    "typeCode": "type",
    "classCode": "category[0]",
    "confidentialityCode": "securityLabel",
    "mimeType": "content[0].attachment.contentType",
    "languageCode": "content[0].attachment.language",
    "title": "content[0].attachment.title",
    "creationTime": "content[0].attachment.creation",
    "size": "content[0].attachment.size",
    "hash": "content[0].attachment.hash",
    "formatCode": "content[0].format",
    "eventCodeList": "context.event",
    "serviceStartTime": "context.period.start",
    "serviceStopTime": "context.period.end",
    "healthcareFacilityTypeCode": "context.facilityType",
    "practiceSettingCode": "context.practiceSetting",
    "author": "author",
    "legalAuthenticator": "authenticator",
    "sourcePatientInfo": "context.sourcePatientInfo",
    "sourcePatientId": "context.sourcePatientInfo",
    "uniqueId": "masterIdentifier.value",
    "patientId": "subject",
}
