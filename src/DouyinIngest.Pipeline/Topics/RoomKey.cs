namespace DouyinIngest.Pipeline.Topics;

/// <summary>What every record of one broadcast shares; made once per room and broadcast.</summary>
/// <param name="LiveId">The assignment's live id; empty when the room is pinned by room id alone.</param>
/// <param name="RoomId">19 digits.</param>
/// <param name="Key">The room id in decimal, UTF-8: the record key, and so the partition.</param>
/// <param name="LabelsJson">The assignment's labels as a JSON object, UTF-8.</param>
/// <param name="Labels">The same labels.</param>
/// <param name="Epoch">The owner's epoch; 0 without a fleet.</param>
internal sealed record RoomKey(
    string LiveId,
    long RoomId,
    byte[] Key,
    byte[] LabelsJson,
    IReadOnlyDictionary<string, string> Labels,
    long Epoch)
{
    public static RoomKey Of(string liveId, long roomId, IReadOnlyDictionary<string, string>? labels = null, long epoch = 0)
    {
        labels ??= new Dictionary<string, string>(StringComparer.Ordinal);
        return new RoomKey(
            liveId,
            roomId,
            System.Text.Encoding.UTF8.GetBytes(roomId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(labels),
            labels,
            epoch);
    }
}
