using System.Globalization;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DouyinIngest.Cli.Demo;

/// <summary>Draws a <see cref="DemoView"/>: as a screen, and as one plain line.</summary>
internal static class DemoScreen
{
    private const int LinesOfText = 6;
    private const int BarColumns = 14;

    /// <param name="view">What to show.</param>
    /// <param name="columns">Width; 80 at least.</param>
    /// <param name="rooms">At most so many rooms, so that it fits the height.</param>
    public static IRenderable Draw(DemoView view, int columns, int rooms)
    {
        columns = Math.Max(columns, 80);
        var right = 46;
        var left = columns - right;
        var upper = new Grid().AddColumn(Wide(left)).AddColumn(Wide(right));
        upper.AddRow(Box("rooms", Rooms(view, rooms), left), Box("on Kafka, by kind", Kinds(view), right));
        var half = columns / 2;
        var lower = new Grid().AddColumn(Wide(half)).AddColumn(Wide(columns - half));
        lower.AddRow(
            Box("last chats", Lines(view.Chats, half - 4, Color.SkyBlue1), half),
            Box("last gifts", Lines(view.Gifts, columns - half - 4, Color.Gold1), columns - half));
        return new Rows(Head(view, columns), upper, lower);
    }

    /// <summary>The same in one line, where nobody looks at a screen.</summary>
    public static string Line(DemoView view)
    {
        var states = string.Join(", ", view.Connections.Select(state => $"{state.Value} {state.Key}"));
        var kinds = string.Join(' ', view.Kinds.Select(kind => $"{EventKinds.Word(kind.Kind)} {Count(kind.Total)}"));
        return $"{Seconds(view.Elapsed)} of {Seconds(view.Planned)}  {view.Phase}  {Count(view.OnKafka)} events on Kafka  {Count((long)view.Rate)}/s  "
            + $"ack p50 {Latency(view.LatencyP50)} p99 {Latency(view.LatencyP99)}  rooms: {states}  reconnects {view.Reconnects}  {kinds}";
    }

    private static Panel Head(DemoView view, int columns)
    {
        var states = string.Join("  ", view.Connections.Select(state => $"[{Shade(state.Key)}]{state.Value} {Markup.Escape(state.Key)}[/]"));
        var head = new Markup(
            $"[bold]{Count(view.OnKafka)}[/] events on Kafka   [bold]{Count((long)view.Rate)}[/]/s   receive → ack p50 [bold]{Latency(view.LatencyP50)}[/] p99 [bold]{Latency(view.LatencyP99)}[/]\n"
            + $"rooms: {states}\n"
            + $"Kafka [green]{Markup.Escape(view.Brokers)}[/]"
            + (view.Management.Length > 0 ? $"   metrics [green]{Markup.Escape(view.Management)}[/]" : "") + "\n"
            + $"[dim]{Markup.Escape(view.KcatLine)}[/]");
        return new Panel(head)
        {
            Header = new PanelHeader($" DouyinIngest demo · {Markup.Escape(view.Phase)} · {Seconds(view.Elapsed)} of {Seconds(view.Planned)} "),
            Border = BoxBorder.Rounded,
            BorderStyle = new Style(Color.Grey50),
            Width = columns,
        };
    }

    private static Table Rooms(DemoView view, int rooms)
    {
        var table = Bare();
        table.AddColumn(new TableColumn("[dim]live id[/]").NoWrap());
        table.AddColumn(new TableColumn("[dim]state[/]").NoWrap());
        table.AddColumn(new TableColumn("[dim]events[/]").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("[dim]/s[/]").NoWrap().RightAligned());
        foreach (var room in view.Rooms.Take(rooms))
        {
            var again = room.Reconnects > 0 ? string.Create(CultureInfo.InvariantCulture, $" ↻{room.Reconnects}") : "";
            table.AddRow(
                new Markup(Markup.Escape(SafeText.Fit(room.LiveId, 20))),
                new Markup($"[{Shade(room.State)}]{Markup.Escape(room.State)}[/][dim]{again}[/]"),
                new Markup(Count(room.Events)),
                new Markup(Count((long)room.PerSecond)));
        }

        if (view.Rooms.Count > rooms)
        {
            table.AddRow(string.Create(CultureInfo.InvariantCulture, $"[dim]and {view.Rooms.Count - rooms} more[/]"));
        }

        return table;
    }

    private static Table Kinds(DemoView view)
    {
        var most = Math.Max(1, view.Kinds.Select(kind => kind.PerSecond).DefaultIfEmpty().Max());
        var table = Bare();
        table.AddColumn(new TableColumn("[dim]kind[/]").NoWrap());
        table.AddColumn(new TableColumn("[dim]events[/]").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("[dim]/s[/]").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("").NoWrap().Width(BarColumns));
        foreach (var kind in view.Kinds)
        {
            var bar = new string('█', (int)Math.Round(BarColumns * kind.PerSecond / most));
            table.AddRow(EventKinds.Word(kind.Kind), Count(kind.Total), Count((long)kind.PerSecond), $"[steelblue1]{bar}[/]");
        }

        return table;
    }

    private static Rows Lines(IReadOnlyList<DemoLine> lines, int columns, Color color)
    {
        var rows = new List<IRenderable>();
        foreach (var line in lines.TakeLast(LinesOfText))
        {
            var who = SafeText.Fit(line.Who, columns / 3);
            var what = SafeText.Fit(line.What, columns - SafeText.Width(who) - 1);
            rows.Add(new Markup($"[{color.ToMarkup()}]{Markup.Escape(who)}[/] {Markup.Escape(what)}"));
        }

        while (rows.Count < LinesOfText)
        {
            rows.Add(new Text(" "));
        }

        return new Rows(rows);
    }

    private static Table Bare() => new Table { Border = TableBorder.None, Expand = true };

    private static GridColumn Wide(int columns) => new GridColumn { Width = columns, NoWrap = true }.Padding(0, 0, 0, 0);

    private static Panel Box(string title, IRenderable inside, int columns) => new(inside)
    {
        Header = new PanelHeader($" {title} "),
        Border = BoxBorder.Rounded,
        BorderStyle = new Style(Color.Grey50),
        Width = columns,
    };

    private static string Shade(string state) => state switch
    {
        "Streaming" => "green",
        "BackingOff" or "Refused" => "red",
        "Ended" or "Offline" or "Closed" => "grey",
        _ => "yellow",
    };

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private static string Latency(TimeSpan? latency) => latency is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalMilliseconds:0.#} ms")
        : "–";
}
