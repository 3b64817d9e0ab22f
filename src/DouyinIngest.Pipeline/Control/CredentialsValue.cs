using System.Text.Json;

namespace DouyinIngest.Pipeline.Control;

/// <summary>
/// The value of the record <c>_credentials</c>: <c>{"credentials":{"default":{"limit":100,"reserve":2}}}</c>. Names and limits, never secrets. Pure.
/// </summary>
internal static class CredentialsValue
{
    public const int MaxName = 64;
    public const int MaxLimit = 1_000_000;

    private const string NameRemedy = "Name a credential by 1 to 64 letters, digits, '.', '-' and '_'.";

    /// <summary>Reads it.</summary>
    /// <exception cref="ControlFormatException">It is refused.</exception>
    public static IReadOnlyDictionary<string, CredentialQuota> Read(JsonElement value)
    {
        var members = JsonMembers.Of(value, "the value", "credentials");
        var quotas = new Dictionary<string, CredentialQuota>(StringComparer.Ordinal);
        if (members.Find("credentials") is not { } credentials)
        {
            return quotas;
        }

        foreach (var (name, path, element) in JsonMembers.Any(credentials, members.PathOf("credentials")).All())
        {
            if (!IsName(name))
            {
                throw JsonMembers.Wrong($"{path} is no name of a credential", NameRemedy);
            }

            var quota = JsonMembers.Of(element, path, "limit", "reserve");
            var limit = quota.Integer("limit", 1, MaxLimit);
            var reserve = quota.Integer("reserve", 0, MaxLimit) ?? 0;
            if (reserve > 0 && limit is null or > 0 && reserve >= limit)
            {
                throw JsonMembers.Wrong($"{path} reserves {reserve} of {limit}", "Keep reserve below limit: what is reserved is left free for handovers, and no room could run.");
            }

            quotas.Add(name, new CredentialQuota(limit, reserve));
        }

        return quotas;
    }

    /// <summary>The value that reads as <paramref name="credentials"/>.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, CredentialQuota> credentials)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("credentials");
            foreach (var (name, quota) in credentials.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(name);
                if (quota.Limit is { } limit)
                {
                    json.WriteNumber("limit", limit);
                    json.WriteNumber("reserve", quota.Reserve);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static bool IsName(string text)
        => text.Length is > 0 and <= MaxName && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The credential that a room's value names; null: none.</summary>
    internal static string? Name(JsonMembers members)
        => members.Text("credential") is not { } name ? null
            : IsName(name) ? name
            : throw JsonMembers.Wrong($"{members.PathOf("credential")} is {JsonMembers.Shown(members.Find("credential")!.Value)}", NameRemedy);
}
