import fr.cnamts.insirecsans.RECSANSVITALE;
import fr.cnamts.insirecvit.RECVITALE;
import fr.cnamts.insiresultat.Ins;
import fr.cnamts.insiresultat.RESULTAT;
import fr.cnamts.webservice.Erreur;
import fr.cnamts.webservice.ICIRService;
import fr.cnamts.webservice.ICIRV1;
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import javax.xml.ws.soap.AddressingFeature;
import org.oasis_open.docs.wss._2004._01.oasis_200401_wss_wssecurity_secext_1_0.Security;
import org.w3._2005._08.addressing.AttributedURIType;
import siram.bam.ctxbam.ContexteBAM;
import siram.bam.ctxbam.Couverture;
import siram.lps.ctxlps.ContexteLPS;

/** Calls INSi with the classes wsimport made from the served WSDL, by a P12: java Insi name=value... */
public final class Insi {
    private static final Map<String, String> GIVEN = new HashMap<>();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Insi() {}

    public static void main(String[] arguments) throws Exception {
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            GIVEN.put(pair[0], pair[1]);
        }
        Tls.install(GIVEN.get("p12"), GIVEN.get("password"), GIVEN.get("ca"));
        URL wsdl = new URL(GIVEN.get("wsdl"));
        try {
            tell(GIVEN.containsKey("od") ? byCard(port(wsdl)) : byTraits(port(wsdl)));
        } catch (Erreur fault) {
            say("fault", fault.getMessage());
            say("erreur.code", fault.getFaultInfo().getCode());
            say("erreur.severite", fault.getFaultInfo().getSeverite());
            say("erreur.messageID", fault.getFaultInfo().getMessageID());
            say("erreur", fault.getFaultInfo().getValue());
        }
    }

    /** The address called is the one the description tells. */
    private static ICIRService port(URL wsdl) {
        ICIRV1 service = new ICIRV1(wsdl);
        boolean addressed = !"no".equals(GIVEN.get("addressing"));
        return addressed ? service.getICIRService(new AddressingFeature()) : service.getICIRService();
    }

    private static RESULTAT byTraits(ICIRService port) throws Exception {
        RECSANSVITALE traits = new RECSANSVITALE();
        traits.setNomNaissance(GIVEN.get("nom"));
        traits.getPrenom().add(GIVEN.get("prenom"));
        traits.setSexe(GIVEN.get("sexe"));
        traits.setDateNaissance(GIVEN.get("date"));
        traits.setLieuNaissance(GIVEN.get("lieu"));
        return port.rechercherInsAvecTraitsIdentite(traits, new Security(), lps(), messageId(), bam(new Couverture()));
    }

    private static RESULTAT byCard(ICIRService port) throws Exception {
        RECVITALE card = new RECVITALE();
        if (GIVEN.containsKey("individu")) {
            fr.cnamts.insirecvit.Matricule own = new fr.cnamts.insirecvit.Matricule();
            own.setNumIdentifiant(GIVEN.get("individu"));
            card.setMatriculeIndividu(own);
        }
        fr.cnamts.insirecvit.Matricule insured = new fr.cnamts.insirecvit.Matricule();
        insured.setNumIdentifiant(GIVEN.get("od"));
        card.setMatriculeOD(insured);
        card.setNomNaissance(GIVEN.get("nom"));
        card.setDateNaissance(GIVEN.get("date"));
        card.setRangNaissance(GIVEN.get("rang"));
        return port.rechercherInsAvecCarteVitale(card, new Security(), lps(), messageId(), bam(cover()));
    }

    private static Couverture cover() {
        siram.bam.ctxbam.Matricule insured = new siram.bam.ctxbam.Matricule();
        insured.setNum(GIVEN.get("od"));
        Couverture.ASSURE assure = new Couverture.ASSURE();
        assure.setId(insured);
        Couverture.BENEFICIAIRE beneficiary = new Couverture.BENEFICIAIRE();
        beneficiary.setDateNai(GIVEN.get("date"));
        beneficiary.setRang(new BigInteger(GIVEN.get("rang")));
        Couverture cover = new Couverture();
        cover.setASSURE(assure);
        cover.setBENEFICIAIRE(beneficiary);
        return cover;
    }

    private static ContexteBAM bam(Couverture cover) throws Exception {
        ContexteBAM context = new ContexteBAM();
        context.setVersion("01_02");
        context.setId(UUID.randomUUID().toString());
        context.setTemps(now());
        context.setEmetteur(GIVEN.get("emetteur"));
        context.setCOUVERTURE(cover);
        return context;
    }

    private static ContexteLPS lps() throws Exception {
        ContexteLPS.LPS.IDAM idam = new ContexteLPS.LPS.IDAM();
        idam.setR("4");
        idam.setValue(GIVEN.get("idam"));
        ContexteLPS.LPS software = new ContexteLPS.LPS();
        software.setIDAM(idam);
        software.setVersion("1.0");
        software.setInstance(UUID.randomUUID().toString());
        software.setNom("urn:lps:JAX-WS:1.0");
        ContexteLPS context = new ContexteLPS();
        context.setNature("CTXLPS");
        context.setVersion("01_00");
        context.setId(UUID.randomUUID().toString());
        context.setTemps(now());
        context.setEmetteur(GIVEN.get("emetteur"));
        context.setLPS(software);
        return context;
    }

    /** The contract declares this header: JAX-WS, addressing or not, writes none beside it. */
    private static AttributedURIType messageId() {
        AttributedURIType identifier = new AttributedURIType();
        identifier.setValue("uuid:" + UUID.randomUUID());
        return identifier;
    }

    private static XMLGregorianCalendar now() throws Exception {
        return DatatypeFactory.newInstance().newXMLGregorianCalendar(Instant.now().toString());
    }

    private static void tell(RESULTAT result) {
        say("CodeCR", result.getCR().getCodeCR());
        say("LibelleCR", result.getCR().getLibelleCR());
        if (result.getINDIVIDU() == null) {
            return;
        }
        tell("INSACTIF", result.getINDIVIDU().getINSACTIF());
        for (Ins former : result.getINDIVIDU().getINSHISTO()) {
            tell("INSHISTO", former);
        }
        say("NomNaissance", result.getINDIVIDU().getTIQ().getNomNaissance());
        say("ListePrenom", result.getINDIVIDU().getTIQ().getListePrenom());
        say("Sexe", result.getINDIVIDU().getTIQ().getSexe());
        say("DateNaissance", result.getINDIVIDU().getTIQ().getDateNaissance());
        say("LieuNaissance", result.getINDIVIDU().getTIQ().getLieuNaissance());
    }

    private static void tell(String name, Ins ins) {
        say(name, ins.getIdIndividu().getNumIdentifiant() + " " + ins.getIdIndividu().getCle() + " " + ins.getOID());
    }

    private static void say(String name, String value) {
        OUT.println(name + "\t" + value);
    }
}
