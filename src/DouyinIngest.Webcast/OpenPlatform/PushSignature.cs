using System.Security.Cryptography;
using System.Text;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>
/// The platform's proof that a push is its own: the four headers by name, <c>k=v</c> joined by <c>&amp;</c>, then the body, then the secret of the
/// message type; MD5 of that in base64. Not an HMAC, and nothing that we could choose.
/// </summary>
internal static class PushSignature
{
    /// <summary>Base64 of 16 bytes.</summary>
    private const int Length = 24;

    /// <summary>What the platform would send as <c>x-signature</c>.</summary>
    public static string Of(in PushHeaders headers, ReadOnlySpan<byte> body, string secret)
    {
#pragma warning disable CA5351 // The platform's choice.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        md5.AppendData(Encoding.UTF8.GetBytes($"x-msg-type={headers.MessageType}&x-nonce-str={headers.Nonce}&x-roomid={headers.RoomId}&x-timestamp={headers.Timestamp}"));
        md5.AppendData(body);
        md5.AppendData(Encoding.UTF8.GetBytes(secret));
        return Convert.ToBase64String(md5.GetHashAndReset());
    }

    /// <summary>
    /// Whether one of <paramref name="secrets"/> (more than one while they are changed) made it. Takes the same time whatever is wrong with the
    /// signature, and looks at every secret.
    /// </summary>
    public static bool IsRight(in PushHeaders headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets)
    {
        var given = new byte[Length];
        var whole = headers.Signature.Length == Length && Encoding.ASCII.GetBytes(headers.Signature, given) == Length;
        var right = false;
        foreach (var secret in secrets)
        {
            right |= CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Of(headers, body, secret)));
        }

        return right & whole;
    }
}
