import habilitations.dmp.si.Habilitations;
import ihe.iti.xds_b._2007.DocumentRegistryService;
import ihe.iti.xds_b._2007.DocumentRepositoryPortType;
import ihe.iti.xds_b._2007.DocumentRepositoryService;
import ihe.iti.xds_b._2007.ProvideAndRegisterDocumentSetRequest;
import ihe.iti.xds_b._2007.RetrieveDocumentSetRequest;
import ihe.iti.xds_b._2007.RetrieveDocumentSetResponse;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.ws.WebServiceFeature;
import javax.xml.ws.soap.AddressingFeature;
import javax.xml.ws.soap.MTOMFeature;
import javax.xml.ws.soap.SOAPFaultException;
import oasis.names.tc.ebxml_regrep.xsd.lcm._3.SubmitObjectsRequest;
import oasis.names.tc.ebxml_regrep.xsd.query._3.AdhocQueryRequest;
import oasis.names.tc.ebxml_regrep.xsd.query._3.AdhocQueryResponse;
import oasis.names.tc.ebxml_regrep.xsd.rim._3.AdhocQuery;
import oasis.names.tc.ebxml_regrep.xsd.rim._3.RegistryObjectList;
import oasis.names.tc.ebxml_regrep.xsd.rs._3.RegistryError;
import oasis.names.tc.ebxml_regrep.xsd.rs._3.RegistryResponseType;
import org.hl7.v3.GestionDossierPatientPartage;
import org.hl7.v3.Interaction;
import org.hl7.v3.PDQSupplier;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import patients.dmp.si.DateType;
import patients.dmp.si.PatientListData;
import patients.dmp.si.PatientsSpecific;

/** Calls the DMP with the classes wsimport made from the served WSDLs: java Dmp operation name=value... */
public final class Dmp {
    private static final Map<String, String> GIVEN = new HashMap<>();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final String RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0";
    private static final String HL7 = "urn:hl7-org:v3";

    private Dmp() {}

    public static void main(String[] arguments) throws Exception {
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            GIVEN.put(pair[0], pair[1]);
        }
        Tls.install(GIVEN.get("p12"), GIVEN.get("password"), GIVEN.get("ca"));
        try {
            call(GIVEN.get("operation"));
        } catch (SOAPFaultException fault) {
            say("reason", fault.getFault().getFaultString());
            for (var subcodes = fault.getFault().getFaultSubcodes(); subcodes.hasNext(); ) {
                say("subcode", ((QName) subcodes.next()).getLocalPart());
            }
        }
    }

    private static void call(String operation) throws Exception {
        switch (operation) {
            case "existence" -> existence();
            case "traits" -> traits();
            case "autorisation" -> autorisation();
            case "habilitations" -> habilitations();
            case "liste" -> liste();
            case "depot" -> depot();
            case "recherche" -> recherche();
            case "lecture" -> lecture();
            case "mise_a_jour" -> update();
            default -> throw new IllegalArgumentException(operation);
        }
    }

    /** The address called is the one the description tells; each call is addressed, the repository's packed. */
    private static URL wsdl(String service) throws Exception {
        return new URL(GIVEN.get("services") + service + "?wsdl");
    }

    private static <T> T with(T port) throws Exception {
        return Vihf.in(port, parsed(GIVEN.get("assertion")), GIVEN.get("seal"), GIVEN.get("sealPassword"));
    }

    private static WebServiceFeature addressed() {
        return new AddressingFeature();
    }

    private static DocumentRepositoryPortType repository() throws Exception {
        DocumentRepositoryService service = new DocumentRepositoryService(wsdl("repository"));
        return with(service.getDocumentRepositoryPort(addressed(), new MTOMFeature()));
    }

    private static void existence() throws Exception {
        GestionDossierPatientPartage service = new GestionDossierPatientPartage(wsdl("patients"));
        tell(with(service.getGestionDossierPatientPartagePort(addressed())).prpaIN201307UV02(message()));
    }

    private static void traits() throws Exception {
        PDQSupplier service = new PDQSupplier(wsdl("patientsPDQ"));
        tell(with(service.getPDQSupplierPort(addressed())).prpaIN201305UV02(message()));
    }

    private static void autorisation() throws Exception {
        Habilitations service = new Habilitations(wsdl("habilitations"));
        var told = with(service.getHabilitationsPort(addressed())).setAuthorization("AJOUT", null);
        say("status", told.getStatus());
        say("context", told.getContext());
    }

    private static void habilitations() throws Exception {
        Habilitations service = new Habilitations(wsdl("habilitations"));
        var told = with(service.getHabilitationsPort(addressed())).listAuthorizationByPatient("TOUTE");
        say("status", told.getStatus());
        for (var one : told.getListOfAuthorizationByPatient()) {
            say("professional", one.getNationalId() + " " + one.getLastName() + " " + one.getMode());
        }
    }

    private static void liste() throws Exception {
        PatientsSpecific service = new PatientsSpecific(wsdl("patientsSpecific"));
        var port = with(service.getPatientSpecificPort(addressed()));
        var told = port.patientList("20200101000000", DateType.LASTAUTORIZATION, null);
        say("status", told.getStatus());
        for (PatientListData one : told.getPatientlistData()) {
            say("patient", one.getPatientIdentifier().get(0).getNationalId() + " " + one.getLastName());
        }
    }

    private static void depot() throws Exception {
        SubmitObjectsRequest submitted = submission();
        ProvideAndRegisterDocumentSetRequest asked = new ProvideAndRegisterDocumentSetRequest();
        asked.setSubmitObjectsRequest(submitted);
        for (String name : GIVEN.get("documents").split(",")) {
            var document = new ProvideAndRegisterDocumentSetRequest.Document();
            document.setId(name);
            document.setValue(Files.readAllBytes(Path.of(GIVEN.get("folder"), name)));
            asked.getDocument().add(document);
        }
        tell(repository().documentRepositoryProvideAndRegisterDocumentSetB(asked));
    }

    private static void recherche() throws Exception {
        AdhocQuery query = new AdhocQuery();
        query.setId(GIVEN.get("query"));
        query.getSlot().add(slot("$XDSDocumentEntryPatientId", GIVEN.get("patient")));
        query.getSlot().add(slot("$XDSDocumentEntryStatus", GIVEN.get("state")));
        AdhocQueryRequest asked = new AdhocQueryRequest();
        AdhocQueryRequest.ResponseOption option = new AdhocQueryRequest.ResponseOption();
        option.setReturnComposedObjects(true);
        option.setReturnType("LeafClass");
        asked.setResponseOption(option);
        asked.setAdhocQuery(query);
        DocumentRegistryService service = new DocumentRegistryService(wsdl("registry"));
        AdhocQueryResponse told =
                with(service.getDocumentRegistryPort(addressed())).documentRegistryRegistryStoredQuery(asked);
        say("status", told.getStatus());
        say("total", String.valueOf(told.getTotalResultCount()));
        for (Element entry : told.getRegistryObjectList().getAny()) {
            say(entry.getLocalName(), entry.getAttribute("id"));
        }
    }

    private static AdhocQuery.Slot slot(String name, String value) {
        AdhocQuery.Slot slot = new AdhocQuery.Slot();
        slot.setName(name);
        slot.setValueList(new AdhocQuery.Slot.ValueList());
        slot.getValueList().getValue().add(value);
        return slot;
    }

    private static void lecture() throws Exception {
        RetrieveDocumentSetRequest.DocumentRequest one = new RetrieveDocumentSetRequest.DocumentRequest();
        one.setRepositoryUniqueId(GIVEN.get("repository"));
        one.setDocumentUniqueId(GIVEN.get("uniqueId"));
        RetrieveDocumentSetRequest asked = new RetrieveDocumentSetRequest();
        asked.getDocumentRequest().add(one);
        RetrieveDocumentSetResponse told = repository().documentRepositoryRetrieveDocumentSet(asked);
        tell(told.getRegistryResponse());
        for (var document : told.getDocumentResponse()) {
            say(document.getDocumentUniqueId(), document.getMimeType());
            Path kept = Path.of(GIVEN.get("folder"), document.getDocumentUniqueId());
            Files.write(kept, document.getDocument().getInputStream().readAllBytes());
        }
    }

    private static void update() throws Exception {
        DocumentRegistryService service = new DocumentRegistryService(wsdl("registry"));
        tell(with(service.getDocumentRegistryPort(addressed())).documentRegistryUpdateDocumentSet(submission()));
    }

    /** The objects of the registry are open content: they are given as they were typed. */
    private static SubmitObjectsRequest submission() throws Exception {
        NodeList lists = parsed(GIVEN.get("body")).getElementsByTagNameNS(RIM, "RegistryObjectList");
        SubmitObjectsRequest submitted = new SubmitObjectsRequest();
        submitted.setRegistryObjectList(new RegistryObjectList());
        submitted.getRegistryObjectList().getAny().addAll(children(lists.item(0)));
        return submitted;
    }

    private static Interaction message() throws Exception {
        Interaction asked = new Interaction();
        asked.setITSVersion("XML_1.0");
        asked.getAny().addAll(children(parsed(GIVEN.get("body")).getDocumentElement()));
        return asked;
    }

    private static List<Element> children(Node parent) {
        List<Element> found = new ArrayList<>();
        for (Node one = parent.getFirstChild(); one != null; one = one.getNextSibling()) {
            if (one instanceof Element) {
                found.add((Element) one);
            }
        }
        return found;
    }

    private static Document parsed(String path) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new File(path));
    }

    private static void tell(RegistryResponseType told) {
        say("status", told.getStatus());
        if (told.getRegistryErrorList() != null) {
            for (RegistryError error : told.getRegistryErrorList().getRegistryError()) {
                say("error", error.getErrorCode());
            }
        }
    }

    private static void tell(Interaction told) {
        for (Element part : told.getAny()) {
            for (String name : List.of("queryResponseCode", "family")) {
                NodeList found = part.getElementsByTagNameNS(HL7, name);
                for (int rank = 0; rank < found.getLength(); rank++) {
                    Element one = (Element) found.item(rank);
                    say(name, one.hasAttribute("code") ? one.getAttribute("code") : one.getTextContent());
                }
            }
        }
    }

    private static void say(String name, String value) {
        OUT.println(name + "\t" + value);
    }
}
