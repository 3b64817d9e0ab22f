using DouyinIngest.Benchmarks.Scenarios.Assistant;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Webcast.Chat;
using LiveAssistant;
using LiveAssistant.Gifts;
using LiveAssistant.Simulation;
using SaidLine = LiveAssistant.SaidLine;

namespace DouyinIngest.Tests.AssistantSample;

/// <summary>The assistant against a simulated room, and the check that holds it to the truth.</summary>
public sealed class SimulatedRunTests
{
    private const long Self = 99;
    private const long Start = 1_000_000;

    [Fact]
    public async Task Run_BusyRoom_AnswersThanksOnceAndLeavesItselfAlone()
    {
        // Busy, and at a fast pace, so that some seconds are enough.
        var settings = new AssistantSettings { Pace = TimeSpan.FromMilliseconds(50), Rate = 200, MaxQuestions = 50 };

        var (check, view) = await AssistantScenario.RunAsync(settings, TimeSpan.FromSeconds(6), _ => { }, TestContext.Current.CancellationToken);

        var report = AssistantScenario.Report(check);
        Assert.True(report.Pass, string.Join('\n', report.Misses));
        Assert.Equal("Streaming", view.State);
        Assert.Equal("", view.Trouble);
    }

    [Fact]
    public void Check_AllAsItShouldBe_HasNoMiss()
    {
        var check = SimulationCheck.Of([Gift(0, 3), Gift(1, 5, ended: true), Own(2, "a × 5"), Own(3, "hi")], [Line("a × 5", 5), Answer("hi")]);

        Assert.Equal((1, 1, 2), (check.Answered, check.Thanked, check.Seen));
        Assert.Empty(check.Misses);
    }

    [Fact]
    public void Check_EachMistake_IsAMiss()
    {
        AssertMiss("not thanked", [Gift(0, 5, ended: true)], []);
        AssertMiss("thanked twice", [Gift(0, 5, ended: true), Own(1, "× 5"), Own(2, "× 5")], [Line("× 5", 5), Line("× 5", 5)]);
        AssertMiss("wrong count", [Gift(0, 3), Gift(1, 5, ended: true), Own(2, "× 3")], [Line("× 3", 3)]);
        AssertMiss("wrong count", [Gift(0, 3), Own(1, "× 3")], [Line("× 3", 3)]);
        AssertMiss("a count is missing", [Gift(0, 5, ended: true), Own(1, "thanks")], [Line("thanks", 5)]);
        AssertMiss("said and not in the room", [], [Answer("hi")]);
        AssertMiss("in the room and not said", [Own(0, "hi"), Own(1, "hi")], [Answer("hi")]);
        AssertMiss("it answered itself", [Own(0, "hi")], [Answer("hi", asker: Self)]);
    }

    [Theory]
    [InlineData(9_000, null)]   // may still go on
    [InlineData(10_000, true)]  // who knows
    [InlineData(11_000, false)] // has stood still for too long
    public void DueCombo_WithoutAnEnd_IsDueWhenItStoodStill(long after, bool? mayBeOpen)
    {
        var due = DueCombo.Of([Gift(0, 3), Own(after, "later")]);

        Assert.Equal(mayBeOpen is null ? [] : [mayBeOpen.Value], due.Select(d => d.MayBeOpen));
    }

    [Fact]
    public void DueCombo_ThatGoesOnLate_IsDueWithTheCountItEndedWith()
    {
        Assert.Equal([3], Assert.Single(DueCombo.Of([Gift(0, 3), Gift(11_000, 7), Gift(12_000, 7, ended: true)])).Counts);
        Assert.Equal([3, 7], Assert.Single(DueCombo.Of([Gift(0, 3), Gift(10_100, 7, ended: true)])).Counts);
        Assert.Equal([7], Assert.Single(DueCombo.Of([Gift(0, 3), Gift(9_000, 7, ended: true)])).Counts);
    }

    [Fact]
    public void DueCombo_GiftsThatStandAlone_AreDueEach()
    {
        var due = DueCombo.Of([Gift(0, 1, combo: false), Gift(1, 1, combo: false)]);

        Assert.Equal([1L, 1L], due.Select(d => Assert.Single(d.Counts)));
    }

    private static void AssertMiss(string says, IReadOnlyList<OracleEvent> events, IReadOnlyList<SaidLine> said) =>
        Assert.Contains(SimulationCheck.Of(events, said).Misses, miss => miss.Contains(says, StringComparison.Ordinal));

    private static OracleEvent Gift(long after, long total, bool ended = false, bool combo = true) =>
        Event(after, new EventFacts(OracleKind.Gift, 7, Count: total, Gift: new GiftFacts(463, 0, 1, 1, combo, total, ended)));

    private static OracleEvent Own(long after, string text) => Event(after, new EventFacts(OracleKind.Chat, Self, text));

    private static OracleEvent Event(long after, EventFacts facts) => new($"1-{after}", 1, "", 0, Offered: true, facts) { Time = Start + after };

    private static SaidLine Line(string text, long count) => new(text, null, [new Thanks("c", 7, "n", 463, "g", count)], Sent());

    private static SaidLine Answer(string text, long asker = 7) => new(text, SomeEvents.Chat("ask", user: asker), [], Sent());

    private static ChatSendResult Sent() => new(ChatReason.None, "") { SenderId = Self };
}
