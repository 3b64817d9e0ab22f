using System.Text;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Pipeline.Ownership;

/// <summary>Keys and values of the checkpoint topic.</summary>
internal static class PartitionRecords
{
    /// <summary>Key of the claims.</summary>
    public const string OwnerKey = "_owner";

    /// <summary>The newest version of a checkpoint that this code understands.</summary>
    public const int Version = 1;

    private const string LingeringPrefix = "_lingering-";

    /// <summary>Key of the answers of one pod.</summary>
    public static string LingeringKey(string instance) => LingeringPrefix + instance;

    /// <summary>Reads a record. What cannot be understood is an <see cref="OtherRecord"/>; nothing is thrown.</summary>
    /// <param name="offset">Its place in the partition.</param>
    /// <param name="key">The key as it stands; empty for none.</param>
    /// <param name="value">The value as it stands; null deletes.</param>
    public static PartitionRecord Read(long offset, ReadOnlySpan<byte> key, byte[]? value)
    {
        var name = Encoding.UTF8.GetString(key);
        try
        {
            if (name.Equals(OwnerKey, StringComparison.Ordinal))
            {
                return value is null ? new OtherRecord(offset, null) : new ClaimRecord(offset, OwnerClaim.Parser.ParseFrom(value).Instance);
            }

            if (name.StartsWith(LingeringPrefix, StringComparison.Ordinal))
            {
                return value is null ? new OtherRecord(offset, null) : new LingeringRecord(offset, Lingering.Parser.ParseFrom(value));
            }

            if (name.Length == 0 || name[0] == '_')
            {
                return new OtherRecord(offset, name.Length == 0 ? "a record without a key" : null);
            }

            return value is null ? new TombstoneRecord(offset, name) : ReadCheckpoint(offset, name, value);
        }
        catch (InvalidProtocolBufferException)
        {
            return new OtherRecord(offset, "a value that is no message of ours");
        }
    }

    private static PartitionRecord ReadCheckpoint(long offset, string liveId, byte[] value)
    {
        var checkpoint = RoomCheckpoint.Parser.ParseFrom(value);
        return checkpoint.Version > Version
            ? new OtherRecord(offset, $"a checkpoint of version {checkpoint.Version}; this pod understands up to {Version}")
            : new CheckpointRecord(offset, liveId, checkpoint);
    }
}
