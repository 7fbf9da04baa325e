import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The simulator as a test class needs it: an espace of its own, the control API, TLS by a P12. */
final class Socle implements AutoCloseable {
    static final Object READY = ready();
    private static final HttpClient CONTROL = HttpClient.newHttpClient();

    final String espace = "java-" + UUID.randomUUID().toString().substring(0, 8);

    Socle() throws IOException, InterruptedException {
        control("POST", "/espaces", "{\"name\": \"" + espace + "\"}");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        control("DELETE", "/espaces/" + espace, "");
    }

    /** One call of the control API within the espace; what it answered. */
    Object call(String method, String path, String json) throws IOException, InterruptedException {
        return control(method, "/espaces/" + espace + path, json);
    }

    /** An address of the ready file, within the espace. */
    URI address(Object... path) {
        URI whole = URI.create(Json.text(READY, path));
        return whole.resolve("/~" + espace + whole.getPath());
    }

    /** A client that trusts the test authority and holds the P12 of that name. */
    static HttpClient https(String certificate) throws IOException, GeneralSecurityException {
        char[] password = Json.text(READY, "pki", "clients", certificate, "password").toCharArray();
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream p12 = Files.newInputStream(file("pki", "clients", certificate, "p12"))) {
            own.load(p12, password);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(file("pki", "ca"))) {
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca" + trusted.size(), one);
            }
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static Path file(Object... path) {
        return Path.of(Json.text(READY, path));
    }

    private static Object control(String method, String path, String json)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Json.text(READY, "control", "url") + path))
                .header("authorization", "Bearer " + Json.text(READY, "control", "token"))
                .header("content-type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = CONTROL.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().isEmpty() ? null : Json.read(answer.body());
    }

    private static Object ready() {
        try {
            return Json.read(Files.readString(Path.of(System.getenv("SOCLE_READY"))));
        } catch (IOException error) {
            throw new IllegalStateException("SOCLE_READY must name the ready file of a simulator", error);
        }
    }
}
