using DouyinIngest.Benchmarks.Scenarios.Samples;
using DouyinIngest.Benchmarks.Scenarios.Upstreams;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;

namespace DouyinIngest.Benchmarks.Scenarios.Hostile;

/// <summary>Readable frames with values that ought not to be there; each message has an outcome by rule, and its siblings go on.</summary>
internal static class OddValues
{
    /// <summary>Each case: what it is, the message, and what must come of it.</summary>
    public static IEnumerable<(string Name, Message Message, DropReason Expected)> Cases()
    {
        yield return ("a plain chat", Chat(10), DropReason.None);
        yield return ("a msg_id that was seen before", Chat(10), DropReason.Duplicate);
        yield return ("a msg_id that goes back", Chat(3), DropReason.None);
        yield return ("a negative msg_id", Chat(-5), DropReason.None);
        yield return ("no msg_id", Chat(0), DropReason.None);
        yield return ("ids of zero and below", UpstreamFrames.Message("WebcastLikeMessage", 11, new LikeMessage { User = new User { Id = -1 }, Count = -1, Total = 0 }), DropReason.None);
        yield return ("text that is no UTF-8", Raw("WebcastChatMessage", 12, [0x1a, 0x03, 0xff, 0xfe, 0x80]), DropReason.None);
        yield return ("a method that nobody knows", Raw("WebcastNeverHeardOfMessage", 13, [1, 2, 3]), DropReason.UnknownMethod);
        yield return ("bytes that are no message", Raw("WebcastGiftMessage", 14, [0xff, 0xff, 0xff]), DropReason.BadMessage);
        yield return ("an empty payload", Raw("WebcastRoomUserSeqMessage", 15, []), DropReason.None);
    }

    public static void Run(ScenarioReport report)
    {
        var path = new DecodePath(7_300_000_000_000_000_777);
        var cases = Cases().ToList();
        var outcomes = path.Read(UpstreamFrames.Msg(1, cases.Select(c => c.Message)));
        report.Require(outcomes.Count == cases.Count, () => $"{outcomes.Count} outcomes of {cases.Count} odd messages");
        foreach (var (odd, outcome) in cases.Zip(outcomes))
        {
            report.Require(outcome.Reason == odd.Expected, () => $"{odd.Name}: {outcome.Reason} in place of {odd.Expected}");
        }

        report.Add("oddValues", cases.Count);
    }

    private static Message Chat(long msgId) =>
        UpstreamFrames.Message("WebcastChatMessage", msgId, new ChatMessage { User = new User { Id = 5, Nickname = "路人" }, Content = "你好" });

    private static Message Raw(string method, long msgId, byte[] payload) =>
        new() { Method = method, MsgId = msgId, Payload = ByteString.CopyFrom(payload) };
}
