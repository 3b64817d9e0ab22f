using System.Globalization;
using System.Text;
using System.Text.Json;
using DouyinIngest.Cli.Verify;

namespace DouyinIngest.Cli.DeadLetters;

/// <summary>Dead letters and what became of them, as text.</summary>
internal static class DeadLettersText
{
    public static IEnumerable<string> Lines(IReadOnlyList<DeadLetter> letters)
    {
        var table = new TextTable("time", "place", "stage", "reason", "subject", "room", "live id", "#bytes", "", "topic", "error");
        foreach (var letter in letters)
        {
            table.Add(
                letter.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture), letter.Place, letter.Stage, letter.Reason,
                letter.Subject, Text($"{letter.RoomId}"), letter.LiveId, Text($"{letter.FullLength:#,0}"),
                letter.IsTruncated ? Text($"cut to {letter.Value.Length:#,0}") : "", letter.Topic, letter.Error);
        }

        return table.Lines().Append(letters.Count == 0 ? "No dead letters." : Text($"{letters.Count:#,0} dead letters."));
    }

    public static string Json(DeadLetter letter) => Write(json =>
    {
        json.WriteString("time", letter.Time.UtcDateTime);
        json.WriteString("place", letter.Place);
        json.WriteString("stage", letter.Stage);
        json.WriteString("reason", letter.Reason);
        json.WriteString("subject", letter.Subject);
        json.WriteString("roomId", Text($"{letter.RoomId}"));
        json.WriteString("liveId", letter.LiveId);
        json.WriteString("topic", letter.Topic);
        json.WriteString("error", letter.Error);
        json.WriteNumber("length", letter.FullLength);
        json.WriteNumber("kept", letter.Value.Length);
    });

    public static IEnumerable<string> Lines(ReplayTally tally, bool dryRun)
    {
        yield return Text($"{tally.Seen:#,0} dead letters: {(dryRun ? "would replay" : "replayed")} {tally.Replayed - tally.Failed:#,0}, refused {tally.Refused.Values.Sum():#,0}");
        var table = new TextTable("#", "", "");
        foreach (var (topic, count) in tally.Topics)
        {
            table.Add(Text($"{count:#,0}"), "to " + topic, "");
        }

        foreach (var (refusal, count) in tally.Refused)
        {
            table.Add(Text($"{count:#,0}"), "refused, " + ReplayRefusals.Word(refusal), ReplayRefusals.Because(refusal));
        }

        foreach (var line in table.Lines().Skip(1))
        {
            yield return line;
        }

        if (tally.Failed > 0)
        {
            yield return Text($"{tally.Failed:#,0} were not taken by the broker: {tally.FailedBecause}");
        }
    }

    public static string Json(ReplayTally tally, bool dryRun) => Write(json =>
    {
        json.WriteBoolean("dryRun", dryRun);
        json.WriteNumber("seen", tally.Seen);
        json.WriteNumber("replayed", tally.Replayed - tally.Failed);
        json.WriteNumber("failed", tally.Failed);
        json.WriteStartObject("topics");
        foreach (var (topic, count) in tally.Topics)
        {
            json.WriteNumber(topic, count);
        }

        json.WriteEndObject();
        json.WriteStartObject("refused");
        foreach (var (refusal, count) in tally.Refused)
        {
            json.WriteNumber(ReplayRefusals.Word(refusal), count);
        }

        json.WriteEndObject();
    });

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
