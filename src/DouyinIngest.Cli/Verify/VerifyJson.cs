using System.Text;
using System.Text.Json;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Verify;

/// <summary>The verdict as one line of JSON.</summary>
internal static class VerifyJson
{
    public static string Line(VerifyReport report, bool allowDuplicates)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            var problems = report.Problems(allowDuplicates);
            json.WriteStartObject();
            json.WriteBoolean("ok", problems.Count == 0);
            Texts(json, "problems", problems);
            json.WriteNumber("records", report.Records);
            json.WriteNumber("distinct", report.Distinct);
            json.WriteNumber("derived", report.Derived);
            Kinds(json, report.Kinds);
            json.WriteNumber("duplicates", report.RepeatedIds);
            json.WriteNumber("duplicateRecords", report.RepeatedRecords);
            json.WriteNumber("duplicatesAfterDedupe", report.DuplicatesAfterDedupe);
            json.WriteNumber("contradictions", report.Contradictions);
            json.WriteNumber("disorder", report.Disorder);
            json.WriteNumber("epochsBack", report.EpochsBack);
            json.WriteNumber("splitStreams", report.Split);
            json.WriteNumber("unreadable", report.Unreadable);
            json.WriteNumber("giftCombos", report.Combos);
            json.WriteNumber("giftCombosCut", report.CombosCut);
            json.WriteNumber("giftCombosUnequal", report.UnequalCombos);
            Truth(json, report.Truth);
            json.WriteStartArray("gaps");
            foreach (var gap in report.Gaps)
            {
                Gap(json, gap);
            }

            json.WriteEndArray();
            json.WriteStartArray("rooms");
            foreach (var room in report.Rooms)
            {
                Room(json, room, report.Truth is not null);
            }

            json.WriteEndArray();
            Texts(json, "findings", report.Findings);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Truth(Utf8JsonWriter json, ReconciliationReport? truth)
    {
        if (truth is null)
        {
            return;
        }

        json.WriteStartObject("oracle");
        json.WriteNumber("emitted", truth.Emitted);
        json.WriteNumber("lost", truth.Lost);
        json.WriteNumber("phantoms", truth.Phantoms);
        json.WriteNumber("twoIds", truth.TwoIds);
        json.WriteNumber("altered", truth.Altered);
        json.WriteNumber("wrongKinds", truth.WrongKinds);
        json.WriteNumber("inverted", truth.Inverted);
        json.WriteNumber("giftCombos", truth.GiftCombos);
        json.WriteNumber("giftMismatches", truth.GiftMismatches);
        json.WriteEndObject();
    }

    private static void Gap(Utf8JsonWriter json, GapRow gap)
    {
        json.WriteStartObject();
        json.WriteString("liveId", gap.LiveId);
        json.WriteString("roomId", $"{gap.RoomId}");
        Time(json, "from", gap.From);
        Time(json, "to", gap.To);
        json.WriteString("reason", gap.Reason);
        json.WriteNumber("estimatedEvents", gap.Estimate);
        json.WriteEndObject();
    }

    private static void Room(Utf8JsonWriter json, RoomRow room, bool withTruth)
    {
        json.WriteStartObject();
        json.WriteString("roomId", $"{room.RoomId}");
        json.WriteString("liveId", room.LiveId);
        json.WriteNumber("records", room.Records);
        Kinds(json, room.Kinds);
        json.WriteNumber("duplicateRecords", room.Repeated);
        json.WriteNumber("contradictions", room.Contradictions);
        json.WriteNumber("disorder", room.Disorder);
        json.WriteNumber("giftCombosUnequal", room.UnequalCombos);
        json.WriteNumber("gaps", room.Gaps);
        if (withTruth)
        {
            json.WriteNumber("lost", room.Lost);
        }

        if (room.Silence is { } silence)
        {
            json.WriteNumber("silenceSeconds", silence.TotalSeconds);
        }

        json.WriteEndObject();
    }

    private static void Kinds(Utf8JsonWriter json, IReadOnlyDictionary<EventKind, long> kinds)
    {
        json.WriteStartObject("kinds");
        foreach (var kind in EventKinds.All)
        {
            json.WriteNumber(EventKinds.Word(kind), kinds.GetValueOrDefault(kind));
        }

        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
