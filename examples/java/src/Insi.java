import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client under test: in your project, this is your own. A search by traits. */
record Insi(HttpClient https, URI address, String idam) {
    private static final String ENVELOPE = """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
             xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam"
             xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><s:Header>
            <bam:ContexteBAM Version="01_02"><bam:Id>%1$s</bam:Id><bam:Temps>%2$s</bam:Temps>
            <bam:Emetteur>1990000028</bam:Emetteur><bam:COUVERTURE/></bam:ContexteBAM>
            <lps:ContexteLPS Nature="CTXLPS" Version="01_00"><lps:Id>%1$s</lps:Id><lps:Temps>%2$s</lps:Temps>
            <lps:Emetteur>1990000028</lps:Emetteur><lps:LPS><lps:IDAM R="4">%3$s</lps:IDAM>
            <lps:Version>1.0</lps:Version><lps:Instance>%1$s</lps:Instance>
            <lps:Nom>urn:lps:EXEMPLE-JAVA:1.0</lps:Nom></lps:LPS></lps:ContexteLPS>
            <wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite</wsa:Action>
            <wsa:MessageID>uuid:%1$s</wsa:MessageID></s:Header><s:Body><r:RECSANSVITALE>
            <r:NomNaissance>%4$s</r:NomNaissance><r:Prenom>%5$s</r:Prenom><r:Sexe>%6$s</r:Sexe>
            <r:DateNaissance>%7$s</r:DateNaissance></r:RECSANSVITALE></s:Body></s:Envelope>
            """;

    /** The HTTP status, the functional code or that of the fault, the matricule with its key, the exchange. */
    record Answer(int status, String code, String matricule, String exchange) {}

    Answer search(String nom, String prenom, String sexe, String naissance)
            throws IOException, InterruptedException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String body = ENVELOPE.formatted(UUID.randomUUID(), now, idam, nom, prenom, sexe, naissance);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("content-type", "application/soap+xml; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = https.send(request, BodyHandlers.ofString());
        String code = first(answer.body(), "<(?:\\w+:)?CodeCR>([^<]*)<");
        return new Answer(
                answer.statusCode(),
                code.isEmpty() ? first(answer.body(), "\\bcode=\"([^\"]*)\"") : code,
                first(answer.body(), "NumIdentifiant>([^<]*)<") + first(answer.body(), "Cle>([^<]*)<"),
                answer.headers().firstValue("x-socle-exchange").orElse(""));
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
