using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;

namespace DouyinIngest.Tests.Simulator.Push;

public sealed class InFlightTests
{
    private readonly InFlight _frames = new();

    [Fact]
    public void Ack_Right_TakenThenAgain()
    {
        _frames.Add(Frame(1));
        Assert.Equal(AckResult.Taken, _frames.Ack(1, "frame"));
        Assert.Equal(AckResult.Again, _frames.Ack(1, "frame"));
        Assert.Equal(0, _frames.Count);
    }

    [Theory]
    [InlineData(2, "frame", 2)]
    [InlineData(1, "other", 2)]
    [InlineData(1, "", 2)]
    [InlineData(1, "response", 0)]
    public void Ack_LogIdAndExt_AreChecked(ulong logId, string ext, int result)
    {
        _frames.Add(Frame(1));
        Assert.Equal((AckResult)result, _frames.Ack(logId, ext));
        Assert.Equal(result == 0 ? 0 : 1, _frames.Count);
    }

    [Fact]
    public void TakeDue_OldestFirst_AndLastInLineAfterwards()
    {
        _frames.Add(Frame(1, sentAt: 10));
        _frames.Add(Frame(2, sentAt: 20));
        _frames.Add(Frame(3, sentAt: 90));
        Assert.False(_frames.AnyDue(9));
        Assert.True(_frames.AnyDue(50));
        Assert.Equal(1UL, _frames.TakeDue(50, 100)!.LogId);
        Assert.Equal(2UL, _frames.TakeDue(50, 100)!.LogId);
        Assert.Null(_frames.TakeDue(50, 100));
        Assert.Equal(3UL, _frames.TakeDue(95, 110)!.LogId);
        Assert.Equal(3, _frames.Count);
    }

    private static SentFrame Frame(ulong logId, long sentAt = 0) => new(logId, new Batch
    {
        Position = 0, Time = 0, Count = 0, Sticky = false, WrdsVersion = 0, Compressed = [], InternalExt = "response", Cursor = "",
    }, "frame", "c") { SentAt = sentAt };
}
