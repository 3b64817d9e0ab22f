using System.Text;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Tests.Pipeline.Outbound;

/// <summary>The values of both topics.</summary>
public sealed class OutboundRecordTests
{
    private static readonly LineId Id = new(17, 1_767_323_045_006);

    [Fact]
    public void Line_Whole_IsRead()
    {
        var line = Read("""{"text":"你好","id":"a-1","labels":{"tenant":"x"},"createdAt":"2026-01-02T03:04:05Z"}""");

        Assert.Null(line.Refusal);
        Assert.Equal(("732001", "你好", "a-1", "x"), (line.Key, line.Text, line.Name, line.Labels["tenant"]));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), line.CreatedAt);
    }

    [Theory]
    [InlineData("{}", null, "")]
    [InlineData("{\"text\":null}", null, "")]
    [InlineData("{\"text\":5}", ChatReason.Malformed, "the value.text is 5. Make it a text in quotes.")]
    [InlineData("{\"txt\":\"x\"}", ChatReason.Malformed, "The nearest is 'text'")]
    [InlineData("{\"text\":\"x\",\"text\":\"y\"}", ChatReason.Malformed, "names a member twice")]
    [InlineData("hello", ChatReason.Malformed, "is not JSON (line 1, byte 1)")]
    [InlineData("[]", ChatReason.Malformed, "Make it a JSON object")]
    [InlineData("{\"text\":\"\\ud83c\"}", ChatReason.Malformed, "half a surrogate pair")]
    [InlineData("{\"text\":\"x\",\"createdAt\":\"yesterday\"}", ChatReason.Malformed, "Make it a time such as")]
    [InlineData("{\"text\":\"x\",\"createdAt\":7}", ChatReason.Malformed, "Make it a time such as")]
    [InlineData("{\"text\":\"x\",\"labels\":[1]}", ChatReason.Malformed, "Make it a JSON object")]
    [InlineData("{\"text\":\"x\",\"labels\":{\"a\":1}}", ChatReason.Malformed, "Make it a text in quotes")]
    public void Line_Table(string value, ChatReason? refusal, string detail)
    {
        var line = Read(value);

        Assert.Equal(refusal, line.Refusal?.Reason);
        Assert.Contains(detail, line.Refusal?.Detail ?? "", StringComparison.Ordinal);
        Assert.Equal("", line.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0123")]
    [InlineData("7300000000000000001")]
    public void Line_KeyIsNoLiveId_IsRefusedAsUnknownRoom(string? key)
    {
        var line = OutboundLineParser.Parse(key is null ? null : Encoding.UTF8.GetBytes(key), "{\"text\":\"x\"}"u8.ToArray(), Id);

        Assert.Equal((ChatReason.UnknownRoom, ""), (line.Refusal!.Reason, line.Text));
    }

    [Fact]
    public void Line_AMegabyte_IsRefusedWithoutBeingRead()
    {
        var line = OutboundLineParser.Parse("732001"u8.ToArray(), Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('x', 1 << 20)}\"}}"), Id);

        Assert.Equal((ChatReason.TooLong, "the record has 1,048,587 bytes; at most 65,536 are read"), (line.Refusal!.Reason, line.Refusal.Detail));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(new byte[] { 0xff, 0xfe })]
    public void Line_NoTextAtAll_IsMalformed(byte[]? value) => Assert.Equal(ChatReason.Malformed, OutboundLineParser.Parse("732001"u8.ToArray(), value, Id).Refusal!.Reason);

    [Fact]
    public void Line_TooManyOrTooLongLabelsAndNames_AreMalformed()
    {
        Assert.Equal(ChatReason.Malformed, Read($"{{\"text\":\"x\",\"id\":\"{new string('i', 257)}\"}}").Refusal!.Reason);
        Assert.Equal(ChatReason.Malformed, Read($"{{\"text\":\"x\",\"labels\":{{\"a\":\"{new string('v', 257)}\"}}}}").Refusal!.Reason);
        Assert.Equal(ChatReason.Malformed, Read($"{{\"text\":\"x\",\"labels\":{{{string.Join(',', Enumerable.Range(0, 33).Select(n => $"\"l{n}\":\"\""))}}}}}").Refusal!.Reason);
    }

    [Fact]
    public void Line_Written_ReadsAsItself()
    {
        var line = new OutboundLine(Id, "732001", "a \"b\" 你")
        {
            Name = "n",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
        var read = OutboundLineParser.Parse("732001"u8.ToArray(), OutboundLineParser.Write(line), Id);

        Assert.Equivalent(line, read, strict: true);
    }

    [Fact]
    public void Result_Written_IsTheContract()
    {
        var result = new OutboundResult(Id, "732001", OutboundState.Refused, "pod-1")
        {
            Epoch = 12,
            Reason = ChatReason.RoomOffline,
            Detail = "its anchor is not live",
            Name = "a-1",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["tenant"] = "小"},
        };
        var json = Encoding.UTF8.GetString(OutboundResultJson.Write(result, new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero)));

        Assert.Equal(
            """{"offset":"17","lineTime":"2026-01-02T03:04:05.006Z","liveId":"732001","id":"a-1","state":"refused","reason":"roomOffline","detail":"its anchor is not live","remedy":"Wait until the room is live: its page tells.","eventId":"","instance":"pod-1","epoch":"12","time":"2026-01-02T03:04:06.000Z","labels":{"tenant":"小"}}""",
            json);
    }

    [Theory]
    [InlineData((int)OutboundState.Accepted, ChatReason.None)]
    [InlineData((int)OutboundState.Sent, ChatReason.None)]
    [InlineData((int)OutboundState.Refused, ChatReason.UnknownRoom)]
    [InlineData((int)OutboundState.Unknown, ChatReason.OwnerLost)]
    public void Result_Written_ReadsAsItself(int state, ChatReason reason)
    {
        var result = new OutboundResult(Id, "732001", (OutboundState)state, "pod-1") { Reason = reason, EventId = "1-2", Epoch = 5, Name = "n", Detail = "d" };

        var read = OutboundResultJson.Read(OutboundResultJson.Write(result, DateTimeOffset.UnixEpoch));

        Assert.Equal(result with { Labels = read!.Labels }, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"offset":"x","lineTime":"2026-01-02T03:04:05.006Z","state":"sent","instance":"p"}""")]
    [InlineData("""{"offset":"1","lineTime":"2026-01-02T03:04:05.006Z","state":"7","instance":"p"}""")]
    [InlineData("""{"offset":"1","lineTime":"2026-01-02T03:04:05.006Z","state":"sent","instance":""}""")]
    [InlineData("""{"offset":"1","lineTime":"soon","state":"sent","instance":"p"}""")]
    public void Result_OfSomebodyElse_SaysNothing(string value) => Assert.Null(OutboundResultJson.Read(Encoding.UTF8.GetBytes(value)));

    [Fact]
    public void Result_ReasonOfALaterVersion_IsStillFinal()
    {
        var read = OutboundResultJson.Read("""{"offset":"1","lineTime":"2026-01-02T03:04:05.006Z","state":"refused","reason":"somethingNew","instance":"p"}"""u8.ToArray());

        Assert.Equal((OutboundState.Refused, ChatReason.Rejected), (read!.State, read.Reason));
    }

    [Fact]
    public void Result_Null_SaysNothing() => Assert.Null(OutboundResultJson.Read(null));

    private static OutboundLine Read(string value) => OutboundLineParser.Parse("732001"u8.ToArray(), Encoding.UTF8.GetBytes(value), Id);
}
