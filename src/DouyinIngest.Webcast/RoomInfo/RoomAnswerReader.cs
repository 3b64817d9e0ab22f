using System.Text.Json;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Reads the JSON answers of the room API and of the reflow API. Pure; never throws on what the upstream sent.</summary>
internal static class RoomAnswerReader
{
    private const long RoomNotFoundCode = 4001038;

    /// <summary>Reads an answer of <c>/webcast/room/web/enter/</c>.</summary>
    public static RoomInfoResult ReadEnter(ReadOnlyMemory<byte> body, string liveId) => Read(body, "room API", data =>
    {
        var room = data.Field("data").First();
        if ((RoomFields.ReadStatus(room) ?? RoomFields.ReadApiStatus(data)) is not { } status)
        {
            return RoomInfoResults.Refused(CloseReason.UpstreamError, "room API: the answer tells no status");
        }

        var anchor = room.Field("owner");
        return Checked(
            RoomFields.ToCard(room, anchor.ValueKind == JsonValueKind.Object ? anchor : data.Field("user"), liveId, data.Count("enter_room_id"), status),
            "room API");
    });

    /// <summary>Reads an answer of <c>/webcast/room/reflow/info/</c>.</summary>
    public static RoomInfoResult ReadReflow(ReadOnlyMemory<byte> body, long roomId) => Read(body, "reflow API", data =>
    {
        var room = data.Field("room");
        return RoomFields.ReadStatus(room) is { } status
            ? Checked(RoomFields.ToCard(room, room.Field("owner"), "", roomId, status), "reflow API")
            : RoomInfoResults.Refused(CloseReason.UpstreamError, "reflow API: the answer tells no status");
    });

    /// <summary>A live room without a room id cannot be connected to, so it is no card.</summary>
    public static RoomInfoResult Checked(RoomCard card, string source) => card is { Status: RoomStatus.Live, RoomId: 0 }
        ? RoomInfoResults.Refused(CloseReason.UpstreamError, $"{source}: the room is live but its room id is not told")
        : RoomInfoResults.Found(card, source);

    private static RoomInfoResult Read(ReadOnlyMemory<byte> body, string source, Func<JsonElement, RoomInfoResult> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonReading.MaxDepth });
            var root = document.RootElement;
            return root.Text("status_code") switch
            {
                "0" => read(root.Field("data")),
                var code when root.Count("status_code") == RoomNotFoundCode =>
                    RoomInfoResults.Refused(CloseReason.RoomNotFound, $"{source}: there is no such room (status_code {code})"),
                "" => RoomInfoResults.Refused(CloseReason.UpstreamError, $"{source}: the answer has no status_code"),
                var code => RoomInfoResults.Refused(CloseReason.UpstreamError, $"{source}: status_code {(code.Length <= 20 ? code : code[..20])}"),
            };
        }
        catch (JsonException error)
        {
            return RoomInfoResults.Refused(
                CloseReason.UpstreamError,
                $"{source}: the answer ({body.Length} bytes) is no JSON that can be read, or nested deeper than {JsonReading.MaxDepth} (byte {error.BytePositionInLine ?? 0})");
        }
    }
}
