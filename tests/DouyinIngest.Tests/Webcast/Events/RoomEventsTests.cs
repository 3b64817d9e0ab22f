using System.Text;
using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;
using static DouyinIngest.Tests.Corpus.Wire;

namespace DouyinIngest.Tests.Webcast.Events;

public sealed class RoomEventsTests
{
    private const string Stats = "WebcastRoomStatsMessage";

    private readonly CorpusPath _path = new();

    [Fact]
    public void Id_MessageThenCommon()
    {
        Assert.Equal("7300000000000000001-17", Id(Message("WebcastLikeMessage", 17, Sub(1, Int(2, 99)))));
        Assert.Equal("7300000000000000001-99", Id(Message("WebcastLikeMessage", 0, Sub(1, Int(2, 99)))));
    }

    [Fact]
    public void Id_WithoutMsgId_IsMethodTimeAndContent()
    {
        var first = Id(Message("WebcastLikeMessage", 0, Int(2, 1)));
        var other = Id(Message("WebcastLikeMessage", 0, Int(2, 2)));

        Assert.Matches("^7300000000000000001-WebcastLikeMessage-1777000000456-[0-9a-f]{16}$", first);
        Assert.NotEqual(first, other, StringComparer.Ordinal);
        Assert.Equal(first, new CorpusPath().Single<LikeEvent>(Message("WebcastLikeMessage", 0, Int(2, 1))).EventId);
        Assert.Equal(DropReason.Duplicate, Reason(Message("WebcastLikeMessage", 0, Int(2, 1))));
    }

    [Theory]
    [InlineData("", "7300000000000000001-WebcastRoomStatsMessage-18446744073709551615")]
    [InlineData("sub", "7300000000000000001-WebcastRoomStatsMessage_sub-18446744073709551615")]
    public void Id_Sticky_IsMethodSubKeyVersion(string subKey, string id)
        => Assert.Equal(id, Id(Message(Stats, 5, Int(5, 1), Int(6, 1), Int(7, -1), Text(8, subKey))));

    [Fact]
    public void Id_StickyWithHostileSubKey_StaysShortAndReadable()
    {
        var longKey = Id(Message(Stats, 5, [], Int(6, 1), Int(7, 1), Text(8, new string('k', 5000))));
        var broken = Id(Message(Stats, 5, [], Int(6, 1), Int(7, 1), Raw(8, [0xff, 0xfe])));

        Assert.Matches("^7300000000000000001-WebcastRoomStatsMessage_[0-9a-f]{16}-1$", longKey);
        Assert.Matches("^7300000000000000001-WebcastRoomStatsMessage_[0-9a-f]{16}-1$", broken);
        Assert.NotEqual(longKey, broken, StringComparer.Ordinal);
    }

    [Fact]
    public void Duplicate_SameMsgId_MakesOneEvent()
    {
        var like = Message("WebcastLikeMessage", 1, Int(2, 1));

        Assert.Equal([DropReason.None, DropReason.Duplicate], _path.Read(like, like).Select(r => r.Reason));
        Assert.Equal(DropReason.Duplicate, Reason(like));
    }

    [Fact]
    public void Sticky_Versions_OnlyNewerMakesAnEvent()
    {
        DropReason At(long version, string subKey = "a") => Reason(Message(Stats, version + 1000, [], Int(6, 1), Int(7, version), Text(8, subKey)));

        Assert.Equal(DropReason.None, At(10));
        Assert.Equal(DropReason.Duplicate, At(10));
        Assert.Equal(DropReason.StaleState, At(9));
        Assert.Equal(DropReason.None, At(11));
        Assert.Equal(DropReason.None, At(5, "b"));
    }

    [Fact]
    public void Sticky_BadMessage_DoesNotTakeTheVersion()
    {
        Assert.Equal(DropReason.BadMessage, Reason(Message(Stats, 1, [0x0f], Int(6, 1), Int(7, 10))));
        Assert.Equal(DropReason.None, Reason(Message(Stats, 1, [], Int(6, 1), Int(7, 10))));
    }

    [Fact]
    public void Versions_BeyondTheBound_AreNotKept()
    {
        var versions = new StickyVersions();
        for (var i = 0; i <= StickyVersions.MostKeys; i++)
        {
            versions.Set(new MessageView { Method = "m"u8, WrdsSubKey = Encoding.UTF8.GetBytes($"{i}"), WrdsVersion = 5 });
        }

        Assert.Equal(DropReason.Duplicate, versions.Check(new MessageView { Method = "m"u8, WrdsSubKey = "0"u8, WrdsVersion = 5 }));
        Assert.Equal(DropReason.None, versions.Check(new MessageView { Method = "m"u8, WrdsSubKey = "1024"u8, WrdsVersion = 5 }));
    }

    [Fact]
    public void QuietRoom_CostsNextToNothing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = new RoomEvents(1, new EventOptions());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1023);
    }

    private string Id(byte[] message)
    {
        var (reason, e) = Assert.Single(_path.Read(message));
        Assert.Equal(DropReason.None, reason);
        return e!.EventId;
    }

    private DropReason Reason(byte[] message) => Assert.Single(_path.Read(message)).Reason;
}
