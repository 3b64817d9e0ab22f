using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DouyinIngest.Benchmarks.Hostile;

/// <summary>Holds the lean decoder against the generated parsers, on random valid messages of every kind.</summary>
internal static class DifferentialDecode
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private const long Now = 1_777_000_000_456;

    private static readonly MessageDescriptor[] Types =
    [
        ChatMessage.Descriptor, EmojiChatMessage.Descriptor, ScreenChatMessage.Descriptor, PrivilegeScreenChatMessage.Descriptor,
        AudioChatMessage.Descriptor, GiftMessage.Descriptor, LikeMessage.Descriptor, MemberMessage.Descriptor, SocialMessage.Descriptor,
        RoomUserSeqMessage.Descriptor, RoomStatsMessage.Descriptor, ControlMessage.Descriptor,
    ];

    /// <summary>Compares <paramref name="count"/> messages; returns what differed, at most ten lines, and how many made an event.</summary>
    public static (int Events, IReadOnlyList<string> Differences) Run(int count, int seed)
    {
        var events = 0;
        var differences = new List<string>();
        for (var i = 0; i < count && differences.Count < 10; i++)
        {
            var (isEvent, difference) = Check(seed + i);
            events += isEvent ? 1 : 0;
            if (difference is not null)
            {
                differences.Add(difference);
            }
        }

        return (events, differences);
    }

    /// <summary>One message, made from a seed: null when both readers agree.</summary>
    public static (bool IsEvent, string? Difference) Check(int seed)
    {
        var random = new Random(seed);
        var type = Types[random.Next(Types.Length)];
        var method = "Webcast" + type.Name;
        var payload = new RandomMessages(random).Bytes(type);
        var expected = ParsedEvent.Of(method, payload, Now);
        var actual = Lean(method, payload);
        return (expected is not null, string.Equals(expected, actual, StringComparison.Ordinal) ? null : $"seed {seed} {method}\n  parsed {expected}\n  lean   {actual}");
    }

    private static string? Lean(string method, byte[] payload)
    {
        var response = new Response { Now = Now, Messages = { new Message { Method = method, MsgId = 1, Payload = ByteString.CopyFrom(payload) } } };
        var bytes = response.ToByteArray();
        if (ResponseReader.TryOpen(bytes, 1, out var reader) != DropReason.None || !reader.Next(out var message))
        {
            return "unreadable response";
        }

        var reason = new RoomEvents(RoomId, new EventOptions()).TryMap(message, reader.Now, Now, 1 << 20, out var view);
        return reason switch
        {
            DropReason.None => EventText.Of(view),
            DropReason.NoEvent => null,
            _ => reason.ToString(),
        };
    }
}
