import com.sun.xml.ws.api.message.Headers;
import com.sun.xml.ws.developer.WSBindingProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An assertion signed by Java's own XML signature, put in the Security header of each call. */
final class Vihf {
    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    private Vihf() {}

    /** The header of a port; the header itself is not marked mustUnderstand, which the DMP refuses. */
    static <T> T in(T port, Document assertion, String p12, String password) throws Exception {
        Element security = assertion.createElementNS(WSSE, "wsse:Security");
        Element signed = signed(assertion.getDocumentElement(), Tls.opened(p12, password), password);
        assertion.replaceChild(security, signed);
        security.appendChild(signed);
        ((WSBindingProvider) port).setOutboundHeaders(Headers.create(security));
        return port;
    }

    private static Element signed(Element assertion, KeyStore seal, String password) throws Exception {
        assertion.setIdAttribute("ID", true);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        Reference reference =
                factory.newReference(
                        "#" + assertion.getAttribute("ID"),
                        factory.newDigestMethod(DigestMethod.SHA256, null),
                        List.of(
                                factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                                factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
                        null,
                        null);
        SignedInfo info =
                factory.newSignedInfo(
                        factory.newCanonicalizationMethod(
                                CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                        factory.newSignatureMethod(RSA_SHA256, null),
                        List.of(reference));
        String alias = seal.aliases().nextElement();
        KeyInfoFactory infos = factory.getKeyInfoFactory();
        KeyInfo key = infos.newKeyInfo(List.of(infos.newX509Data(List.of(seal.getCertificate(alias)))));
        // After the Issuer, which comes first.
        Node after = assertion.getFirstChild().getNextSibling();
        PrivateKey secret = (PrivateKey) seal.getKey(alias, password.toCharArray());
        DOMSignContext context = new DOMSignContext(secret, assertion, after);
        context.setDefaultNamespacePrefix("ds");
        factory.newXMLSignature(info, key).sign(context);
        return assertion;
    }
}
