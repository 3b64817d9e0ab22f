using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class GateTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(59_999, false)]
    [InlineData(60_000, true)]
    public void LogGate_Minute_IsMeasuredFromTheLastLine(int milliseconds, bool opens)
    {
        var gate = new LogGate(_time);
        gate.Opens("a");
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(opens, gate.Opens("a"));
    }

    [Fact]
    public void LogGate_ClosedCalls_DoNotPutTheNextLineOff()
    {
        var gate = new LogGate(_time);
        int lines = 0;
        for (int second = 0; second <= 180; second++)
        {
            lines += gate.Opens("a") ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(4, lines);
    }

    [Fact]
    public void LogGate_ManyThreadsAtOnce_OneGetsThrough()
    {
        var gate = new LogGate(_time);
        for (int minute = 0; minute < 20; minute++)
        {
            int lines = 0;
            Parallel.For(0, 64, _ => Interlocked.Add(ref lines, gate.Opens("a") ? 1 : 0));
            Assert.Equal(1, lines);
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData(1, 999, 0)]
    [InlineData(1, 1_000, 1)]
    [InlineData(3, 333, 0)]
    [InlineData(3, 334, 1)]
    [InlineData(100, 10, 1)]
    [InlineData(100, 55, 5)]
    [InlineData(100, 3_600_000, 100)]
    public void RateGate_Emptied_GivesWhatTimeHasEarned(int perSecond, int milliseconds, int taken)
    {
        var gate = new RateGate(perSecond, _time);
        Assert.Equal(perSecond, TakeAll(gate));
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(taken, TakeAll(gate));
    }

    [Fact]
    public void RateGate_FractionsAdd()
    {
        var gate = new RateGate(2, _time);
        TakeAll(gate);
        int taken = 0;
        for (int i = 0; i < 40; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(125));
            taken += TakeAll(gate);
        }

        Assert.Equal(10, taken);
    }

    [Fact]
    public void RateGate_ManyThreads_NeverGiveMoreThanThereIs()
    {
        var gate = new RateGate(50, _time);
        int taken = 0;
        Parallel.For(0, 500, _ => Interlocked.Add(ref taken, gate.TryTake() ? 1 : 0));
        Assert.Equal(50, taken);
    }

    [Fact]
    public void StallWatch_FirstLook_BeginsTheMeasure()
    {
        _time.Advance(TimeSpan.FromHours(1));
        var watch = new StallWatch(_time);
        Assert.False(watch.IsStalled(0, 1));
        _time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.False(watch.IsStalled(0, 1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(watch.IsStalled(0, 1));
        Assert.True(watch.IsStalled(0, 5));
    }

    [Fact]
    public void StallWatch_QuietTime_IsNoStall()
    {
        var watch = new StallWatch(_time);
        for (int i = 0; i < 30; i++)
        {
            Assert.False(watch.IsStalled(5, 0));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // What comes after the quiet has ten seconds of its own.
        Assert.False(watch.IsStalled(5, 1));
        _time.Advance(TimeSpan.FromSeconds(8));
        Assert.False(watch.IsStalled(5, 1));
    }

    [Fact]
    public void StallWatch_SlowButMoving_IsNoStall()
    {
        var watch = new StallWatch(_time);
        for (int published = 0; published < 10; published++)
        {
            Assert.False(watch.IsStalled(published, 1_000));
            _time.Advance(TimeSpan.FromSeconds(11));
        }
    }

    [Fact]
    public void DropReasons_Words_AreSnakeCaseAndDistinct()
    {
        string[] words = [.. Enum.GetValues<DropReason>().Select(DropReasons.Word)];
        Assert.Equal(
            [
                "none", "bad_envelope", "bad_compression", "inflated_too_large", "ratio_too_high", "bad_response", "too_many_messages", "unknown_payload_type",
                "bad_message", "string_too_long", "duplicate", "stale_state", "no_event", "unknown_method",
                "filtered_kind", "filtered_user", "filtered_value", "filtered_word",
            ],
            words);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("WebcastChatMessage", "WebcastChatMessage")]
    [InlineData("a b", "a?b")]
    [InlineData("a\0b\u007f", "a?b?")]
    [InlineData("!~", "!~")]
    [InlineData("é", "??")]
    public void Printable_AnyMethod_IsOneAsciiWord(string method, string word)
        => Assert.Equal(word, DeadLetterHeaders.Printable(System.Text.Encoding.UTF8.GetBytes(method)));

    [Theory]
    [InlineData(63, 63)]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    public void Printable_Length_IsBounded(int length, int kept)
        => Assert.Equal(new string('m', kept), DeadLetterHeaders.Printable(System.Text.Encoding.UTF8.GetBytes(new string('m', length))));

    private static int TakeAll(RateGate gate)
    {
        int taken = 0;
        while (gate.TryTake())
        {
            taken++;
        }

        return taken;
    }
}
