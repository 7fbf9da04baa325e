import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes wrong, in an espace of this class alone: no other class meets these faults. */
class PanneTest {
    private static Socle socle;

    @BeforeAll
    static void open() throws Exception {
        socle = new Socle();
    }

    @AfterAll
    static void close() throws Exception {
        socle.close();
    }

    @Test
    @DisplayName("INSi indisponible une fois, puis de nouveau là")
    void unavailableOnce() throws Exception {
        String idam = Json.text(Socle.READY, "accounts", "lps", "idam");
        Insi insi = new Insi(Socle.https("insi_auto"), socle.address("services", "ins", "mtls"), idam);
        socle.call("POST", "/pannes", """
                {"kind": "metier", "service": "ins", "name": "desir_1020", "remaining": 1}
                """);
        Insi.Answer refused = insi.search("DELAUNAY", "MARGUERITE", "F", "1940-03-14");
        assertEquals(500, refused.status());
        assertEquals("desir_1020", refused.code());
        assertEquals("00", insi.search("DELAUNAY", "MARGUERITE", "F", "1940-03-14").code());
    }
}
