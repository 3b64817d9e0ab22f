using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DouyinIngest.Cli.Topics;

/// <summary>Topics as text: lines for a person, or one line of JSON.</summary>
internal static class TopicRowsText
{
    public static IEnumerable<string> Lines(IReadOnlyList<TopicRow> rows)
    {
        var width = rows.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        foreach (var row in rows)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{row.Name.PadRight(width)}  {row.State,-7}  {row.Partitions} partitions");
            foreach (var difference in row.Differences)
            {
                yield return "  " + difference;
            }
        }
    }

    public static string Json(string brokers, IReadOnlyList<TopicRow> rows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("brokers", brokers);
            json.WriteStartArray("topics");
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteString("name", row.Name);
                json.WriteString("state", row.State);
                json.WriteNumber("partitions", row.Partitions);
                json.WriteStartArray("differences");
                foreach (var difference in row.Differences)
                {
                    json.WriteStringValue(difference);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
