using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LiveAssistant.Screen;

/// <summary>Draws an <see cref="AssistantView"/>.</summary>
internal static class AssistantScreen
{
    private const int GiftColumns = 46;
    private const int NameColumns = 14;

    /// <param name="view">What to show.</param>
    /// <param name="columns">Width; 90 at least.</param>
    /// <param name="lines">Lines of chat, and of gifts.</param>
    public static IRenderable Draw(AssistantView view, int columns, int lines)
    {
        columns = Math.Max(columns, 90);
        var left = columns - GiftColumns;
        var middle = new Grid().AddColumn(Wide(left)).AddColumn(Wide(GiftColumns));
        middle.AddRow(Box("chat", Chats(view, left - 4, lines), left), Box("gifts", Gifts(view, lines), GiftColumns));
        return new Rows(Head(view, columns), middle, Foot(view, columns));
    }

    private static Panel Head(AssistantView view, int columns)
    {
        var text = $"[bold]{Markup.Escape(SafeText.Fit(view.Room, columns / 2))}[/]   [{(view.State is "Streaming" ? "green" : "yellow")}]{Markup.Escape(view.State)}[/]"
            + $"   answers by [bold]{Markup.Escape(SafeText.Fit(view.Responder, 40))}[/]";
        return Box(string.Create(CultureInfo.InvariantCulture, $"live assistant · {view.Elapsed.TotalSeconds:0} s"), new Markup(text), columns);
    }

    private static Rows Chats(AssistantView view, int columns, int lines)
    {
        var rows = new List<IRenderable>();
        foreach (var row in view.Chats.TakeLast(lines))
        {
            var who = SafeText.Fit(row.Who, NameColumns);
            var text = SafeText.Fit(row.Text, columns - SafeText.Width(who) - 1);
            rows.Add(row.Own
                ? new Markup($"[bold green]▶ {Markup.Escape(SafeText.Fit(row.Text, columns - 2))}[/]")
                : new Markup($"[skyblue1]{Markup.Escape(who)}[/] {Markup.Escape(text)}"));
        }

        return Filled(rows, lines);
    }

    private static Rows Gifts(AssistantView view, int lines)
    {
        var rows = new List<IRenderable>();
        foreach (var row in view.Gifts.TakeLast(lines))
        {
            var (colour, word) = row.State switch
            {
                GiftState.Thanked => ("green", "✓ thanked"),
                GiftState.Ended => ("yellow", "thanks wait"),
                _ => ("grey", "counting"),
            };
            var who = SafeText.Fit(row.Who, NameColumns);
            var what = SafeText.Fit(string.Create(CultureInfo.InvariantCulture, $"{row.Gift} × {row.Count}"), 15);
            rows.Add(new Markup(
                $"[gold1]{Markup.Escape(who)}{Blanks(NameColumns - SafeText.Width(who))}[/] {Markup.Escape(what)}{Blanks(15 - SafeText.Width(what))} [{colour}]{word}[/]"));
        }

        return Filled(rows, lines);
    }

    private static Panel Foot(AssistantView view, int columns)
    {
        var counts = view.Counts;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"chats [bold]{counts.Chats}[/]  answered [bold]{counts.Answered}[/]  late [bold]{counts.Late}[/]   gifts [bold]{counts.Combos}[/]  thanked [bold]{counts.Thanked}[/]   ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"said [bold]{counts.LinesSent}[/]  seen [bold]{counts.OwnSeen}[/]  not said [bold]{counts.LinesNotSent}[/]   waiting [bold]{counts.QuestionsWaiting}[/]+[bold]{counts.ThanksWaiting}[/]");
        if (view.Trouble.Length > 0)
        {
            text += $"\n[red]{Markup.Escape(SafeText.Fit(view.Trouble, columns - 4))}[/]";
        }

        return Box("since the start", new Markup(text), columns);
    }

    private static Rows Filled(List<IRenderable> rows, int lines)
    {
        while (rows.Count < lines)
        {
            rows.Add(new Text(" "));
        }

        return new Rows(rows);
    }

    private static string Blanks(int count) => new(' ', Math.Max(0, count));

    private static GridColumn Wide(int columns) => new GridColumn { Width = columns, NoWrap = true }.Padding(0, 0, 0, 0);

    private static Panel Box(string title, IRenderable inside, int columns) => new(inside)
    {
        Header = new PanelHeader($" {title} "),
        Border = BoxBorder.Rounded,
        BorderStyle = new Style(Color.Grey50),
        Width = columns,
    };
}
