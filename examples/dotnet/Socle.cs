// NOT TESTED by us: no .NET SDK was at hand.
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Exemple;

/// <summary>The simulator as a test class needs it: an espace of its own, the control API, TLS by a P12.</summary>
public sealed class Socle : IAsyncLifetime
{
    public JsonElement Ready { get; } = JsonDocument.Parse(File.ReadAllText(
        Environment.GetEnvironmentVariable("SOCLE_READY")
        ?? throw new InvalidOperationException("SOCLE_READY must name the ready file of a simulator"))).RootElement;

    public string Espace { get; } = $"dotnet-{Guid.NewGuid().ToString("N")[..8]}";

    private readonly HttpClient _control = new(new HttpClientHandler { UseProxy = false });

    public async Task InitializeAsync()
    {
        var control = Ready.GetProperty("control");
        _control.DefaultRequestHeaders.Authorization = new("Bearer", control.GetProperty("token").GetString());
        await Control(HttpMethod.Post, "/espaces", new { name = Espace });
    }

    public async Task DisposeAsync()
    {
        await Control(HttpMethod.Delete, $"/espaces/{Espace}");
        _control.Dispose();
    }

    /// <summary>One call of the control API within the espace; what it answered.</summary>
    public Task<JsonElement?> Call(HttpMethod method, string path, object? body = null) =>
        Control(method, $"/espaces/{Espace}{path}", body);

    /// <summary>An address of the ready file, within the espace.</summary>
    public Uri Address(string service, string face)
    {
        var whole = new Uri(Ready.GetProperty("services").GetProperty(service).GetProperty(face).GetString()!);
        return new Uri(whole, $"/~{Espace}{whole.AbsolutePath}");
    }

    /// <summary>A client that trusts the test authority and holds the P12 of that name.</summary>
    public HttpClient Https(string certificate)
    {
        var pki = Ready.GetProperty("pki");
        var material = pki.GetProperty("clients").GetProperty(certificate);
        var own = new X509Certificate2(
            material.GetProperty("p12").GetString()!, material.GetProperty("password").GetString());
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(pki.GetProperty("ca").GetString()!);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ExtraStore.AddRange(authorities);
        return new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = new X509CertificateCollection { own },
                CertificateChainPolicy = policy,
            },
        });
    }

    private async Task<JsonElement?> Control(HttpMethod method, string path, object? body = null)
    {
        var url = Ready.GetProperty("control").GetProperty("url").GetString() + path;
        using var request = new HttpRequestMessage(method, url);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await _control.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {text}");
        }
        return text.Length == 0 ? null : JsonDocument.Parse(text).RootElement;
    }
}
