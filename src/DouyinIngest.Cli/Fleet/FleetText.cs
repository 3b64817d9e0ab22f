using System.Globalization;
using System.Text;
using System.Text.Json;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Overview;

namespace DouyinIngest.Cli.Fleet;

/// <summary>The fleet as text.</summary>
internal static class FleetText
{
    public static IEnumerable<string> Lines(FleetReport fleet)
    {
        yield return Text($"rooms: {fleet.Desired:#,0} wanted, {fleet.Running:#,0} running, {fleet.Ended:#,0} between broadcasts, {fleet.Waiting:#,0} not begun{More(fleet.Paused, "paused")}{More(fleet.Refused, "refused")}{More(fleet.Unassigned, "running without an assignment")}");
        yield return Text($"partitions: {fleet.Partitions}, {fleet.Unowned} without an owner");
        yield return Text($"events: {fleet.Rate:#,0.0}/s, {fleet.Events:#,0} in all, {fleet.Gaps:#,0} gaps{More(fleet.CutCheckpoints, "checkpoints without room for all ids")}");
        yield return "";
        var table = new TextTable("instance", "address", "#partitions", "#rooms", "#events/s", "#oldest checkpoint", "which");
        foreach (var row in fleet.Instances)
        {
            table.Add(
                row.Instance, row.Address.Length > 0 ? row.Address : "-", Text($"{row.Partitions.Count}"), Text($"{row.Rooms:#,0}"), Text($"{row.Rate:#,0.0}"),
                row.OldestCheckpoint is { } age ? Age(age) : "-", Ranges(row.Partitions));
        }

        foreach (var line in table.Count > 0 ? table.Lines() : ["Nobody has claimed a partition: no pod has run on these topics, or its claims have expired."])
        {
            yield return line;
        }
    }

    public static string Json(FleetReport fleet)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("desired", fleet.Desired);
            json.WriteNumber("running", fleet.Running);
            json.WriteNumber("ended", fleet.Ended);
            json.WriteNumber("waiting", fleet.Waiting);
            json.WriteNumber("paused", fleet.Paused);
            json.WriteNumber("refused", fleet.Refused);
            json.WriteNumber("unassigned", fleet.Unassigned);
            json.WriteNumber("partitions", fleet.Partitions);
            json.WriteNumber("unowned", fleet.Unowned);
            json.WriteNumber("eventsPerSecond", Math.Round(fleet.Rate, 3));
            json.WriteNumber("events", fleet.Events);
            json.WriteNumber("gaps", fleet.Gaps);
            json.WriteNumber("cutCheckpoints", fleet.CutCheckpoints);
            json.WriteStartArray("instances");
            foreach (var row in fleet.Instances)
            {
                json.WriteStartObject();
                json.WriteString("instance", row.Instance);
                json.WriteString("address", row.Address);
                json.WriteStartArray("partitions");
                foreach (var partition in row.Partitions)
                {
                    json.WriteNumberValue(partition);
                }

                json.WriteEndArray();
                json.WriteNumber("rooms", row.Rooms);
                json.WriteNumber("eventsPerSecond", Math.Round(row.Rate, 3));
                if (row.OldestCheckpoint is { } age)
                {
                    json.WriteNumber("oldestCheckpointSeconds", Math.Round(age.TotalSeconds, 3));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>An age in the unit that a person wants.</summary>
    internal static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 0 } => "0 s",
        { TotalSeconds: < 90 } => Text($"{age.TotalSeconds:0} s"),
        { TotalMinutes: < 90 } => Text($"{age.TotalMinutes:0} min"),
        { TotalHours: < 48 } => Text($"{age.TotalHours:0} h"),
        _ => Text($"{age.TotalDays:0} d"),
    };

    /// <summary><c>0-3 7 9-10</c>.</summary>
    internal static string Ranges(IReadOnlyList<int> sorted)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sorted.Count; i++)
        {
            var first = sorted[i];
            while (i + 1 < sorted.Count && sorted[i + 1] == sorted[i] + 1)
            {
                i++;
            }

            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{first}{(sorted[i] > first ? $"-{sorted[i]}" : "")}");
        }

        return text.ToString();
    }

    private static string More(int count, string what) => count > 0 ? Text($", {count:#,0} {what}") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
