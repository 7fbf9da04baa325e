import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Identities, in an espace of this class alone. */
class RechercheTest {
    private static Socle socle;
    private static Insi insi;

    @BeforeAll
    static void open() throws Exception {
        socle = new Socle();
        insi = client("insi_auto");
    }

    @AfterAll
    static void close() throws Exception {
        socle.close();
    }

    private static Insi client(String certificate) throws Exception {
        String idam = Json.text(Socle.READY, "accounts", "lps", "idam");
        return new Insi(Socle.https(certificate), socle.address("services", "ins", "mtls"), idam);
    }

    @Test
    @DisplayName("l'INS de Marguerite est trouvée par ses traits")
    void found() throws Exception {
        Insi.Answer answer = insi.search("DELAUNAY", "MARGUERITE", "F", "1940-03-14");
        assertEquals("00", answer.code());
        assertEquals("240035505090119", answer.matricule());
        Object findings = socle.call("GET", "/echanges/" + answer.exchange() + "/constats", "");
        for (Object one : (List<?>) findings) {
            assertEquals("", "error".equals(Json.text(one, "severity")) ? Json.text(one, "title") : "");
        }
    }

    @Test
    @DisplayName("un nom changé par la mairie change la réponse")
    void renamed() throws Exception {
        String person = "/personnes/henri-maillard";
        String name = Json.text(socle.call("GET", person, ""), "reference", "nom_naissance");
        String first = (String) Json.at(socle.call("GET", person, ""), "reference", "prenoms", 0);
        String born = Json.text(socle.call("GET", person, ""), "reference", "date_naissance");
        assertEquals("00", insi.search(name, first, "M", born).code());
        socle.call("PATCH", person, "{\"reference.nom_naissance\": \"BESSON\"}");
        assertEquals("01", insi.search(name, first, "M", born).code());
        assertEquals("00", insi.search("BESSON", first, "M", born).code());
    }

    @Test
    @DisplayName("un certificat révoqué n'ouvre rien")
    void revoked() throws Exception {
        Insi stranger = client("revoked");
        assertThrows(IOException.class, () -> stranger.search("DELAUNAY", "MARGUERITE", "F", "1940-03-14"));
    }
}
