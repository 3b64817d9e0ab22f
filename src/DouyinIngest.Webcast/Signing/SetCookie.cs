using System.Globalization;

namespace DouyinIngest.Webcast.Signing;

/// <summary>One Set-Cookie header.</summary>
/// <param name="Name">A token.</param>
/// <param name="Value">A secret.</param>
/// <param name="Lifetime">Max-Age; null when the header tells none, as for a session's cookie. Expires is not read: Max-Age comes with it and needs no clock of theirs.</param>
internal sealed record SetCookie(string Name, string Value, TimeSpan? Lifetime)
{
    /// <summary>Null for what no Cookie header could carry back.</summary>
    public static SetCookie? Parse(string header)
    {
        var parts = header.Split(';', StringSplitOptions.TrimEntries);
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || parts[0].AsSpan().ContainsAnyExceptInRange('\x21', '\x7e'))
        {
            return null;
        }

        TimeSpan? lifetime = null;
        foreach (var part in parts.AsSpan(1))
        {
            if (part.StartsWith("Max-Age=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(part.AsSpan("Max-Age=".Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            {
                lifetime = TimeSpan.FromSeconds(seconds);
            }
        }

        return new SetCookie(parts[0][..equals], parts[0][(equals + 1)..], lifetime);
    }

    /// <summary>Its name; the value is a secret.</summary>
    public override string ToString() => $"{Name}=***";
}
