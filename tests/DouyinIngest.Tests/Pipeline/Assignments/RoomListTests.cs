using System.ComponentModel;
using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Pipeline.Assignments;

public sealed class RoomListTests
{
    private const string RoomId = "7300000000000000001";

    [Theory]
    [InlineData("732001", "732001", 0)]
    [InlineData("https://live.douyin.com/732001?from=x", "732001", 0)]
    [InlineData(RoomId, RoomId, 7_300_000_000_000_000_001)]
    public void Read_OneRoom_IsUnderstood(string text, string liveId, long roomId)
    {
        var rooms = RoomList.Read([Entry(text)], null, out var errors);
        Assert.Empty(errors);
        Assert.Equal((liveId, roomId), (rooms[liveId].LiveId, rooms[liveId].RoomId));
    }

    [Fact]
    public void Read_Mistakes_AreAllNamed()
    {
        RoomList.Read([Entry("1"), Entry("no room"), Entry("https://live.douyin.com/1"), Entry("https://v.douyin.com/iAbCdEf/")], null, out var errors);
        Assert.Equal(3, errors.Count);
        Assert.StartsWith("Ingest:Rooms:1: 'no room'", errors[0], StringComparison.Ordinal);
        Assert.Equal("Ingest:Rooms:2: room 1 is listed twice.", errors[1]);
        Assert.Contains("short link", errors[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Labels_AreCopied()
    {
        var entry = Entry("1");
        entry.Labels["tenant"] = "x";
        Assert.Equal("x", RoomList.Read([entry], null, out _)["1"].Labels["tenant"]);
    }

    [Fact]
    public void Converter_TakesTextOnly()
    {
        var converter = TypeDescriptor.GetConverter(typeof(RoomEntry));
        Assert.Equal("5", ((RoomEntry)converter.ConvertFromInvariantString("5")!).Room);
        Assert.False(converter.CanConvertFrom(typeof(int)));
        Assert.Throws<NotSupportedException>(() => converter.ConvertFrom(5));
    }

    [Fact]
    public async Task WatchAsync_GivesTheListAndWaits()
    {
        var source = new ConfiguredRooms([Entry("1")], RoomTransport.Polling, null, new FakeTimeProvider());
        using var stop = new CancellationTokenSource();
        await using var sets = source.WatchAsync(stop.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await sets.MoveNextAsync().Soon());
        Assert.Equal(["1"], sets.Current.Keys);
        var next = sets.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
    }

    private static RoomEntry Entry(string room) => new() { Room = room };
}
