// NOT TESTED by us: no .NET SDK was at hand.
using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Exemple;

public sealed class InsiTests(Socle socle) : IClassFixture<Socle>
{
    private const string Envelope = """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
         xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:bam="urn:siram:bam:ctxbam"
         xmlns:lps="urn:siram:lps:ctxlps" xmlns:r="http://www.cnamts.fr/INSiRecSans"><s:Header>
        <bam:ContexteBAM Version="01_02"><bam:Id>{0}</bam:Id><bam:Temps>{1}</bam:Temps>
        <bam:Emetteur>1990000028</bam:Emetteur><bam:COUVERTURE/></bam:ContexteBAM>
        <lps:ContexteLPS Nature="CTXLPS" Version="01_00"><lps:Id>{0}</lps:Id><lps:Temps>{1}</lps:Temps>
        <lps:Emetteur>1990000028</lps:Emetteur><lps:LPS><lps:IDAM R="4">{2}</lps:IDAM>
        <lps:Version>1.0</lps:Version><lps:Instance>{0}</lps:Instance>
        <lps:Nom>urn:lps:EXEMPLE-DOTNET:1.0</lps:Nom></lps:LPS></lps:ContexteLPS>
        <wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite</wsa:Action>
        <wsa:MessageID>uuid:{0}</wsa:MessageID></s:Header><s:Body><r:RECSANSVITALE>
        <r:NomNaissance>{3}</r:NomNaissance><r:Prenom>MARGUERITE</r:Prenom><r:Sexe>F</r:Sexe>
        <r:DateNaissance>1940-03-14</r:DateNaissance></r:RECSANSVITALE></s:Body></s:Envelope>
        """;

    private async Task<(HttpStatusCode Status, XDocument Answer)> Search(string nom)
    {
        var idam = socle.Ready.GetProperty("accounts").GetProperty("lps").GetProperty("idam").GetString();
        var now = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ");
        using var client = socle.Https("insi_auto");
        using var body = new StringContent(
            string.Format(Envelope, Guid.NewGuid(), now, idam, nom), Encoding.UTF8, "application/soap+xml");
        using var answer = await client.PostAsync(socle.Address("ins", "mtls"), body);
        return (answer.StatusCode, XDocument.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private static string Text(XDocument answer, string name) =>
        answer.Descendants().FirstOrDefault(one => one.Name.LocalName == name)?.Value ?? "";

    [Fact(DisplayName = "l'INS de Marguerite est trouvée par ses traits")]
    public async Task Found()
    {
        var (_, answer) = await Search("DELAUNAY");
        Assert.Equal("00", Text(answer, "CodeCR"));
        Assert.Equal("240035505090119", Text(answer, "NumIdentifiant") + Text(answer, "Cle"));
    }

    [Fact(DisplayName = "INSi indisponible une fois, puis de nouveau là")]
    public async Task UnavailableOnce()
    {
        await socle.Call(
            HttpMethod.Post, "/pannes", new { kind = "metier", service = "ins", name = "desir_1020", remaining = 1 });
        var (status, _) = await Search("DELAUNAY");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        var (_, after) = await Search("DELAUNAY");
        Assert.Equal("00", Text(after, "CodeCR"));
    }
}
