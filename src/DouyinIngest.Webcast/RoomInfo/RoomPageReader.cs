using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>
/// Finds the room in a live page. The page carries its state as JSON inside a JavaScript string, so every quote has a backslash;
/// older pages carry it plain. Pure; never throws on what the upstream sent.
/// </summary>
internal static partial class RoomPageReader
{
    /// <summary>The longest state that is read; a real one has under 100 KB.</summary>
    private const int MaxState = 1024 * 1024;

    /// <summary>The room of a page, or null when the page carries none (a challenge, or another page).</summary>
    public static RoomInfoResult? Read(ReadOnlySpan<byte> body, string liveId)
    {
        var html = Encoding.UTF8.GetString(body);
        foreach (var match in RoomInfoKey().EnumerateMatches(html))
        {
            var start = match.Index + match.Length - 1;
            if (ReadState(html, start, escaped: html[match.Index] == '\\', liveId) is { } result)
            {
                return result;
            }
        }

        // The state could not be read as JSON; the room id alone, which only a live room's page has, is still worth a connect.
        var roomId = RoomIdKey().Match(html);
        return roomId.Success && long.TryParse(roomId.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? RoomInfoResults.Found(new RoomCard { LiveId = liveId, RoomId = id, Status = RoomStatus.Live }, "live page (room id only)")
            : null;
    }

    private static RoomInfoResult? ReadState(string html, int start, bool escaped, string liveId)
    {
        var raw = html.AsSpan(start, Math.Min(MaxState, html.Length - start));
        var json = Encoding.UTF8.GetBytes(escaped ? JsString.Unescape(raw) : raw.ToString());
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonReading.MaxDepth });
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var info = document.RootElement;
            var room = info.Field("room");
            var anchor = info.Field("anchor");
            var status = RoomFields.ReadStatus(room);
            if (status is null && room.ValueKind != JsonValueKind.Object && anchor.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var card = RoomFields.ToCard(
                room,
                anchor.ValueKind == JsonValueKind.Object ? anchor : room.Field("owner"),
                liveId,
                info.Count("roomId"),
                status ?? RoomStatus.Ended);
            return RoomAnswerReader.Checked(card, "live page");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("""\\?"roomInfo\\?"\s*:\s*\{""", RegexOptions.NonBacktracking)]
    private static partial Regex RoomInfoKey();

    [GeneratedRegex("""\\?"roomId\\?"\s*:\s*\\?"(?<id>[0-9]{19})\\?["]""", RegexOptions.NonBacktracking)]
    private static partial Regex RoomIdKey();
}
