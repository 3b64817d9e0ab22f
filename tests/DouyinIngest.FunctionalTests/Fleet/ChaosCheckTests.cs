using DouyinIngest.Benchmarks.Chaos;
using DouyinIngest.Benchmarks.Chaos.Check;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>The checks of the chaos runs find what is planted.</summary>
public sealed class ChaosCheckTests
{
    private readonly AppendedEvents _log = new();

    [Theory]
    [InlineData(new long[] { }, new long[] { }, 0)]
    [InlineData(new long[] { 1, 2, 3 }, new long[] { 1, 2, 3 }, 0)]
    [InlineData(new long[] { 0, 100, 900 }, new long[] { 10, 1000 }, 900)]
    [InlineData(new long[] { 0, 950 }, new long[] { 10, 1000 }, 50)]
    [InlineData(new long[] { 0 }, new long[] { 10, 1000 }, 0)]
    [InlineData(new long[] { 0, 5000 }, new long[] { 10, 20 }, 0)]
    [InlineData(new long[] { 0, 100, 2000 }, new long[] { 10, 150, 2500 }, 500)]
    public void Silence_FromWhatHappenedToTheNextAppending(long[] emitted, long[] appended, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), RoomCheck.Silence(emitted, appended));

    [Theory]
    [InlineData(2, 2, 0, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(3, 0, 3, 0)]
    public void Of_GapsOfARoom_UntoldAndFalseOnesAreCounted(int real, int told, int untold, int invented)
    {
        var found = GapDifference.Of([.. Gaps(1, real), .. Gaps(2, 1)], Gaps(1, told));

        Assert.Equal((untold + 1, invented), (found.Untold, found.False));
        Assert.Equal(real + 1, found.True);
        Assert.Contains("room 2: true 00:00:01.000 to 00:00:01.500; told ", found.Rooms);
    }

    [Fact]
    public void Of_PlaceThatWasAskedForTwice_IsOneHole()
    {
        var found = GapDifference.Of([new GapSpan(1, 1000, 1500), new GapSpan(1, 1000, 1700), new GapSpan(2, 1000, 1500)], [new GapSpan(1, 1000, 1710)]);

        Assert.Equal((2, 1, 1, 0), (found.True, found.AskedAgain, found.Untold, found.False));
    }

    [Theory]
    [InlineData(5, 5, 0, 5, 0)]
    [InlineData(5, 3, 0, 3, 2)]
    [InlineData(5, 3, 9, 3, 0)]
    [InlineData(5, 9, 9, 5, 0)]
    [InlineData(0, 9, 9, 0, 0)]
    public void Add_LeftOut_IsHeldAgainstWhatIsMissing(long told, long missing, long inHoles, long accounted, long invented)
    {
        var leftOut = new LeftOut();
        leftOut.Add(EventKind.Enter, told, missing, inHoles);
        leftOut.Add(EventKind.Like, 1, 1, 0);

        Assert.Equal((accounted + 1, invented), (leftOut.Missing, leftOut.False));
        Assert.Equal(told, leftOut.Told.GetValueOrDefault(EventKind.Enter));
    }

    [Fact]
    public void P99_OneHotRoom_IsLeftOut()
    {
        long[] quiet = [.. Enumerable.Range(1, 100)];
        long[] hot = [.. Enumerable.Repeat(9_000L, 5_000)];

        Assert.Equal(TimeSpan.FromMilliseconds(99), QuietLatency.P99([quiet, quiet, hot]));
        Assert.Equal(TimeSpan.Zero, QuietLatency.P99([]));
    }

    [Fact]
    public void Of_RecordsSwapped_AreOutOfOrder()
    {
        Append(1, 3, 2, 4);

        Assert.Equal(1, Check(True(1, 2, 3, 4)).OutOfOrder);
    }

    [Fact]
    public void Of_RepeatedRecord_IsNotOutOfOrder()
    {
        Append(1, 2, 3, 1, 2, 4);

        Assert.Equal(0, Check(True(1, 2, 3, 4)).OutOfOrder);
    }

    [Fact]
    public void Of_OtherKinds_HaveAnOrderOfTheirOwn()
    {
        _log.Add(7, EventKind.Like, 2, 20, 0);
        _log.Add(7, EventKind.Chat, 1, 30, 0);

        Assert.Equal(0, Check([new TrueEvent(1, EventKind.Chat, 1, true), new TrueEvent(2, EventKind.Like, 2, true)]).OutOfOrder);
    }

    [Fact]
    public void Of_EventsAfterTheHealing_TellTheRecovery()
    {
        Append(1, 2, 3);

        // Appended at 100, 200, 300; happened at 1, 2, 3 tens.
        Assert.Equal(TimeSpan.FromMilliseconds(180), Check(True(1, 2, 3), healedAt: 20).Recovery);
        Assert.Null(Check(True(1, 2, 3), healedAt: 40).Recovery);
        Assert.Null(Check(True(1, 2, 3), healedAt: null).Recovery);
    }

    [Fact]
    public void Of_NothingComesAfterTheHealing_NeverRecovered()
    {
        Append(1);

        Assert.Equal(TimeSpan.MaxValue, Check(True(1, 2), healedAt: 15).Recovery);
    }

    [Fact]
    public void Add_OneIdTwoContents_Contradicts()
    {
        _log.Add(7, EventKind.Chat, 1, 1, content: 5);
        _log.Add(7, EventKind.Chat, 1, 2, content: 5);
        Assert.Equal(0, _log.Contradictions);

        _log.Add(7, EventKind.Chat, 1, 3, content: 6);

        Assert.Equal(1, _log.Contradictions);
    }

    [Fact]
    public void Plan_SameSeed_SameMomentsAndOtherSeedOthers()
    {
        Assert.All(ChaosScenarios.All, scenario =>
        {
            Assert.Equal(Moments(scenario, 1), Moments(scenario, 1));
            Assert.NotEmpty(Moments(scenario, 2));
        });
        Assert.NotEqual(ChaosScenarios.All.SelectMany(s => Moments(s, 1)), ChaosScenarios.All.SelectMany(s => Moments(s, 2)));

        static List<TimeSpan> Moments(ChaosScenario scenario, int seed) =>
            [.. scenario.Plan(new ChaosScale(Short: true, seed), new Random(seed)).Select(action => action.At)];
    }

    [Fact]
    public void Named_UnknownScenario_SaysWhichThereAre()
    {
        Assert.Equal(["F01", "F03"], ChaosScenarios.Named("f03, F01").Select(s => s.Id));
        Assert.Contains("F05", Assert.Throws<FormatException>(() => ChaosScenarios.Named("F99")).Message, StringComparison.Ordinal);
        Assert.Equal(ChaosScenarios.All.Count, ChaosScenarios.All.Select(s => s.Id).Distinct(StringComparer.Ordinal).Count());
    }

    private void Append(params int[] keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            _log.Add(7, EventKind.Chat, (UInt128)keys[i], (i + 1) * 100, keys[i]);
        }
    }

    private static GapSpan[] Gaps(long roomId, int count) => [.. Enumerable.Range(1, count).Select(n => new GapSpan(roomId, n * 1000, (n * 1000) + 500))];

    private static List<TrueEvent> True(params int[] keys) => [.. keys.Select(key => new TrueEvent((UInt128)key, EventKind.Chat, key * 10, Expected: true))];

    private RoomFigures Check(List<TrueEvent> events, long? healedAt = null) => RoomCheck.Of(7, events, _log, healedAt);
}
