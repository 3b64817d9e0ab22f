using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Events;
using LiveAssistant;
using LiveAssistant.Answers;

namespace DouyinIngest.Tests.AssistantSample;

public sealed class AssistantTests
{
    [Fact]
    public async Task Chat_WithAnAnswer_IsAnsweredByName()
    {
        await using var rig = new AssistantRig();

        rig.Assistant.Hear(SomeEvents.Chat("主播好"));

        var line = Assert.Single(await rig.LinesAsync(1));
        Assert.Equal("@小测试 re 主播好", line.Text);
        Assert.True(line.IsSent);
    }

    [Theory]
    [InlineData("", ChatVariant.Plain, 0)]
    [InlineData("@someone else", ChatVariant.Plain, 0)]
    [InlineData("[比心]", ChatVariant.Emoji, 0)]
    [InlineData("福袋口令1", ChatVariant.LuckyBag, 0)]
    [InlineData("said long ago", ChatVariant.Plain, 31)]
    public async Task Chat_NotForUs_IsLeftAlone(string content, ChatVariant variant, int age)
    {
        await using var rig = new AssistantRig();

        rig.Assistant.Hear(SomeEvents.Chat(content, variant: variant, age: TimeSpan.FromSeconds(age)));
        await rig.IdleAsync();

        Assert.Empty(rig.Said);
    }

    [Fact]
    public async Task Chat_ClockOffByAnHour_IsAnswered()
    {
        await using var rig = new AssistantRig();

        rig.Assistant.Hear(SomeEvents.Chat("hello", age: TimeSpan.FromHours(1)));

        Assert.Single(await rig.LinesAsync(1));
    }

    [Fact]
    public async Task OwnLine_ThatComesBack_IsNotAnswered()
    {
        await using var rig = new AssistantRig();

        // It may come back before the site has answered, and nobody has told yet who we are.
        rig.Becomes = text =>
        {
            rig.Assistant.Hear(SomeEvents.Chat(text, user: 99));
            return new ChatSendResult(ChatReason.None, "") { SenderId = 99 };
        };
        rig.Answers = chat => chat.Content;
        rig.Assistant.Hear(SomeEvents.Chat("hello"));
        await rig.LinesAsync(1);

        // And what else the account says, by another program or by hand.
        rig.Assistant.Hear(SomeEvents.Chat("by hand", user: 99));
        await rig.IdleAsync();

        Assert.Single(rig.Said);
        Assert.Equal(2, rig.Own);
    }

    [Fact]
    public async Task Lines_AreSaidAtThePace()
    {
        await using var rig = new AssistantRig(new AssistantSettings { Pace = TimeSpan.FromSeconds(3) });
        var at = new List<DateTimeOffset>();
        rig.Becomes = _ =>
        {
            at.Add(rig.Time.GetUtcNow());
            return new ChatSendResult(ChatReason.None, "");
        };
        rig.Assistant.Hear(SomeEvents.Chat("a"));
        rig.Assistant.Hear(SomeEvents.Chat("b"));
        rig.Assistant.Hear(SomeEvents.Chat("c"));

        await rig.LinesAsync(3);

        Assert.All(at.Zip(at.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.2)));
    }

    [Fact]
    public async Task Chat_WithoutAnAnswer_CostsNoTurn()
    {
        await using var rig = new AssistantRig();
        rig.Answers = chat => chat.Content == "ask" ? "yes" : " \u200b ";
        rig.Assistant.Hear(SomeEvents.Chat("one"));
        rig.Assistant.Hear(SomeEvents.Chat("two"));
        rig.Assistant.Hear(SomeEvents.Chat("ask"));

        Assert.Equal("@小测试 yes", Assert.Single(await rig.LinesAsync(1)).Text);
    }

    [Fact]
    public async Task Responder_ThatFails_IsToldAndTheNextIsAnswered()
    {
        await using var rig = new AssistantRig();
        rig.Answers = chat => chat.Content == "bad" ? throw new ResponderException("it is down") : "fine";
        rig.Assistant.Hear(SomeEvents.Chat("bad"));
        rig.Assistant.Hear(SomeEvents.Chat("good"));

        Assert.Equal("@小测试 fine", Assert.Single(await rig.LinesAsync(1)).Text);
        Assert.Equal("no answer: it is down", Assert.Single(rig.Troubles));
    }

    [Fact]
    public async Task Gift_Combo_IsThankedOnceWithTheLastCount()
    {
        await using var rig = new AssistantRig();
        foreach (var gift in (GiftEvent[])[SomeEvents.Gift("c", 1, false), SomeEvents.Gift("c", 5, false), SomeEvents.Gift("c", 12, true), SomeEvents.Gift("c", 12, true, derived: true)])
        {
            rig.Assistant.Hear(gift);
        }

        Assert.Equal("感谢 小测试 的小心心 × 12 ❤", Assert.Single(await rig.LinesAsync(1)).Text);
        await rig.IdleAsync();
        Assert.Single(rig.Said);
    }

    [Fact]
    public async Task Gift_FromOurselves_IsNotThanked()
    {
        await using var rig = new AssistantRig();
        rig.Assistant.Hear(SomeEvents.Chat("hello"));
        await rig.LinesAsync(1);

        rig.Assistant.Hear(SomeEvents.Gift("c", 1, true, user: 99));
        await rig.IdleAsync();

        Assert.Single(rig.Said);
    }

    [Theory]
    [InlineData(ChatReason.Network)]
    [InlineData(ChatReason.RateLimited)]
    public async Task Thanks_RefusedForNow_AreSaidLater(ChatReason reason)
    {
        await using var rig = new AssistantRig();
        var tries = 0;
        rig.Becomes = _ => ++tries < 3 ? new ChatSendResult(reason, "") : new ChatSendResult(ChatReason.None, "");
        rig.Assistant.Hear(SomeEvents.Gift("c", 3, true));

        var lines = await rig.LinesAsync(3);

        Assert.Equal([false, false, true], lines.Select(l => l.IsSent));
        Assert.All(lines, l => Assert.Equal(lines[0].Text, l.Text));
        Assert.Equal(2, rig.Troubles.Count);
    }

    [Theory]
    [InlineData(ChatReason.NoAnswer)]
    [InlineData(ChatReason.Muted)]
    [InlineData(ChatReason.ContentRefused)]
    public async Task Thanks_UnknownOrRefusedForGood_AreNotSaidAgain(ChatReason reason)
    {
        await using var rig = new AssistantRig();
        rig.Becomes = _ => new ChatSendResult(reason, "");
        rig.Assistant.Hear(SomeEvents.Gift("c", 3, true));
        await rig.LinesAsync(1);
        await rig.IdleAsync();

        Assert.Single(rig.Said);
        Assert.Contains($"{reason}", Assert.Single(rig.Troubles), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thanks_RefusedAgainAndAgain_AreGivenUp()
    {
        await using var rig = new AssistantRig();
        rig.Becomes = _ => new ChatSendResult(ChatReason.Network, "");
        rig.Assistant.Hear(SomeEvents.Gift("c", 3, true));
        await rig.LinesAsync(5);
        await rig.IdleAsync();

        Assert.Equal(5, rig.Said.Count);
    }

    [Fact]
    public async Task Answer_Long_IsCutToTheLine()
    {
        await using var rig = new AssistantRig(new AssistantSettings { MaxLine = 30 });
        rig.Answers = _ => new string('长', 100);
        rig.Assistant.Hear(SomeEvents.Chat("hello", name: new string('名', 50)));

        var text = Assert.Single(await rig.LinesAsync(1)).Text;

        Assert.Equal(30, text.Length);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
    }
}
