using DouyinIngest.Cli.Demo;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DouyinIngest.Tests.Cli.Demo;

/// <summary>What the view adds up, and that the screen keeps its shape whatever is in it.</summary>
public sealed class DemoViewTests
{
    private static readonly DemoView Empty = new()
    {
        Phase = "playing", Elapsed = TimeSpan.FromSeconds(1), Planned = TimeSpan.FromSeconds(30), Brokers = "a:1", KcatLine = "kcat",
    };

    [Fact]
    public void Sums_View_AreThoseOfItsRows()
    {
        var view = Empty with
        {
            Kinds = [new DemoKind(EventKind.Chat, 7, 1.5), new DemoKind(EventKind.Gift, 5, 2.25)],
            Rooms = [new DemoRoom("1", "Streaming", 3, 1, 2), new DemoRoom("2", "Offline", 4, 1, 3)],
        };

        Assert.Equal((12, 3.75, 5), (view.OnKafka, view.Rate, view.Reconnects));
    }

    [Fact]
    public void Connections_States_MostFirstThenByName()
    {
        var view = Empty with { Rooms = [.. new[] { "B", "A", "C", "C", "B", "C" }.Select(state => new DemoRoom("1", state, 0, 0, 0))] };

        Assert.Equal(["C 3", "B 2", "A 1"], view.Connections.Select(state => $"{state.Key} {state.Value}"));
    }

    [Fact]
    public void Line_Nothing_HasDashesAndZeros()
    {
        var line = DemoScreen.Line(Empty);

        Assert.StartsWith("1 s of 30 s  playing  0 events on Kafka  0/s  ack p50 – p99 –", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Theory]
    [InlineData("大")]
    [InlineData("😀")]
    [InlineData("👨‍👩‍👧")]
    [InlineData("ｗ")]
    [InlineData("é")]
    [InlineData("あ")]
    [InlineData("한")]
    [InlineData("[")]
    [InlineData("\t")]
    [InlineData("")]
    public void Draw_AnyScript_KeepsTheColumns(string letter)
    {
        var text = string.Concat(Enumerable.Repeat(letter, 90));
        var view = Empty with
        {
            Chats = [new DemoLine(text, text), new DemoLine("a", text), new DemoLine(text, "b")],
            Gifts = [new DemoLine(text, text)],
            Kinds = [.. EventKinds.All.Select(kind => new DemoKind(kind, 1, 1))],
            Rooms = [new DemoRoom("123", "Streaming", 1, 1, 1)],
        };

        foreach (var columns in (int[])[80, 111, 140])
        {
            var lines = Render(DemoScreen.Draw(view, columns, 5), columns);
            Assert.All(lines, line => Assert.Equal(columns, SafeText.Width(line)));
        }
    }

    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(4, 3, 1)]
    [InlineData(100, 3, 97)]
    public void Draw_ManyRooms_ShowsSoManyAndCountsTheRest(int rooms, int shown, int rest)
    {
        var view = Empty with { Rooms = [.. Enumerable.Range(0, rooms).Select(i => new DemoRoom($"live{i:000}", "Streaming", 1, 1, 0))] };

        var text = string.Join('\n', Render(DemoScreen.Draw(view, 100, 3), 100));

        Assert.Equal(shown, Enumerable.Range(0, rooms).Count(i => text.Contains($"live{i:000}", StringComparison.Ordinal)));
        Assert.Equal(rest > 0, text.Contains($"and {rest} more", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_TooNarrow_TakesEightyColumns()
        => Assert.Equal(80, Render(DemoScreen.Draw(Empty, 20, 3), 80).Max(SafeText.Width));

    [Theory]
    [InlineData(4, 14)]
    [InlineData(2, 7)]
    [InlineData(0, 0)]
    public void Draw_Bars_AreShareOfTheFastest(double perSecond, int blocks)
    {
        var view = Empty with { Kinds = [new DemoKind(EventKind.Chat, 1, 4), new DemoKind(EventKind.Gift, 1, perSecond)] };

        var line = Render(DemoScreen.Draw(view, 100, 3), 100).Single(l => l.Contains("gift ", StringComparison.Ordinal));

        Assert.Equal(blocks, line.Count(c => c == '█'));
    }

    private static List<string> Render(IRenderable screen, int columns)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Ansi = AnsiSupport.No });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = true;
        return [.. Segment.SplitLines(screen.GetSegments(console)).Select(line => string.Concat(line.Select(part => part.Text)))];
    }
}
