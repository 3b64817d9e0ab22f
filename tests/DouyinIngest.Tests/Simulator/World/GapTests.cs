using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.World;

/// <summary>Cursors that are too old, and the exact hole that they leave.</summary>
public sealed class GapTests
{
    private const long Room = 7_600_000_000_000_000_123;

    private readonly FakeTimeProvider _time = Sim.Clock();

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Open_CursorByAge_ResumesUpToTheLimit(int seconds, bool resumed)
    {
        var broadcast = Sent(10);
        var cursor = Cursor.Format(Room, 4, Now);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        var opening = broadcast.Open(cursor);

        Assert.Equal((resumed, resumed ? 5L : 10), (opening.Resumed, opening.Start));
        Assert.Equal(resumed ? 0 : 5, opening.History.Count);
    }

    [Fact]
    public void Open_NoCursorAge_ResumesFromAnyTime()
    {
        var broadcast = Sent(10, new SimulatorOptions { Quiet = true, CursorAge = null });
        var cursor = Cursor.Format(Room, 4, Now);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.True(broadcast.Open(cursor).Resumed);
        Assert.Empty(broadcast.Gaps());
    }

    [Fact]
    public void Gaps_ForgottenCursor_AreTheEventsThatNobodyGetsAfterwards()
    {
        var broadcast = Sent(4);
        var cursor = Cursor.Format(Room, 2, Now);
        var from = Now;
        Chats(broadcast, 4, 3);
        _time.Advance(TimeSpan.FromSeconds(61));

        Join(broadcast, cursor);

        // 3 was sent before and is not sent again, 4 to 6 never were; the history shows the last two.
        var gap = Assert.Single(broadcast.Gaps());
        Assert.Equal(["3", "4"], Ids(gap));
        Assert.Equal((GapCause.Forgotten, 1, from, Now), (gap.Cause, gap.NeverSent, gap.From, gap.To));
    }

    [Fact]
    public void Gaps_AnotherConnectionStillGetsIt_IsNone()
    {
        var broadcast = Sent(8, new SimulatorOptions { Quiet = true, HistorySize = 2 });
        var old = Cursor.Format(Room, 2, Now);
        _time.Advance(TimeSpan.FromSeconds(61));
        var fresh = Cursor.Format(Room, 2, Now);
        Join(broadcast, old);
        Assert.NotEmpty(broadcast.Gaps());

        var opening = broadcast.Open(fresh);
        for (var position = opening.Start; position < broadcast.Log.Next; position++)
        {
            broadcast.Sent(position);
        }

        Assert.Empty(broadcast.Gaps());
    }

    [Fact]
    public void Gaps_WithoutCursorAfterOthers_AreWhatCameSinceTheLastSent()
    {
        var broadcast = Sent(4);
        Chats(broadcast, 4, 5);

        Join(broadcast, null);

        var gap = Assert.Single(broadcast.Gaps());
        Assert.Equal(["4", "5", "6"], Ids(gap));
        Assert.Equal((GapCause.NoCursor, 3), (gap.Cause, gap.NeverSent));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("t-1_r-1_d-1_u-1")]
    public void Gaps_FirstConnectionEver_IsNone(string? cursor)
    {
        var broadcast = Make();
        Chats(broadcast, 0, 5);

        Join(broadcast, cursor);

        Assert.Empty(broadcast.Gaps());
    }

    [Fact]
    public void Gaps_NothingHappenedSince_IsNone()
    {
        var broadcast = Sent(4);
        var cursor = Cursor.Format(Room, 3, Now);
        _time.Advance(TimeSpan.FromHours(1));

        Join(broadcast, cursor);

        Assert.Empty(broadcast.Gaps());
    }

    [Fact]
    public void Gaps_FallenOutOfTheLog_AreGapsToo()
    {
        var broadcast = Make(new SimulatorOptions { Quiet = true, ReplayDepth = 3, HistorySize = 0 });
        Chats(broadcast, 0, 2);
        broadcast.Sent(0);
        Chats(broadcast, 2, 5);

        Join(broadcast, Cursor.Format(Room, 0, Now));

        Assert.Equal(["1", "2", "3", "4", "5", "6"], Ids(Assert.Single(broadcast.Gaps())));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 4)]
    [InlineData(3, 2)]
    [InlineData(500, 0)]
    public void Open_Replay_BeginsBeforeTheCursor(int replay, long start)
    {
        var broadcast = Make(new SimulatorOptions { Quiet = true, Replay = replay });
        Chats(broadcast, 0, 10);

        var opening = broadcast.Open(Cursor.Format(Room, 4, Now));

        Assert.Equal((true, start, (int)(5 - start)), (opening.Resumed, opening.Start, opening.Replayed));
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private Broadcast Make(SimulatorOptions? options = null)
        => new(Room, options ?? new SimulatorOptions { Quiet = true, HistorySize = 2 }, _time);

    // msg_id is the position + 1000: an event must have a msg_id.
    private static void Chats(Broadcast broadcast, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            Built.Add(broadcast, 1000 + i);
        }
    }

    private Broadcast Sent(int count, SimulatorOptions? options = null)
    {
        var broadcast = Make(options ?? (count > 4 ? new SimulatorOptions { Quiet = true, HistorySize = 5 } : null));
        Chats(broadcast, 0, count);
        for (var i = 0; i < count; i++)
        {
            broadcast.Offer(i, []);
            broadcast.Sent(i);
        }

        return broadcast;
    }

    private static void Join(Broadcast broadcast, string? cursor) => Built.Join(broadcast, cursor);

    private static IEnumerable<string> Ids(TrueGap gap) => gap.Events.Select(id => $"{long.Parse(id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture) - 1000}");
}
