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
    /// <summary>The members of every event's JSON that say which room it is, with a leading comma.</summary>
    public byte[] IdentityJson { get; } = Utf8($",\"roomId\":\"{Decimal(RoomId)}\",\"liveId\":{System.Text.Json.JsonSerializer.Serialize(LiveId)}");

    /// <summary>The members of every event's JSON that the assignment gives it, with a leading comma.</summary>
    public byte[] ContextJson { get; } = [.. ",\"labels\":"u8, .. LabelsJson, .. Utf8($",\"epoch\":\"{Decimal(Epoch)}\"")];

    public static RoomKey Of(string liveId, long roomId, IReadOnlyDictionary<string, string>? labels = null, long epoch = 0)
    {
        labels ??= new Dictionary<string, string>(StringComparer.Ordinal);
        return new RoomKey(
            liveId,
            roomId,
            Utf8(Decimal(roomId)),
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(labels),
            labels,
            epoch);
    }

    /// <summary>The same room under another epoch. Not by <c>with</c>, which would keep the JSON of the old one.</summary>
    public RoomKey WithEpoch(long epoch) => new(LiveId, RoomId, Key, LabelsJson, Labels, epoch);

    private static string Decimal(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
