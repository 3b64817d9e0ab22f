using System.Text;
using System.Text.Json;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.OpenPlatform;

/// <summary>From the platform's JSON to normalized events, and the ids that they get.</summary>
public sealed class PushEventReaderTests : IDisposable
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private readonly string _names = Path.GetTempFileName();
    private readonly RoomEvents _events = new(RoomId, new EventOptions());

    [Fact]
    public void TryRead_Comment_IsAChat()
    {
        var (view, reason) = Take("""{"msg_id":"42","sec_openid":"o1","content":"你好","avatar_url":"x","nickname":"甲","timestamp":1767323045006}""", PushMessageType.Comment);

        Assert.Equal(DropReason.None, reason);
        Assert.Equal(("op-7300000000000000001-42", EventKind.Chat, "你好", "甲", "o1"), (view.Id, view.Kind, view.Content, view.Name, view.OpenId));
        Assert.Equal((1_767_323_045_006, EventTimeSource.EventTime), (view.Time, view.Source));
    }

    [Fact]
    public void TryRead_Gift_CountsAndIsPaidInFen()
    {
        File.WriteAllText(_names, """{"n1/abc=":"小心心"}""");
        var (view, reason) = Take("""{"msg_id":"7","sec_openid":"o1","sec_gift_id":"n1/abc=","gift_num":3,"gift_value":300,"nickname":"甲","timestamp":1767323045006}""", PushMessageType.Gift, GiftNames.Read(_names));

        Assert.Equal(DropReason.None, reason);
        Assert.Equal((EventKind.Gift, "n1/abc=", "小心心"), (view.Kind, view.SecGiftId, view.GiftName));
        Assert.Equal((3L, 3L, 10, 30L, 300L, true), (view.GiftCount, view.GiftTotal, view.Diamonds, view.GiftValue, view.ValueFen, view.Ended));
        Assert.Equal(16, view.ComboId.Length);
    }

    [Fact]
    public void TryRead_GiftThatCannotBeDivided_HasNoPriceOfAPiece()
    {
        var (view, _) = Take("""{"msg_id":"8","sec_gift_id":"g","gift_num":3,"gift_value":100}""", PushMessageType.Gift);

        Assert.Equal((0, 10L, 100L), (view.Diamonds, view.GiftValue, view.ValueFen));
    }

    [Fact]
    public void TryRead_Like_CountsTaps()
    {
        var (view, reason) = Take("""{"msg_id":"9","like_num":"12","nickname":"乙","timestamp":1767323045}""", PushMessageType.Like);

        Assert.Equal((DropReason.None, EventKind.Like, 12L, 1_767_323_045_000L), (reason, view.Kind, view.Count, view.Time));
    }

    [Theory]
    [InlineData("1", "live_comment")]
    [InlineData("null", "live_like")]
    [InlineData("[]", "live_gift")]
    [InlineData("""{"msg_id":"1"}""", "live_comment")]
    [InlineData("""{"msg_id":"1","content":7}""", "live_comment")]
    [InlineData("""{"msg_id":"1","sec_gift_id":"g","gift_num":0}""", "live_gift")]
    [InlineData("""{"msg_id":"1","sec_gift_id":"g","gift_num":-3}""", "live_gift")]
    [InlineData("""{"msg_id":"1","gift_num":3}""", "live_gift")]
    [InlineData("""{"msg_id":"1","like_num":"many"}""", "live_like")]
    public void TryRead_NotWhatTheTypeSays_IsNoEvent(string item, string type)
    {
        using var json = JsonDocument.Parse(item);
        Assert.False(new PushEventReader(GiftNames.None).TryRead(json.RootElement, PushMessageTypes.Find(type)!.Value, out _, out _));
    }

    [Fact]
    public void TryTakePushed_SameIdAgain_IsADuplicate()
    {
        Take("""{"msg_id":"1","content":"a"}""", PushMessageType.Comment);
        Assert.Equal(DropReason.Duplicate, Take("""{"msg_id":"1","content":"b"}""", PushMessageType.Comment).Reason);
    }

    [Fact]
    public void TryTakePushed_WithoutMsgId_GoesByContent()
    {
        var first = Take("""{"content":"a"}""", PushMessageType.Comment);
        Assert.StartsWith("op-7300000000000000001-content-", first.View.Id, StringComparison.Ordinal);
        Assert.Equal(DropReason.Duplicate, Take("""{"content":"a"}""", PushMessageType.Comment).Reason);
        Assert.Equal(DropReason.None, Take("""{"content":"b"}""", PushMessageType.Comment).Reason);
    }

    [Fact]
    public void TryTakePushed_MonstrousMsgId_GoesByItsHash()
        => Assert.Equal("op-7300000000000000001-".Length + 16, Take($$"""{"msg_id":"{{new string('9', 5000)}}","content":"a"}""", PushMessageType.Comment).View.Id.Length);

    [Fact]
    public void TryTakePushed_MonstrousContent_IsRefused()
        => Assert.Equal(DropReason.StringTooLong, Take($$"""{"msg_id":"1","content":"{{new string('x', 70_000)}}"}""", PushMessageType.Comment).Reason);

    [Fact]
    public void Capture_GiftsUnderALoadOfTalk_AreRememberedByWhoGoesOn()
    {
        var gift = """{"msg_id":"gift","sec_gift_id":"g","gift_num":1}""";
        Take(gift, PushMessageType.Gift);
        for (var i = 0; i < 20_000; i++)
        {
            LiveEventView chat = new() { Kind = EventKind.Chat };
            _events.TryTakePushed(Encoding.UTF8.GetBytes(i.ToString(System.Globalization.CultureInfo.InvariantCulture)), false, 1_000_000 + i, 1000, ref chat);
            _events.Forget(1_000_000 + (i * 100L), long.MaxValue);
        }

        Assert.Equal(DropReason.Duplicate, Take(gift, PushMessageType.Gift).Reason);
        var next = new RoomEvents(RoomId, new EventOptions(), _events.Capture(9_000_000, 10), 9_000_000);
        Assert.Equal(DropReason.Duplicate, Take(gift, PushMessageType.Gift, events: next).Reason);
    }

    public void Dispose() => File.Delete(_names);

    private (Seen View, DropReason Reason) Take(string item, PushMessageType type, GiftNames? names = null, RoomEvents? events = null)
    {
        using var json = JsonDocument.Parse(item);
        Assert.True(new PushEventReader(names ?? GiftNames.None).TryRead(json.RootElement, type, out var e, out var msgId));
        var reason = (events ?? _events).TryTakePushed(msgId, type.IsKept(), 1_767_323_045_120, 64 * 1024, ref e);
        return (new Seen(
            Text(e.EventId), e.Kind, Text(e.Content), Text(e.User.Name), Text(e.User.OpenId), e.UpstreamTime, e.UpstreamTimeSource, Text(e.SecGiftId), Text(e.GiftName),
            e.GiftCount, e.GiftTotal, e.Diamonds, e.GiftValue, e.ValueFen, e.ComboEnded, Text(e.ComboId), e.Count), reason);
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private sealed record Seen(
        string Id, EventKind Kind, string Content, string Name, string OpenId, long Time, EventTimeSource Source, string SecGiftId, string GiftName,
        long GiftCount, long GiftTotal, int Diamonds, long GiftValue, long ValueFen, bool Ended, string ComboId, long Count);
}
