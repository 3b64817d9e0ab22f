using System.Buffers.Binary;
using System.Text;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>Which partition of the checkpoint topic a room belongs to: what Java's default partitioner computes for its live id.</summary>
internal static class RoomPartition
{
    private const uint Seed = 0x9747b28c;
    private const uint Multiplier = 0x5bd1e995;

    public static int Of(string liveId, int partitions) => (int)(Murmur2(Encoding.UTF8.GetBytes(liveId)) & 0x7fffffff) % partitions;

    /// <summary>MurmurHash2 with Kafka's seed.</summary>
    internal static uint Murmur2(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (uint)bytes.Length;
        while (bytes.Length >= 4)
        {
            var block = BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Multiplier;
            block = (block ^ (block >> 24)) * Multiplier;
            hash = (hash * Multiplier) ^ block;
            bytes = bytes[4..];
        }

        if (!bytes.IsEmpty)
        {
            for (var i = bytes.Length - 1; i >= 0; i--)
            {
                hash ^= (uint)bytes[i] << (8 * i);
            }

            hash *= Multiplier;
        }

        hash = (hash ^ (hash >> 13)) * Multiplier;
        return hash ^ (hash >> 15);
    }
}
