<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;

final class DuiTest extends TestCase
{
    private static Socle $socle;

    public static function setUpBeforeClass(): void
    {
        self::$socle = new Socle();
    }

    public static function tearDownAfterClass(): void
    {
        self::$socle->close();
    }

    private function insi(string $certificate = 'insi_auto'): Insi
    {
        ['services' => $services, 'pki' => $pki, 'accounts' => $accounts] = self::$socle->ready;
        $address = self::$socle->address($services['ins']['mtls']);
        return new Insi($address, $pki['clients'][$certificate], $pki['ca'], $accounts['lps']['idam']);
    }

    public function testLInsDeMargueriteEstTrouveeParSesTraits(): void
    {
        $insi = $this->insi();
        $found = $insi->search('DELAUNAY', 'MARGUERITE', 'F', '1940-03-14');
        $this->assertSame('00', $found->CR->CodeCR);
        $active = $found->INDIVIDU->INSACTIF->IdIndividu;
        $this->assertSame('240035505090119', $active->NumIdentifiant . $active->Cle);
        $findings = self::$socle->call('GET', "/echanges/{$insi->exchange()}/constats");
        $errors = array_filter($findings, fn (array $one) => $one['severity'] === 'error');
        $this->assertSame([], array_column($errors, 'title'));
    }

    public function testUnNomChangeParLaMairieChangeLaReponse(): void
    {
        self::$socle->call('PATCH', '/personnes/marguerite-delaunay', ['reference.nom_naissance' => 'BESSON']);
        $this->assertSame('01', $this->insi()->search('DELAUNAY', 'MARGUERITE', 'F', '1940-03-14')->CR->CodeCR);
        $this->assertSame('00', $this->insi()->search('BESSON', 'MARGUERITE', 'F', '1940-03-14')->CR->CodeCR);
        self::$socle->call('PATCH', '/personnes/marguerite-delaunay', ['reference.nom_naissance' => 'DELAUNAY']);
    }

    public function testInsiIndisponibleUneFoisPuisDeNouveauLa(): void
    {
        $fault = ['kind' => 'metier', 'service' => 'ins', 'name' => 'desir_1020', 'remaining' => 1];
        self::$socle->call('POST', '/pannes', $fault);
        $insi = $this->insi();
        try {
            $insi->search('DELAUNAY', 'MARGUERITE', 'F', '1940-03-14');
            $this->fail('une faute SOAP était attendue');
        } catch (SoapFault) {
            $this->assertSame('desir_1020', $insi->error());
        }
        $this->assertSame('00', $insi->search('DELAUNAY', 'MARGUERITE', 'F', '1940-03-14')->CR->CodeCR);
    }

    public function testUnCourrielDHopitalArriveDansLaBoite(): void
    {
        $box = 'contact@ehpad-les-tilleuls.demo.mssante.fr';
        self::$socle->call('POST', '/mss/arrivees', ['boite' => $box, 'personne' => 'marguerite-delaunay']);
        $mails = self::$socle->call('GET', "/mss/boites/$box/courriels");
        $this->assertCount(1, $mails);
    }
}
