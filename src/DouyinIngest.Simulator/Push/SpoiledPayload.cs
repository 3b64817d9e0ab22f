using System.IO.Compression;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.World;
using Google.Protobuf;

namespace DouyinIngest.Simulator.Push;

/// <summary>The payload of a frame as a fault leaves it.</summary>
internal static class SpoiledPayload
{
    private const int Chunk = 1 << 20;

    public static byte[] Of(FaultRule fault, Batch batch) => fault.Kind switch
    {
        FaultKind.Corrupt => Flipped(batch.Compressed),
        FaultKind.BadGzip => [.. "not gzip"u8, .. batch.Compressed.AsSpan(8)],
        FaultKind.Uncompressed => BatchBuilder.Open(batch).ToByteArray(),
        FaultKind.Bomb => Bomb(fault.Size),
        _ => batch.Compressed,
    };

    private static byte[] Flipped(byte[] payload)
    {
        var copy = payload.ToArray();
        for (var i = 10; i < copy.Length; i += Math.Max(1, copy.Length / 8))
        {
            copy[i] ^= 0xFF;
        }

        return copy;
    }

    private static byte[] Bomb(long size)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[Chunk];
            for (var left = size; left > 0; left -= Chunk)
            {
                gzip.Write(zeros, 0, (int)Math.Min(left, Chunk));
            }
        }

        return buffer.ToArray();
    }
}
