using System.Globalization;
using System.Text.Json;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Webcast.Chat;

namespace DouyinIngest.Cli.Outbound;

/// <summary>What became of each line: its first final result, or that it was taken and has none yet.</summary>
internal static class OutboundRows
{
    public static IEnumerable<string> Lines(IEnumerable<OutboundResult> results, bool json)
    {
        var lines = new SortedDictionary<(long Time, long Offset), OutboundResult>();
        foreach (var result in results)
        {
            var id = (result.Line.Time, result.Line.Offset);
            if (!lines.TryGetValue(id, out var known) || (!known.IsFinal && result.IsFinal))
            {
                lines[id] = result;
            }
        }

        return lines.Values.Select(result => json ? Json(result) : Text(result)).DefaultIfEmpty(json ? "" : "no line has a result").Where(static line => line.Length > 0);
    }

    public static string Json(OutboundResult result) => RoomsText.OneLine(json =>
    {
        json.WriteString("offset", result.Line.Offset.ToString(CultureInfo.InvariantCulture));
        json.WriteString("liveId", result.Key);
        json.WriteString("id", result.Name);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(result.State.ToString()));
        json.WriteString("reason", JsonNamingPolicy.CamelCase.ConvertName(result.Reason.ToString()));
        json.WriteString("detail", result.Detail);
        json.WriteString("remedy", result.IsFinal ? ChatReasons.RemedyFor(result.Reason) : "");
        json.WriteString("eventId", result.EventId);
        json.WriteString("instance", result.Instance);
    });

    private static string Text(OutboundResult result)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(result.Line.Time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var what = result.State switch
        {
            OutboundState.Accepted => $"taken by {result.Instance}, no result yet",
            OutboundState.Sent => $"sent  {result.EventId}",
            _ => new ChatSendResult(result.Reason, result.Detail).ToString(),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{at}  line {result.Line.Offset,-6}  {result.Key,-18}  {what}");
    }
}
