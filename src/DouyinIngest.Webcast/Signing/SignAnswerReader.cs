using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace DouyinIngest.Webcast.Signing;

/// <summary>Reads a sign service's answer: <c>{signature | full_url, headers?, cookies?, expires?}</c>. Pure; what is wrong is a <see cref="SignerException"/>.</summary>
internal static class SignAnswerReader
{
    private const int MaxSignature = 4096;
    private const int MaxUrl = 16 * 1024;
    private const int MaxHeaders = 32;
    private const int MaxValue = 16 * 1024;
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <param name="body">The answer.</param>
    /// <param name="forSocket">A whole URL must be one of a socket; else of HTTP.</param>
    public static Signature Read(ReadOnlyMemory<byte> body, bool forSocket = true)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Wrong("it is no JSON object");
            }

            var signature = Line(root, "signature", MaxSignature);
            var fullUrl = Line(root, "full_url", MaxUrl);
            if (signature is null && fullUrl is null)
            {
                throw Wrong("it holds neither signature nor full_url");
            }

            if (fullUrl is not null && !IsUrl(fullUrl, forSocket))
            {
                throw Wrong(forSocket ? "full_url must be a ws:// or wss:// URL" : "full_url of a request with a url must be an http:// or https:// URL");
            }

            return new Signature(signature, fullUrl, Headers(root), Line(root, "cookies", MaxValue), Expires(root));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Wrong("it is no JSON that can be read", error);
        }
    }

    private static bool IsUrl(string url, bool ofSocket) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (ofSocket ? uri.Scheme is "ws" or "wss" : uri.Scheme is "http" or "https");

    /// <summary>A text of one line; null when absent, null or empty.</summary>
    private static string? Line(JsonElement root, string name, int maxLength) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? OneLine(value, name, maxLength) : null;

    private static string? OneLine(JsonElement value, string name, int maxLength)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong($"{name} is no string");
        }

        var text = value.GetString()!;
        if (text.Length > maxLength || text.Any(char.IsControl))
        {
            throw Wrong($"{name} is longer than {maxLength} characters or not one line");
        }

        return text.Length == 0 ? null : text;
    }

    private static Dictionary<string, string>? Headers(JsonElement root)
    {
        if (!root.TryGetProperty("headers", out var headers) || headers.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (headers.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("headers is no object");
        }

        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers.EnumerateObject())
        {
            if (header.Name.Length is 0 or > 100 || header.Name.AsSpan().ContainsAnyExcept(TokenChars) || read.Count == MaxHeaders)
            {
                throw Wrong($"headers holds a name that is none, or more than {MaxHeaders}");
            }

            read[header.Name] = OneLine(header.Value, "a header", MaxValue) ?? "";
        }

        return read;
    }

    /// <summary>Unix seconds, or a time in ISO 8601.</summary>
    private static DateTimeOffset? Expires(JsonElement root)
    {
        if (!root.TryGetProperty("expires", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253_402_300_799)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Wrong("expires is neither Unix seconds nor an ISO 8601 time");
    }

    private static SignerException Wrong(string what, Exception? inner = null) =>
        new($"The answer of the sign service ({HttpSigner.UrlSetting}) cannot be used: {what}.", inner);
}
