using System.Text;
using System.Text.Json;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>A page of what the platform could not deliver.</summary>
/// <param name="Answer">How the call went.</param>
/// <param name="Body">The events as one JSON array, as a push has them; empty when there are none.</param>
/// <param name="Count">How many entries.</param>
/// <param name="IsLast">Whether no page follows.</param>
internal sealed record MissedPage(PlatformAnswer Answer, byte[] Body, int Count, bool IsLast)
{
    /// <summary>More pages are not asked for in one go.</summary>
    public const int MostPages = 100;

    /// <summary>
    /// <c>data.data_list[].payload</c>, each a text that holds an event or an array of them, or the event itself; <c>data.total_count</c> entries
    /// over all pages. The platform's pages show no more of it, so what is of another shape is an entry without events.
    /// </summary>
    public static MissedPage Of(PlatformAnswer answer, int page, int pageSize)
    {
        var list = answer.Data.Field("data_list");
        if (!answer.Succeeded || list.ValueKind != JsonValueKind.Array)
        {
            return new MissedPage(answer, [], 0, IsLast: true);
        }

        var count = list.GetArrayLength();
        var total = answer.Data.Count("total_count");
        return new MissedPage(answer, Events(list), count, count == 0 || page >= MostPages || (total >= 0 ? (long)page * pageSize >= total : count < pageSize));
    }

    private static byte[] Events(JsonElement list)
    {
        var events = new StringBuilder();
        foreach (var entry in list.EnumerateArray())
        {
            var payload = entry.Field("payload");
            if (payload.ValueKind != JsonValueKind.String)
            {
                Add(events, payload.ValueKind == JsonValueKind.Undefined ? entry : payload);
                continue;
            }

            try
            {
                using var json = JsonDocument.Parse(entry.Text("payload"), PushBody.Limits);
                Add(events, json.RootElement);
            }
            catch (JsonException)
            {
                // An entry without events.
            }
        }

        return events.Length == 0 ? [] : Encoding.UTF8.GetBytes(events.Insert(0, '[').Append(']').ToString());
    }

    private static void Add(StringBuilder events, JsonElement payload)
    {
        var found = payload.ValueKind == JsonValueKind.Array ? payload.EnumerateArray().ToArray() : [payload];
        foreach (var e in found.Where(e => e.ValueKind == JsonValueKind.Object))
        {
            events.Append(events.Length == 0 ? "" : ",").Append(e.GetRawText());
        }
    }
}
