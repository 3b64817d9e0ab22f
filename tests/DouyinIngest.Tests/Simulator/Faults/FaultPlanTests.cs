using DouyinIngest.Simulator.Faults;

namespace DouyinIngest.Tests.Simulator.Faults;

public sealed class FaultPlanTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    public void Parse_Empty_NoRules(string text) => Assert.Empty(FaultPlan.Parse(text));

    [Fact]
    public void Parse_Full_AllSettings()
    {
        var rules = FaultPlan.Parse("drop@after=500,times=3; rst@rate=0.01;stall@after=200,for=10s;blocked@connect=2,times=2;bomb@size=16m,sticky,room=77;close");
        Assert.Equal(
            [
                new FaultRule { Kind = FaultKind.Drop, After = 500, Times = 3 },
                new FaultRule { Kind = FaultKind.Rst, Rate = 0.01 },
                new FaultRule { Kind = FaultKind.Stall, After = 200, Times = 1, For = TimeSpan.FromSeconds(10) },
                new FaultRule { Kind = FaultKind.Blocked, After = 1, Times = 2, InARow = true },
                new FaultRule { Kind = FaultKind.Bomb, Times = 1, Size = 16 << 20, Sticky = true, Room = 77 },
                new FaultRule { Kind = FaultKind.Close, Times = 1 },
            ],
            rules);
    }

    [Fact]
    public void Parse_EveryName_IsAccepted()
        => Assert.Equal(Enum.GetValues<FaultKind>(), FaultNames.All.Select(n => FaultPlan.Parse(n).Single().Kind));

    [Theory]
    [InlineData("10ms", 10)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    public void Parse_Durations(string text, double milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), FaultPlan.Parse("stall@for=" + text).Single().For);

    [Theory]
    [InlineData("dorp@after=1", "column 1", "unknown fault 'dorp'", "drop, rst")]
    [InlineData("drop;stal", "column 6", "unknown fault 'stal'", "slowloris")]
    [InlineData("drop@aftr=1", "column 6", "unknown setting 'aftr' of 'drop'", "after, rate")]
    [InlineData("drop@after=x", "column 6", "'after=x'", "a whole number from 0")]
    [InlineData("drop@times=1,rate=2", "column 14", "'rate=2'", "above 0 up to 1")]
    [InlineData("drop@rate=0", "column 6", "'rate=0'", "above 0 up to 1")]
    [InlineData("blocked@connect=0", "column 9", "'connect=0'", "from 1 up")]
    [InlineData("stall@for=10", "column 7", "'for=10'", "500ms, 10s or 2m")]
    [InlineData("bomb@size=9g", "column 6", "'size=9g'", "64m")]
    [InlineData("bomb@size=9000m", "column 6", "'size=9000m'", "1 GiB")]
    [InlineData("drop@sticky=yes", "column 6", "'sticky'", "sticky")]
    [InlineData("drop@rate=0.1,after=5", "column", "both a rate and a count", "after/connect")]
    public void Parse_Wrong_NamesWhatWhereAndWhatIsAccepted(string plan, string where, string what, string accepted)
    {
        var message = Assert.Throws<FormatException>(() => FaultPlan.Parse(plan)).Message;
        Assert.Contains(where, message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(accepted, message, StringComparison.Ordinal);
    }
}
