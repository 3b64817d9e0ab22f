using System.Net;
using DouyinIngest.Server.Api;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DouyinIngest.Server.Security;

/// <summary>What every answer of the management port says to browsers, and which of their requests are refused.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'";

    /// <param name="app">Before its endpoints.</param>
    public static void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        var host = IPAddress.Parse(context.RequestServices.GetRequiredService<IOptions<ManagementOptions>>().Value.Host);
        var headers = context.Response.Headers;
        headers[HeaderNames.ContentSecurityPolicy] = Policy;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers[HeaderNames.CacheControl] = "no-store";
        if (Refused(context.Request, host) is { } why)
        {
            await ApiJson.Refusal(StatusCodes.Status421MisdirectedRequest, why, "Open the console at the address that Management:Host and Management:Port name, or at localhost.").ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    /// <summary>
    /// Why a request is not answered; null: it is. A page of another site must not read the console through somebody's browser: neither by asking
    /// across origins, nor by a name of its own that leads to our loopback address.
    /// </summary>
    internal static string? Refused(HttpRequest request, IPAddress host)
    {
        if (string.Equals(request.Headers["Sec-Fetch-Site"], "cross-site", StringComparison.Ordinal)
            && !string.Equals(request.Headers["Sec-Fetch-Mode"], "navigate", StringComparison.Ordinal))
        {
            return "Another site asked for this.";
        }

        return IPAddress.IsLoopback(host) && !IsLocal(request.Host.Host) && !IsOfMachines(request.Path) ? "Only this machine is served, under its own names." : null;
    }

    // Probes and scrapes come under whatever name, and what they read is not about people.
    private static bool IsOfMachines(PathString path) => path.StartsWithSegments("/healthz", StringComparison.Ordinal) || path.StartsWithSegments("/metrics", StringComparison.Ordinal);

    private static bool IsLocal(string name)
        => name.Length == 0 || string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(name.Trim('[', ']'), out _);
}
