using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DouyinIngest.Simulator.Http;

namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>What a push is for: only true ones may be answered 200.</summary>
internal enum PushPurpose
{
    True,
    Repeat,
    Forged,
    Stale,
}

/// <summary>One push as it goes out: headers, body, and what it holds.</summary>
internal sealed record PlatformPush(PushPurpose Purpose, long RoomId, string Type, IReadOnlyList<PlatformEvent> Events, string Nonce, long Timestamp, byte[] Body, string Signature)
{
    /// <summary>Rightly signed, or by another secret.</summary>
    public static PlatformPush Of(PushPurpose purpose, IReadOnlyList<PlatformEvent> events, string nonce, DateTimeOffset at, string secret)
    {
        var body = Encoding.UTF8.GetBytes(new JsonArray([.. events.Select(e => e.Json.DeepClone())]).ToJsonString(Answers.Json));
        var timestamp = at.ToUnixTimeMilliseconds();
        var first = events[0];
        return new PlatformPush(purpose, first.RoomId, first.Type, events, nonce, timestamp, body, Sign(first.Type, nonce, first.RoomId, timestamp, body, secret));
    }

    public HttpRequestMessage ToRequest(Uri webhook)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/json");
        request.Headers.TryAddWithoutValidation("x-nonce-str", Nonce);
        request.Headers.TryAddWithoutValidation("x-timestamp", Timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("x-signature", Signature);
        request.Headers.TryAddWithoutValidation("x-roomid", RoomId.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("x-msg-type", Type);
        return request;
    }

    private static string Sign(string type, string nonce, long roomId, long timestamp, byte[] body, string secret)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["x-nonce-str"] = nonce,
            ["x-timestamp"] = timestamp.ToString(CultureInfo.InvariantCulture),
            ["x-roomid"] = roomId.ToString(CultureInfo.InvariantCulture),
            ["x-msg-type"] = type,
        };
        var head = Encoding.UTF8.GetBytes(string.Join('&', pairs.Select(pair => $"{pair.Key}={pair.Value}")));
#pragma warning disable CA5351 // The platform's choice.
        return Convert.ToBase64String(MD5.HashData([.. head, .. body, .. Encoding.UTF8.GetBytes(secret)]));
#pragma warning restore CA5351
    }
}
