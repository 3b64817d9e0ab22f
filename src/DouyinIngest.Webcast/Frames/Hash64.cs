using System.Buffers.Binary;

namespace DouyinIngest.Webcast.Frames;

/// <summary>
/// A fast 64-bit hash, the same in every process and on every machine: what was seen before is recognised by it.
/// Each step folds a 128-bit product; not for use against somebody who picks the bytes in order to collide.
/// </summary>
internal static class Hash64
{
    private const ulong Secret = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The hash of some bytes, going on from <paramref name="seed"/>.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var hash = Mix(seed ^ 0x8EBC_6AF0_9C88_C6E3, (ulong)bytes.Length ^ 0xD6E8_FEB8_6659_FD93);
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), Secret);
            bytes = bytes[8..];
        }

        ulong tail = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            tail |= (ulong)bytes[i] << (8 * i);
        }

        return Mix(hash ^ tail, 0xA24B_AED4_963E_E407);
    }

    /// <summary>Goes on from <paramref name="hash"/> with one number.</summary>
    public static ulong Mix(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ Secret, value ^ 0xE703_7ED1_A0B4_28DB, out var low);
        var folded = high ^ low;
        folded ^= folded >> 32;
        folded *= 0xD6E8_FEB8_6659_FD93;
        return folded ^ (folded >> 32);
    }
}
