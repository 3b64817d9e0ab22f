using System.Xml.Linq;
using DouyinIngest.Cli.Demo;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DouyinIngest.Tests.Cli.Demo;

public class DemoScreenTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(137)]
    public void Draw_ChineseAndEmoji_KeepsEveryLineWithinTheWidth(int columns)
    {
        var lines = Render(DemoScreen.Draw(View(), columns, 5), columns);

        Assert.All(lines, line => Assert.True(SafeText.Width(line) <= columns, $"{SafeText.Width(line)}: {line}"));
        Assert.All(lines.Where(line => line.StartsWith('│')), line => Assert.Equal(columns, SafeText.Width(line)));
    }

    [Fact]
    public void Draw_View_ShowsRoomsKindsLatencyChatsGiftsAndAddress()
    {
        var text = string.Join('\n', Render(DemoScreen.Draw(View(), 110, 5), 110));

        foreach (var word in (string[])
            [
                "127.0.0.1:41234", "kcat -b 127.0.0.1:41234", "playing", "12 s of 30 s", "p50 3.2 ms", "p99 17 ms", "24,012", "8 Streaming", "1 BackingOff",
                "10000000", "↻2", "and 4 more", "大家好", "小心心 × 66", "chat", "gift", "like", "enter", "follow", "share", "room",
            ])
        {
            Assert.Contains(word, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Draw_StrangersMarkup_IsTextAndNotMarkup()
    {
        var view = View() with { Chats = [new DemoLine("[red]x[/]", "[/]\u001b[2J")] };

        var text = string.Join('\n', Render(DemoScreen.Draw(view, 100, 5), 100));

        Assert.Contains("[red]x[/]", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void Draw_NothingYet_Draws()
    {
        var view = View() with { Rooms = [], Kinds = [], Chats = [], Gifts = [], LatencyP50 = null, LatencyP99 = null };

        Assert.NotEmpty(Render(DemoScreen.Draw(view, 100, 5), 100));
    }

    [Fact]
    public void Line_View_IsOnePlainLine()
    {
        Assert.Equal(
            "12 s of 30 s  playing  24,012 events on Kafka  2,100/s  ack p50 3.2 ms p99 17 ms  rooms: 8 Streaming, 1 BackingOff  reconnects 2  "
            + "chat 24,000 gift 12 like 0 enter 0 follow 0 share 0 room 0",
            DemoScreen.Line(View()));
    }

    [Fact]
    public void Draw_AsSvg_IsWellFormedAndPlacesWideTextByColumns()
    {
        var svg = SvgScreen.Draw(new Text("  大家好 <&> ok "), 40, "a <title>");

        var root = XDocument.Parse(svg).Root!;
        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal("a <title>", root.Element(ns + "title")!.Value);
        var text = Assert.Single(root.Descendants(ns + "text"));
        Assert.Equal("大家好\u00A0<&>\u00A0ok", text.Value);
        Assert.Equal("32.8", text.Attribute("x")!.Value);
        Assert.Equal("109.2", text.Attribute("textLength")!.Value);
    }

    [Fact]
    public void Draw_WholeScreenAsSvg_HasColoursAndText()
    {
        var svg = SvgScreen.Draw(DemoScreen.Draw(View(), 110, 5), 110, "demo");

        XDocument.Parse(svg);
        Assert.Contains("fill=\"#", svg, StringComparison.Ordinal);
        Assert.Contains("font-weight=\"bold\"", svg, StringComparison.Ordinal);
        Assert.Contains("kcat", svg, StringComparison.Ordinal);
    }

    private static DemoView View() => new()
    {
        Phase = "playing",
        Elapsed = TimeSpan.FromSeconds(12.3),
        Planned = TimeSpan.FromSeconds(30),
        Brokers = "127.0.0.1:41234",
        KcatLine = "kcat -b 127.0.0.1:41234 -t douyin.live.chat.v1 -C",
        Management = "http://127.0.0.1:9464/metrics",
        Rooms = [.. Enumerable.Range(0, 9).Select(i => new DemoRoom($"1000000{i}", i == 0 ? "BackingOff" : "Streaming", 1000 * i, 100, i == 0 ? 2 : 0))],
        Kinds =
        [
            .. EventKinds.All.Select(kind => kind switch
            {
                EventKind.Chat => new DemoKind(kind, 24_000, 2000),
                EventKind.Gift => new DemoKind(kind, 12, 100),
                _ => new DemoKind(kind, 0, 0),
            }),
        ],
        LatencyP50 = TimeSpan.FromMilliseconds(3.2),
        LatencyP99 = TimeSpan.FromMilliseconds(17),
        Chats =
        [
            new DemoLine("小明", "大家好"), new DemoLine("一个名字特别特别特别长的人", string.Concat(Enumerable.Repeat("主播唱得太好听了", 20))),
            new DemoLine("🐼🐼", "😀😀😀"),
        ],
        Gifts = [new DemoLine("小红", "小心心 × 66")],
    };

    private static List<string> Render(IRenderable screen, int columns)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null), Ansi = AnsiSupport.No });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = true;
        return [.. Segment.SplitLines(screen.GetSegments(console)).Select(line => string.Concat(line.Select(part => part.Text)))];
    }
}
