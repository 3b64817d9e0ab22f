using System.Buffers.Binary;
using System.Numerics;
using System.Reflection;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>The file around the entries: a head, then records, each with its length and checksum before it. docs/recordings.md is its description.</summary>
internal static class RecordingFormat
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>Magic, version, and two bytes that are zero.</summary>
    public const int HeadBytes = 12;

    /// <summary>Length and checksum before each record.</summary>
    public const int PrefixBytes = 8;

    /// <summary>Largest record, in the file and inflated. What is larger is no record of ours.</summary>
    public const int MaxRecordBytes = 64 * 1024 * 1024;

    /// <summary>Largest frame that is recorded; a larger one is noted without its bytes. Leaves room for what stands around it in a record.</summary>
    public const int MaxFrameBytes = MaxRecordBytes - 1024;

    /// <summary>The line end in it shows what a transfer as text does to a file.</summary>
    public static ReadOnlySpan<byte> Magic => "DYLREC\r\n"u8;

    /// <summary>What writes recordings, as their first entry names it.</summary>
    public static string Program { get; } =
        $"DouyinIngest {typeof(RecordingFormat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    public static byte[] Head()
    {
        var head = new byte[HeadBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), Version);
        return head;
    }

    /// <summary>CRC-32C (Castagnoli), as iSCSI and ext4 have it.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
