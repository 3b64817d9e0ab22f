using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DouyinIngest.Webcast.Diagnosis;

namespace DouyinIngest.Cli.Doctor;

/// <summary>The doctor's findings as one line of JSON.</summary>
internal static class DoctorJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(string room, IReadOnlyList<RoomCheck> checks)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("room", room);
            json.WriteBoolean("ok", DoctorText.IsWell(checks));
            json.WriteStartArray("steps");
            foreach (var check in checks)
            {
                json.WriteStartObject();
                json.WriteString("step", JsonNamingPolicy.CamelCase.ConvertName(check.Step.ToString()));
                json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(check.Outcome.ToString()));
                json.WriteNumber("milliseconds", Math.Round(check.Took.TotalMilliseconds, 1));
                json.WriteString("reason", check.Reason?.ToString());
                json.WriteString("detail", check.Detail);
                json.WriteString("remedy", check.Remedy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
