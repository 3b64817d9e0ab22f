using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Server.Security;

/// <summary>What a request's claim to write is worth.</summary>
internal enum TokenVerdict
{
    /// <summary>It may write.</summary>
    Right,

    /// <summary>It carries no token.</summary>
    Missing,

    /// <summary>It carries another one.</summary>
    Wrong,

    /// <summary>No token is set, or it cannot be read: nobody may write.</summary>
    NotSet,
}

/// <summary>Knows who may write. The token is compared in constant time and is never shown.</summary>
internal sealed class ManagementToken(IOptions<ManagementOptions> options)
{
    public const int ShortestToken = 16;
    public const int LongestToken = 512;

    private const string Scheme = "Bearer ";
    private const long LongestFile = 4096;

    /// <summary>Whether somebody may write at all.</summary>
    public bool IsSet => options.Value is { Token.Length: > 0 } or { TokenFile.Length: > 0 };

    /// <param name="authorization">The value of the request's header Authorization; null without one.</param>
    public TokenVerdict Check(string? authorization)
    {
        if (!IsSet || Read(options.Value) is not { } token || Unusable(token))
        {
            return TokenVerdict.NotSet;
        }

        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return TokenVerdict.Missing;
        }

        // Hashes have one length: the time says nothing of that of the token either.
        return CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), Hash(token)) ? TokenVerdict.Right : TokenVerdict.Wrong;
    }

    /// <summary>Why the settings cannot be used; null: they can. Names no token.</summary>
    public static string? Mistake(ManagementOptions options)
    {
        if (options is { Token.Length: > 0, TokenFile.Length: > 0 })
        {
            return "Management:Token and Management:TokenFile are both set: give one of them.";
        }

        if (options is { Token.Length: 0, TokenFile.Length: 0 })
        {
            return null;
        }

        var setting = options.Token.Length > 0 ? "Management:Token" : "Management:TokenFile";
        return Read(options) switch
        {
            null => $"Management:TokenFile is '{options.TokenFile}', which cannot be read: give the path of a file that this user may read.",
            var token when Unusable(token) => FormattableString.Invariant($"{setting} must hold {ShortestToken} to {LongestToken} visible ASCII characters without blanks; 'openssl rand -hex 32' makes one."),
            _ => null,
        };
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static bool Unusable(string token) => token.Length is < ShortestToken or > LongestToken || token.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static string? Read(ManagementOptions options)
    {
        if (options.Token.Length > 0)
        {
            return options.Token;
        }

        try
        {
            var file = new FileInfo(options.TokenFile);
            return file.Length > LongestFile ? null : File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
