using LiveAssistant;
using LiveAssistant.Gifts;

namespace DouyinIngest.Tests.AssistantSample;

public sealed class AgendaTests
{
    private static readonly DateTimeOffset Now = SomeEvents.Then;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    [Fact]
    public void Next_Nothing_IsNull() => Assert.Null(new Agenda(3, Wait, 80).Next(Now));

    [Fact]
    public void Ask_TooMany_DropsTheOldest()
    {
        var agenda = new Agenda(2, Wait, 80);
        foreach (var text in new[] { "a", "b", "c" })
        {
            agenda.Ask(SomeEvents.Chat(text), Now);
        }

        Assert.Equal((2, 0, 1L), agenda.Counts);
        Assert.Equal(["b", "c", null], Enumerable.Range(0, 3).Select(_ => agenda.Next(Now)?.Question?.Content));
    }

    [Fact]
    public void Next_QuestionThatWaitedTooLong_IsDropped()
    {
        var agenda = new Agenda(5, Wait, 80);
        agenda.Ask(SomeEvents.Chat("old"), Now);
        agenda.Ask(SomeEvents.Chat("new"), Now + TimeSpan.FromSeconds(1));

        Assert.Equal("new", agenda.Next(Now + Wait + TimeSpan.FromMilliseconds(1))?.Question?.Content);
        Assert.Equal(1, agenda.Counts.Late);
    }

    [Fact]
    public void Next_Thanks_ComeFirstButNotForEver()
    {
        var agenda = new Agenda(5, Wait, 20);
        agenda.Ask(SomeEvents.Chat("ask"), Now);
        for (var i = 0; i < 4; i++)
        {
            agenda.Thank(Of(i));
        }

        Assert.Equal(["0", "1", "ask", "2", "3"], Enumerable.Range(0, 5).Select(_ => agenda.Next(Now) is { } item ? item.Question?.Content ?? item.Thanks[0].ComboId : null));
    }

    [Fact]
    public void Next_ManyThanks_ShareALineAndNoneIsLost()
    {
        var agenda = new Agenda(5, Wait, 60);
        for (var i = 0; i < 100; i++)
        {
            agenda.Thank(Of(i));
        }

        var said = new List<string>();
        var lines = 0;
        while (agenda.Next(Now + TimeSpan.FromHours(1)) is { } item)
        {
            lines++;
            Assert.InRange(ThanksLine.Of(item.Thanks).Length, 1, 60);
            said.AddRange(item.Thanks.Select(t => t.ComboId));
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), said);
        Assert.InRange(lines, 1, 50);
    }

    [Fact]
    public void PutBack_Thanks_ComeFirstInTheirOrder()
    {
        var agenda = new Agenda(5, Wait, 20);
        agenda.Thank(Of(3));
        agenda.PutBack([Of(1), Of(2)]);

        Assert.Equal(["1", "2", "3"], Enumerable.Range(0, 3).Select(_ => agenda.Next(Now)!.Thanks[0].ComboId));
    }

    private static Thanks Of(int i) => new($"{i}", 7, "小测试", 463, "小心心", i + 1);
}
