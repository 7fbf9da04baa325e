<?php

declare(strict_types=1);

/** The client under test: in your project, this is your own. PHP's SoapClient on the served contract. */
final class Insi
{
    private const BAM = 'urn:siram:bam:ctxbam';
    private const LPS = 'urn:siram:lps:ctxlps';
    private const WSA = 'http://www.w3.org/2005/08/addressing';

    private SoapClient $client;

    private string $pem;

    /** @param array<string, string> $material a certificate of the ready file */
    public function __construct(string $address, array $material, string $authority, private string $idam)
    {
        // SoapClient takes one file: the certificate, then its key.
        $this->pem = tempnam(sys_get_temp_dir(), 'socle');
        file_put_contents($this->pem, file_get_contents($material['cert']) . file_get_contents($material['key']));
        $tls = ['local_cert' => $this->pem, 'cafile' => $authority];
        $this->client = new SoapClient("$address?wsdl", [
            'soap_version' => SOAP_1_2,
            'location' => $address,
            'cache_wsdl' => WSDL_CACHE_NONE,
            'stream_context' => stream_context_create(['ssl' => $tls]),
            'trace' => true,
        ]);
    }

    public function __destruct()
    {
        unlink($this->pem);
    }

    /** The answer as SoapClient reads it. Throws SoapFault. */
    public function search(string $nom, string $prenom, string $sexe, string $naissance): object
    {
        $id = sprintf('%s-%s-4%s-8%s-%s', ...array_map(bin2hex(...), [
            random_bytes(4), random_bytes(2), "\x12\x34", "\x56\x78", random_bytes(6),
        ]));
        $now = gmdate('Y-m-d\TH:i:s\Z');
        $this->client->__setSoapHeaders([
            $this->header(self::BAM, 'ContexteBAM', "<c:ContexteBAM xmlns:c=\"" . self::BAM . "\" Version=\"01_02\">
                <c:Id>$id</c:Id><c:Temps>$now</c:Temps><c:Emetteur>1990000028</c:Emetteur><c:COUVERTURE/>
                </c:ContexteBAM>"),
            $this->header(self::LPS, 'ContexteLPS', "<c:ContexteLPS xmlns:c=\"" . self::LPS . "\" Nature=\"CTXLPS\"
                Version=\"01_00\"><c:Id>$id</c:Id><c:Temps>$now</c:Temps><c:Emetteur>1990000028</c:Emetteur>
                <c:LPS><c:IDAM R=\"4\">{$this->idam}</c:IDAM><c:Version>1.0</c:Version><c:Instance>$id</c:Instance>
                <c:Nom>urn:lps:EXEMPLE-PHP:1.0</c:Nom></c:LPS></c:ContexteLPS>"),
            new SoapHeader(self::WSA, 'Action', 'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite'),
            new SoapHeader(self::WSA, 'MessageID', "uuid:$id"),
        ]);
        return $this->client->__soapCall('rechercherInsAvecTraitsIdentite', [[
            'NomNaissance' => $nom, 'Prenom' => $prenom, 'Sexe' => $sexe, 'DateNaissance' => $naissance,
        ]]);
    }

    /** The code of the error in the last answer: SoapClient drops the attributes of a fault's detail. */
    public function error(): string
    {
        $document = new DOMDocument();
        $document->loadXML($this->client->__getLastResponse());
        return (new DOMXPath($document))->evaluate("string(//*[local-name()='Erreur']/@code)");
    }

    /** The exchange of the last call, as its answer names it. */
    public function exchange(): string
    {
        preg_match('/^X-Socle-Exchange: (\S+)/mi', $this->client->__getLastResponseHeaders(), $found);
        return $found[1];
    }

    private function header(string $space, string $name, string $xml): SoapHeader
    {
        return new SoapHeader($space, $name, new SoapVar($xml, XSD_ANYXML));
    }
}
