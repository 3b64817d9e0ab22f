using System.Text;
using System.Text.Json;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>The report as one line of JSON: the demo's last line, which programs read.</summary>
internal static class ReportJson
{
    public static string Line(ReconciliationReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("emitted", report.Emitted);
            json.WriteNumber("onKafka", report.OnKafka);
            json.WriteNumber("derived", report.Derived);
            json.WriteNumber("lost", report.Lost);
            json.WriteNumber("duplicates", report.Duplicates);
            json.WriteNumber("giftCombos", report.GiftCombos);
            json.WriteBoolean("giftTotalsEqual", report.GiftTotalsEqual);
            json.WriteStartObject("kinds");
            foreach (var kind in EventKinds.All)
            {
                json.WriteNumber(EventKinds.Word(kind), report.Kinds.GetValueOrDefault(kind));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
