using DouyinIngest.Cli.Rooms;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Cli.Rooms;

public sealed class RoomFinderTests
{
    private const string RoomId = "7300000000000000001";

    [Theory]
    [InlineData("732001")]
    [InlineData("https://live.douyin.com/732001?from=x")]
    public async Task Find_LiveIdOrUrl_NeedsNoLookUp(string text)
    {
        var rooms = new OneAnswer(null);
        Assert.Equal((new FoundRoom("732001", 0), null), await Find(rooms, text));
        Assert.Equal(0, rooms.Asked);
    }

    [Theory]
    [InlineData(RoomId, 7_300_000_000_000_000_001)]
    [InlineData("https://v.douyin.com/iAbCdEf/", 0)]
    [InlineData("https://webcast.amemv.com/douyin/webcast/reflow/7300000000000000001", 0)]
    public async Task Find_OtherNames_AreLookedUpAndOnlyABareRoomIdIsPinned(string text, long pinned)
    {
        var rooms = new OneAnswer(new RoomInfoResult(new RoomCard { LiveId = "732001", RoomId = 5 }, default, ""));
        Assert.Equal((new FoundRoom("732001", pinned), null), await Find(rooms, text));
        Assert.Equal(1, rooms.Asked);
    }

    [Fact]
    public async Task Find_Refusal_SaysWhyAndWhatToDo()
    {
        var (room, failure) = await Find(new OneAnswer(new RoomInfoResult(null, CloseReason.RoomNotFound, "room API: status 4001")), RoomId);
        Assert.Null(room);
        Assert.Contains("there is no such room (room API: status 4001)", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_CardWithoutLiveId_SaysWhatToGive()
    {
        var (room, failure) = await Find(new OneAnswer(new RoomInfoResult(new RoomCard { LiveId = "" }, default, "")), RoomId);
        Assert.Null(room);
        Assert.Contains("live URL", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NoRoomAtAll_SaysWhatIsAccepted()
    {
        var (room, failure) = await Find(new OneAnswer(null), "my room");
        Assert.Null(room);
        Assert.Contains("Accepted: a live URL", failure, StringComparison.Ordinal);
    }

    private static Task<(FoundRoom? Room, string? Failure)> Find(OneAnswer rooms, string text) => new RoomFinder(rooms, null).FindAsync(text, TestContext.Current.CancellationToken);

    private sealed class OneAnswer(RoomInfoResult? answer) : IRoomInfoClient
    {
        public int Asked { get; private set; }

        public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(answer!);
        }
    }
}
