using System.Globalization;
using DouyinIngest.Protos.Ops.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace DouyinIngest.Pipeline.Status;

/// <summary>
/// Makes the values of the status topic. Their event ids are derived from what they are about: whoever says the same thing twice, or says what
/// another instance has said, says it under the same id. Pure.
/// </summary>
internal static class StatusRecords
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static Protos.Ops.V1.Status RoomState(StatusRoom room, string from, string to, string reason, string remedy, DateTimeOffset now)
    {
        var status = Of(room, Id($"{room.LiveId}-{room.RoomId}-{room.Epoch}-{to}-{now.ToUnixTimeMilliseconds()}"), now);
        status.StateChanged = new RoomStateChanged { From = from, To = to, Reason = reason, Remedy = remedy };
        return status;
    }

    public static Protos.Ops.V1.Status Gap(StatusRoom room, DateTimeOffset? from, DateTimeOffset? to, string reason, long estimatedEvents, DateTimeOffset now)
    {
        var begin = (from ?? to ?? now).ToUnixTimeMilliseconds();
        var status = Of(room, Id($"{room.LiveId}-{room.RoomId}-gap-{reason}-{begin}"), now);
        status.Gap = new Gap { From = Time(from), To = Time(to), Reason = reason, EstimatedEvents = estimatedEvents };
        return status;
    }

    public static Protos.Ops.V1.Status Refused(string liveId, long offset, string reason, string remedy, DateTimeOffset now)
    {
        var status = Of(new StatusRoom(liveId, 0, 0), Id($"{offset}-refused"), now);
        status.Refused = new AssignmentRefused { Offset = offset, Reason = reason, Remedy = remedy };
        return status;
    }

    public static Protos.Ops.V1.Status Quota(StatusRoom room, string credential, bool admitted, int limit, DateTimeOffset now)
    {
        var status = Of(room, Id($"{room.LiveId}-quota-{credential}-{(admitted ? "admitted" : "pending")}-{now.ToUnixTimeMilliseconds()}"), now);
        status.Quota = new QuotaChanged { Credential = credential, Admitted = admitted, Limit = limit };
        return status;
    }

    public static Protos.Ops.V1.Status Shed(StatusRoom room, IReadOnlyDictionary<string, long> events, DateTimeOffset now)
    {
        var status = Of(room, Id($"{room.LiveId}-{room.RoomId}-{room.Epoch}-shed-{now.ToUnixTimeMilliseconds()}"), now);
        status.Shed = new Shed();
        foreach (var (kind, count) in events)
        {
            status.Shed.Events[kind] = count;
        }

        return status;
    }

    /// <summary>The value of the record: canonical JSON, zeros written.</summary>
    public static string Json(Protos.Ops.V1.Status status) => Formatter.Format(status);

    private static Protos.Ops.V1.Status Of(StatusRoom room, string eventId, DateTimeOffset now) => new()
    {
        EventId = eventId,
        LiveId = room.LiveId,
        RoomId = room.RoomId,
        Epoch = room.Epoch,
        Time = Time(now),
    };

    private static Timestamp? Time(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    private static string Id(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
