using DouyinIngest.Protos.Ops.V1;
using Google.Protobuf;

namespace DouyinIngest.Cli.Verify;

/// <summary>Reads the values of the status topic.</summary>
internal static class StatusValue
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>One value; null when it is no status.</summary>
    public static Status? TryRead(byte[]? value)
    {
        if (value is null)
        {
            return null;
        }

        try
        {
            return Parser.Parse<Status>(System.Text.Encoding.UTF8.GetString(value));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            return null;
        }
    }

    /// <summary>The hole that it tells of; null when it tells of something else.</summary>
    public static GapRow? GapOf(Status status) => status.Gap is { } gap
        ? new GapRow(
            status.EventId, status.LiveId, status.RoomId, gap.From?.ToDateTimeOffset(), gap.To?.ToDateTimeOffset(), gap.Reason, gap.EstimatedEvents)
        : null;
}
