using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>An event id in 16 bytes: what makes it possible to remember millions of them.</summary>
internal static class EventKey
{
    public static UInt128 Of(string eventId)
    {
        Span<byte> text = stackalloc byte[256];
        Span<byte> hash = stackalloc byte[32];
        if (Encoding.UTF8.TryGetBytes(eventId, text, out var length))
        {
            SHA256.HashData(text[..length], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(eventId), hash);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
