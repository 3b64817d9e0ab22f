namespace DouyinIngest.Webcast.Signing;

/// <summary>Signs a request to the upstream: of a WebSocket, or of im/fetch. Ours are <c>none</c> and <c>http</c>; we ship no vendor code.</summary>
public interface ISigner
{
    /// <summary>Signs one request; throws <see cref="SignerException"/> when it cannot.</summary>
    ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken);
}

/// <summary>What is signed.</summary>
/// <param name="WebRid">Live id; empty when a room is pinned by room id.</param>
/// <param name="RoomId">19 digits.</param>
/// <param name="UserUniqueId">The viewer id that the query carries.</param>
/// <param name="UserAgent">The User-Agent that the request will carry.</param>
/// <param name="RawQuery">The query as it will be sent, without the signature.</param>
/// <param name="Url">Where it will be sent, the query left out, when that is not the socket: an http or https URL, whose signature is its <c>a_bogus</c>; null: the socket.</param>
public sealed record SignRequest(string WebRid, string RoomId, string UserUniqueId, string UserAgent, string RawQuery, string? Url = null);

/// <summary>What a signer answers: a signature to put into the query, or the whole URL; and what else must be sent.</summary>
public sealed record Signature(
    string? Value,
    string? FullUrl,
    IReadOnlyDictionary<string, string>? Headers,
    string? Cookies,
    DateTimeOffset? Expires)
{
    /// <summary>Nothing was signed.</summary>
    public static Signature None { get; } = new(null, null, null, null, null);

    /// <summary>Which parts there are; never what they say.</summary>
    public override string ToString() =>
        $"{nameof(Signature)} {{ Value = {Hidden(Value)}, FullUrl = {Hidden(FullUrl)}, Headers = {Headers?.Count ?? 0}, Cookies = {Hidden(Cookies)}, Expires = {Expires:u} }}";

    private static string Hidden(string? text) => string.IsNullOrEmpty(text) ? "none" : "***";
}

/// <summary>The signer could not sign. The message is fit for an operator and names the setting to look at.</summary>
public sealed class SignerException(string message, Exception? inner = null) : Exception(message, inner);
