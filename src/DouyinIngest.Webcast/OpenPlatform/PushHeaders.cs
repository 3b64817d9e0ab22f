using System.Globalization;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>The headers of a push, as sent.</summary>
/// <param name="MessageType">x-msg-type.</param>
/// <param name="RoomId">x-roomid.</param>
/// <param name="Nonce">x-nonce-str.</param>
/// <param name="Timestamp">x-timestamp.</param>
/// <param name="Signature">x-signature.</param>
internal readonly record struct PushHeaders(string MessageType, string RoomId, string Nonce, string Timestamp, string Signature)
{
    public const string MessageTypeName = "x-msg-type";
    public const string RoomIdName = "x-roomid";
    public const string NonceName = "x-nonce-str";
    public const string TimestampName = "x-timestamp";
    public const string SignatureName = "x-signature";

    private const int Longest = 128;

    /// <summary>The broadcast; 0: the header is no number.</summary>
    public long Room => long.TryParse(RoomId, NumberStyles.None, CultureInfo.InvariantCulture, out var room) ? room : 0;

    /// <summary>When it was made, milliseconds since the Unix epoch; 0: the header is no time. The platform's pages show both seconds and milliseconds.</summary>
    public long Time => long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? UpstreamTimes.Milliseconds(time) : 0;

    /// <summary>The name of a header that is missing, or that is not what it must be; null: none.</summary>
    public string? Wrong => Room <= 0 || RoomId.Length > Longest ? RoomIdName
        : Nonce.Length is 0 or > Longest ? NonceName
        : Time == 0 ? TimestampName
        : Signature.Length is 0 or > Longest ? SignatureName
        : MessageType.Length is 0 or > Longest ? MessageTypeName
        : null;
}
