using System.Globalization;
using DouyinIngest.Webcast.Chat;
using LiveAssistant;
using LiveAssistant.Gifts;
using LiveAssistant.Screen;

namespace DouyinIngest.Tests.AssistantSample;

public sealed class AssistantBoardTests
{
    private const int Others = 30;

    private readonly AssistantBoard _board = new();

    [Fact]
    public void Given_AComboThatGrowsAgainAfterItsThanks_StaysThankedAndCountsOnce()
    {
        _board.Given(SomeEvents.Gift("first", 3, ended: true));
        _board.Said(new SaidLine("感谢", Question: null, [Thanks("first", 3)], new ChatSendResult(ChatReason.None, "")));
        for (var i = 0; i < Others; i++)
        {
            _board.Given(SomeEvents.Gift(i.ToString(CultureInfo.InvariantCulture), 1, ended: false));
        }

        _board.Given(SomeEvents.Gift("first", 5, ended: true));

        var view = Look();
        Assert.Equal(1 + Others, view.Counts.Combos);
        Assert.Equal((GiftState.Thanked, 5), (view.Gifts[0].State, (int)view.Gifts[0].Count));
    }

    [Fact]
    public void Said_NotSent_LeavesTheThanksWaiting()
    {
        _board.Given(SomeEvents.Gift("first", 3, ended: true));
        _board.Said(new SaidLine("感谢", Question: null, [Thanks("first", 3)], new ChatSendResult(ChatReason.RoomOffline, "")));

        var view = Look();
        Assert.Equal(GiftState.Ended, Assert.Single(view.Gifts).State);
        Assert.Equal((0L, 1L), (view.Counts.Thanked, view.Counts.LinesNotSent));
    }

    [Fact]
    public void Draw_LargeCounts_FootIsOneLine()
    {
        var view = Look() with
        {
            Counts = new AssistantCounts
            {
                Chats = 12_345, Answered = 1_234, Late = 1_234, Combos = 1_234, Thanked = 1_234, LinesSent = 1_234, OwnSeen = 1_234, QuestionsWaiting = 12, ThanksWaiting = 12,
            },
        };

        using var text = new StringWriter();
        var console = Spectre.Console.AnsiConsole.Create(new Spectre.Console.AnsiConsoleSettings
        {
            Ansi = Spectre.Console.AnsiSupport.No, Out = new Spectre.Console.AnsiConsoleOutput(text),
        });
        console.Profile.Width = 120;
        console.Write(AssistantScreen.Draw(view, 120, 6));
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3 + (6 + 2) + 3, lines.Length);
    }

    private AssistantView Look() => _board.Look(
        new AssistantView { Room = "room", State = "Streaming", Responder = "rules", Elapsed = TimeSpan.Zero }, (0, 0, 0));

    private static Thanks Thanks(string combo, long count) => new(combo, 7, "小测试", 463, "小心心", count);
}
