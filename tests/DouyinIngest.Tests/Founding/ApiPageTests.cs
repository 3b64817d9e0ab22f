using System.Reflection;
using System.Text.RegularExpressions;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Founding;

/// <summary>The tables of docs/api.md name what there is, all of it and nothing else.</summary>
public sealed partial class ApiPageTests
{
    private static readonly string Page = Repository.Read("docs", "api.md");

    [Fact]
    public void Options_AreAllThere()
    {
        var ours = typeof(LiveRoomOptions).GetProperties().Where(p => p.PropertyType != typeof(EventQueueOptions)).Select(p => p.Name)
            .Concat(typeof(EventQueueOptions).GetProperties().Select(p => $"Queue:{p.Name}"));
        Assert.Equal(ours.Order(StringComparer.Ordinal), Names("Options").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Errors_EveryReasonStandsAtItsClass()
    {
        var rows = Rows("Errors").ToDictionary(row => Quoted().Match(row[0]).Groups["name"].Value, row => Quoted().Matches(row[1]).Select(m => m.Groups["name"].Value), StringComparer.Ordinal);
        Assert.Equal(Enum.GetValues<LiveRoomErrorClass>().Where(c => c != LiveRoomErrorClass.None).Select(c => c.ToString()).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        foreach (var reason in Enum.GetValues<CloseReason>().Where(r => r != CloseReason.Stopped))
        {
            Assert.Contains(reason.ToString(), rows[LiveRoomErrorClasses.Of(reason).ToString()]);
        }

        Assert.Equal(Enum.GetValues<CloseReason>().Length - 1, rows.Values.Sum(r => r.Count()));
    }

    [Fact]
    public void Events_FieldsAreAllThere()
    {
        foreach (var row in Rows("Events"))
        {
            var type = typeof(LiveEvent).Assembly.GetType($"DouyinIngest.Webcast.Events.{Quoted().Match(row[2]).Groups["name"].Value}")!;
            var fields = type.GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)
                .Except(["Kind", "EqualityContract"], StringComparer.Ordinal);
            Assert.Equal(fields.Order(StringComparer.Ordinal), Quoted().Matches(row[3]).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal));
            Assert.Equal(Enum.Parse<EventKind>(Quoted().Match(row[1]).Groups["name"].Value), (EventKind)int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Connector_MembersAreAllThere()
    {
        var members = typeof(LiveRoomConnector).GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance)
            .Where(m => m is not ConstructorInfo && m is not MethodInfo { IsSpecialName: true })
            .Select(m => m.Name).Distinct(StringComparer.Ordinal);
        var section = Section("`LiveRoomConnector`");
        Assert.All(members, member => Assert.Contains($"`{member}", section, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(string section) => Rows(section).Select(row => Quoted().Match(row[0]).Groups["name"].Value);

    private static IEnumerable<string[]> Rows(string section) => Section(section).Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    private static string Section(string title)
    {
        var from = Page.IndexOf($"## {title}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, title);
        var to = Page.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        return to < 0 ? Page[from..] : Page[from..to];
    }

    [GeneratedRegex("`(?<name>[A-Za-z:]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
